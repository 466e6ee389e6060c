"""A part of a brief that others decide: somebody suggests, whoever decides takes over or says why."""

import pytest
from django.test import Client
from tests.cast import Cast, happened, sign, waits
from tests.refusals import refused

from tandem.accounts.models import Person
from tandem.accounts.rules import Actor, Lane
from tandem.briefs import services as briefs
from tandem.briefs.models import Item
from tandem.briefs.queries import ItemRow, item_of, whole
from tandem.briefs.rules import Priority, WhatIfOutcome
from tandem.briefs.services.suggested import ITEM, NEW_ITEM
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.rights import services
from tandem.rights.queries import proposal_visible_to, target_of
from tandem.rights.rules import Settlement, text_digest

pytestmark = pytest.mark.django_db


def part(brief: int, label: str = "R1") -> int:
    return next(i.pk for i in Item.objects.filter(brief__initiative=brief) if str(i) == label)


def now(cast: Cast, brief: int, label: str = "R1") -> ItemRow:
    return item_of(cast.rita, brief, part(brief, label))


def suggest(actor: Actor, brief: int, label: str = "R1", **fields: object) -> int:
    return services.suggest_change(
        actor=actor,
        subject_id=brief,
        kind=ITEM,
        target=str(part(brief, label)),
        fields=fields,
        why="Clearer.",
    ).pk


def accept(actor: Actor, proposal: int) -> None:
    row = proposal_visible_to(actor, proposal)
    text = target_of(actor, row.subject_id, row.kind, row.target).text
    services.accept_proposal(actor=actor, proposal_id=proposal, seen=text_digest(text))


def edit(actor: Actor, brief: int, label: str = "R1", **changed: object) -> None:
    row = item_of(actor, brief, part(brief, label))
    wanted = {"title": row.title, "text": row.text, "priority": row.priority, **changed}
    briefs.edit_item(
        actor=actor,
        initiative_id=brief,
        item_id=row.id,
        base=row.revision,
        **wanted,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("name", ["igor", "charlie", "mona"])
def test_who_does_not_decide_a_part_suggests_and_whoever_does_takes_it_over(
    cast: Cast, brief: int, name: str
) -> None:
    before = now(cast, brief)
    made = suggest(getattr(cast, name), brief, text="Show free days only.", priority="should")
    assert now(cast, brief) == before
    assert ("proposal.decide", "marketing") in waits(brief)
    with refused(NotAllowed):
        accept(cast.igor, made)
    accept(cast.alice, made)
    after = now(cast, brief)
    assert (after.text, after.priority) == ("Show free days only.", Priority.SHOULD)
    assert (after.title, after.changed_by.id) == (before.title, cast.alice.me)
    assert ("proposal.decide", "marketing") not in waits(brief)
    assert happened(brief)[-1] == "proposal.accepted"


def test_left_it_says_why_and_nothing_changes(cast: Cast, brief: int) -> None:
    before = now(cast, brief)
    made = suggest(cast.igor, brief, text="Something else.")
    services.decline_proposal(actor=cast.alice, proposal_id=made, answer="Not this year.")
    assert now(cast, brief) == before
    assert proposal_visible_to(cast.igor, made).answer == "Not this year."


def test_taking_it_over_leaves_what_others_changed_meanwhile(cast: Cast, brief: int) -> None:
    made = suggest(cast.igor, brief, text="Show free days only.")
    stale = text_digest(proposal_visible_to(cast.igor, made).before)
    edit(cast.alice, brief, title="Free days", fields={"value": "Fewer calls."})
    with refused(Stale):
        services.accept_proposal(actor=cast.alice, proposal_id=made, seen=stale)
    accept(cast.alice, made)
    after = now(cast, brief)
    assert (after.text, after.title) == ("Show free days only.", "Free days")
    assert after.fields == {"value": "Fewer calls."}


def test_what_one_decides_is_not_suggested_nor_nothing_nor_two_sides_matters_at_once(
    cast: Cast, brief: int
) -> None:
    with refused(NotAllowed):
        suggest(cast.alice, brief, text="Mine.")
    with refused(NotAllowed):
        suggest(cast.rita, brief, text="Readers read.")
    with refused(BadInput):
        suggest(cast.igor, brief)
    with refused(BadInput):
        suggest(cast.charlie, brief, "U1", text="Other.", technical=["Two seconds."])
    with refused(BadInput):
        suggest(cast.igor, brief, colour="red")
    with refused(BadInput):
        suggest(cast.igor, brief, priority="urgent")
    for target in ("999999", "R1", "9" * 40):
        with refused(NotFound):
            services.suggest_change(
                actor=cast.igor, subject_id=brief, kind=ITEM, target=target, fields={"text": "x"}
            )


def test_what_only_tidies_is_applied_at_once_and_undone(cast: Cast, brief: int) -> None:
    before = now(cast, brief)
    made = suggest(cast.charlie, brief, text=f"  **{before.text}**")
    assert proposal_visible_to(cast.charlie, made).outcome is Settlement.TIDIED
    assert now(cast, brief).text == f"**{before.text}**"
    services.undo_tidying(actor=cast.charlie, proposal_id=made)
    assert now(cast, brief).text == before.text


def test_tidying_takes_no_signature(cast: Cast, signed_brief: int) -> None:
    suggest(cast.charlie, signed_brief, text=f"**{now(cast, signed_brief).text}**")
    assert whole(cast.rita, signed_brief).signed


def test_half_signed_even_tidying_waits_for_whoever_decides(cast: Cast, heard_brief: int) -> None:
    sign(cast.alice, heard_brief, Lane.MARKETING)
    made = suggest(cast.charlie, heard_brief, text=f"**{now(cast, heard_brief).text}**")
    assert proposal_visible_to(cast.charlie, made).is_open
    assert now(cast, heard_brief).signed[Lane.MARKETING]


def test_after_signing_it_goes_the_way_of_a_change_by_whoever_takes_it_over(
    cast: Cast, signed_brief: int
) -> None:
    made = suggest(cast.igor, signed_brief, text="Show free days only.")
    accept(cast.alice, made)
    row = now(cast, signed_brief)
    assert row.text != "Show free days only."
    assert row.change_id
    assert ("brief.state_effort", "it") in waits(signed_brief)
    other = suggest(cast.igor, signed_brief, title="Free days")
    with refused(RuleBroken):
        accept(cast.alice, other)


def test_the_page_asks_for_what_others_decide_and_shows_words_that_differ(
    cast: Cast, brief: int, client: Client
) -> None:
    client.force_login(Person.objects.get(pk=cast.igor.me))
    url = f"/initiatives/{brief}/brief/items/{part(brief, 'U1')}/suggest/"
    page = client.get(url).text
    assert 'name="acceptance"' in page
    assert 'name="technical"' not in page
    sent = {"section": "use_cases", "title": "Pick a day", "text": "She picks.", "why": "Short."}
    late = client.post(url, {**sent, "base": 0})
    assert late.status_code == 422
    assert "She picks." in late.text
    answer = client.post(url, {**sent, "acceptance": "It is in the order.", "covers": "R1"})
    assert answer.status_code == 303, answer.text
    listed = client.get(f"/initiatives/{brief}/suggestions/?whose=mine").text
    assert "U1" in listed
    assert "A suggestion waits" in client.get(f"/initiatives/{brief}/brief/").text
    made = services.suggesting.Proposal.objects.get().pk
    shown = client.get(f"/suggestions/{made}/").text
    assert "<ins>" in shown
    client.force_login(Person.objects.get(pk=cast.alice.me))
    for question, expected in (
        ("", True), ("?whose=side", True), ("?whose=mine", False), ("?show=settled", False),
    ):  # fmt: skip
        page = client.get(f"/initiatives/{brief}/suggestions/{question}").text
        assert (f"/suggestions/{made}/" in page) is expected, question
    seen = text_digest(target_of(cast.alice, brief, ITEM, str(part(brief, "U1"))).text)
    taken = client.post(f"/suggestions/{made}/accept/", {"seen": seen})
    assert taken["Location"].endswith("/brief/#U1")
    assert now(cast, brief, "U1").fields["acceptance"] == ["It is in the order."]


def suggest_new(actor: Actor, brief: int, section: str = "requirements", **fields: object) -> int:
    return services.suggest_change(
        actor=actor, subject_id=brief, kind=NEW_ITEM, target=section, fields=fields, why="It lacks."
    ).pk


def labels(cast: Cast, brief: int) -> list[str]:
    return [row.label for row in whole(cast.rita, brief).items]


def test_a_new_part_is_suggested_and_stands_once_it_is_taken_over(cast: Cast, brief: int) -> None:
    before = labels(cast, brief)
    made = suggest_new(cast.igor, brief, text="Say which days are full.", priority="must")
    other = suggest_new(cast.igor, brief, text="Say why.", priority="could")
    assert labels(cast, brief) == before
    assert ("proposal.decide", "marketing") in waits(brief)
    with refused(NotAllowed):
        accept(cast.igor, made)
    accept(cast.alice, made)
    accept(cast.alice, other)
    (new, last) = [row for row in whole(cast.rita, brief).items if row.label not in before]
    assert (new.text, new.priority, new.changed_by.id) == (
        "Say which days are full.",
        Priority.MUST,
        cast.alice.me,
    )
    assert last.text == "Say why."
    assert "item.added" in happened(brief)
    assert proposal_visible_to(cast.rita, made).title == "New: What it must do"


def test_what_cannot_be_suggested_as_a_new_part_is_refused(cast: Cast, brief: int) -> None:
    for wrong, section in (({"text": ""}, "requirements"), ({"texts": "x"}, "requirements")):
        with refused(BadInput):
            suggest_new(cast.igor, brief, section, **wrong)
    with refused(NotFound):
        suggest_new(cast.igor, brief, "nonsense", text="A text.")
    with refused(NotAllowed):
        suggest_new(cast.alice, brief, text="Hers to add.")
    with refused(NotAllowed):
        suggest_new(cast.rita, brief, text="A reader's.")


def test_the_brief_offers_to_suggest_a_part_where_others_decide(cast: Cast, brief: int) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=cast.igor.me))
    page = client.get(f"/initiatives/{brief}/brief/").content.decode()
    address = f"/initiatives/{brief}/brief/items/new/suggest/"
    assert f'href="{address}?section=requirements"' in page
    assert f'href="{address}?section=cost"' not in page
    response = client.post(address, {"section": "requirements", "text": "", "why": "Because."})
    assert response.status_code == 422
    assert "Because." in response.content.decode()
    response = client.post(address, {"section": "requirements", "text": "A new one."})
    assert response["Location"].endswith(f"/initiatives/{brief}/suggestions/")
    assert client.get(address).status_code == 422


@pytest.mark.parametrize("path", ["", "suggest/"])
def test_a_use_case_with_an_answered_what_if_opens_its_forms(
    cast: Cast, brief: int, client: Client, path: str
) -> None:
    use_case = part(brief, "U1")
    card = briefs.ask_what_if(
        actor=cast.igor, initiative_id=brief, item_id=use_case, question="What if none is free?"
    )
    briefs.answer_what_if(
        actor=cast.alice,
        initiative_id=brief,
        item_id=use_case,
        card_id=card.pk,
        outcome=WhatIfOutcome.RISK,
        words="We live with it.",
    )
    client.force_login(Person.objects.get(pk=cast.igor.me if path else cast.alice.me))
    answer = client.get(f"/initiatives/{brief}/brief/items/{use_case}/{path}")
    assert answer.status_code == 200
