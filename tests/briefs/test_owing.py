"""Who owes what by when, the tracking plan, and what other sections carry."""

from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, happened, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.models import Turn
from tandem.briefs import services
from tandem.briefs.models import Item
from tandem.briefs.queries import FileKind, ItemRow, file_of, snapshot_document, whole
from tandem.briefs.rules import Content, ItemKind, Section, missing, moved, next_days
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.initiatives import services as initiatives

MAY, JUNE = "2026-05-06", "2026-06-06"


def row(brief: int, label: str) -> ItemRow:
    return next(item for item in whole(CLOCK, brief).items if item.label == label)


def owe(actor: Actor, brief: int, text: str = "All texts.", **fields: object) -> Item:
    return services.add_item(
        actor=actor, initiative_id=brief, section=Section.OWES, text=text, fields=fields
    )


def turns(brief: int) -> list[tuple[str, int | None, str]]:
    """What is owed and waits: by which side or person, until which day."""
    found = Turn.objects.filter(kind="brief.deliver", closed_at=None).order_by("due_at")
    return [(turn.lane, turn.person_id, str(turn.due_at.date())) for turn in found]


def test_the_first_day_of_each_who_owes_something_counts() -> None:
    owed: list[dict[str, Any]] = [
        {"who": "it", "day": JUNE},
        {"who": "it", "day": MAY},
        {"who": "7", "day": JUNE},
        {"who": "marketing"},
        {"day": MAY},
    ]
    found = {who: str(day) for who, day in next_days(owed).items()}
    assert found == {(Lane.IT, None): MAY, (None, 7): JUNE}


def test_what_is_missing_is_named() -> None:
    assert missing(ItemKind.OWED, Section.OWES, {"who": "it"}) == ["By"]
    assert missing(ItemKind.EVENT, Section.TRACKING, {"event": "x", "consent": "y"}) == [
        "Counted when",
        "Seen in",
    ]
    assert missing(ItemKind.TEXT, Section.OWES, {}) == []


def test_what_a_section_cannot_keep_becomes_words() -> None:
    why = Content(ItemKind.TEXT, Section.WHY, "", "Calm.", None, fields={"journey_step": "Cart"})
    assert moved(why, Section.AUDIENCE).text == "Calm.\n\n**Step of the journey:** Cart"
    owed = Content(ItemKind.OWED, Section.OWES, "", "Texts.", None, fields={"who": "7"})
    assert moved(owed, Section.WHY, {"7": "Mona"}).text == "Texts.\n\n**Who brings it:** Mona"


def test_it_waits_for_whoever_owes_it_until_it_is_delivered(cast: Cast, brief: int) -> None:
    first = owe(cast.alice, brief, who="marketing", day=MAY)
    owe(cast.igor, brief, "Access.", who=str(cast.igor.me), day=JUNE)
    owe(cast.alice, brief, "Images.", who="marketing", day=JUNE)
    assert turns(brief) == [("marketing", None, MAY), ("", cast.igor.me, JUNE)]
    assert row(brief, "O2").words == "Access.\n\n**Who brings it:** Igor Ilic\n\n**By:** 2026-06-06"
    services.deliver_item(actor=cast.alice, initiative_id=brief, item_id=first.pk)
    assert turns(brief) == [("", cast.igor.me, JUNE), ("marketing", None, JUNE)]
    assert happened(brief)[-1] == "item.delivered"
    delivered = row(brief, "O1")
    assert delivered.delivered_by
    assert delivered.delivered_by.name == "Alice Albers"
    with nothing_written():
        services.deliver_item(actor=cast.alice, initiative_id=brief, item_id=first.pk)
    services.take_back_delivery(actor=cast.alice, initiative_id=brief, item_id=first.pk)
    assert turns(brief)[0] == ("marketing", None, MAY)
    with nothing_written():
        services.take_back_delivery(actor=cast.alice, initiative_id=brief, item_id=first.pk)


def test_another_day_and_a_part_taken_out_change_what_waits(cast: Cast, brief: int) -> None:
    item = owe(cast.alice, brief, who="it", day=MAY)
    services.edit_item(
        actor=cast.alice,
        initiative_id=brief,
        item_id=item.pk,
        text="All texts.",
        fields={"who": "it", "day": JUNE},
        base=1,
    )
    assert turns(brief) == [("it", None, JUNE)]
    services.remove_item(actor=cast.igor, initiative_id=brief, item_id=item.pk, base=2)
    assert turns(brief) == []
    with refused(RuleBroken):
        services.deliver_item(actor=cast.igor, initiative_id=brief, item_id=item.pk)


def test_a_delivery_leaves_what_is_signed(cast: Cast, signed_brief: int) -> None:
    item = owe(cast.alice, signed_brief, who="marketing", day=MAY)
    before = whole(CLOCK, signed_brief).digest
    services.deliver_item(actor=cast.alice, initiative_id=signed_brief, item_id=item.pk)
    assert whole(CLOCK, signed_brief).digest == before
    assert ("brief.deliver", "marketing") not in waits(signed_brief)


def test_whoever_owes_it_or_an_owner_delivers(cast: Cast, brief: int) -> None:
    initiatives.join_initiative(actor=cast.ivan, initiative_id=brief, lane=Lane.IT)
    for_marketing = owe(cast.alice, brief, who="marketing", day=MAY)
    for actor in (cast.ivan, cast.charlie, cast.rita, cast.mona):
        with refused(NotAllowed):
            services.deliver_item(actor=actor, initiative_id=brief, item_id=for_marketing.pk)
    for_ivan = owe(cast.alice, brief, "Access.", who=str(cast.ivan.me), day=MAY)
    services.deliver_item(actor=cast.ivan, initiative_id=brief, item_id=for_ivan.pk)
    services.deliver_item(actor=cast.igor, initiative_id=brief, item_id=for_marketing.pk)
    with refused(RuleBroken):
        services.deliver_item(actor=cast.alice, initiative_id=brief, item_id=row(brief, "R1").id)


@pytest.mark.parametrize("who", ["charlie", "nobody", "99999", "²"])
def test_only_a_side_or_somebody_on_the_initiative_owes(cast: Cast, brief: int, who: str) -> None:
    named = str(cast.charlie.me) if who == "charlie" else who
    with refused(BadInput) as caught:
        owe(cast.alice, brief, who=named, day=MAY)
    assert caught.value.field == "who"  # type: ignore[attr-defined]


def test_the_pages_take_what_the_sections_carry(cast: Cast, brief: int, client: Client) -> None:
    client.force_login(Person.objects.get(pk=cast.alice.me))
    url = f"/initiatives/{brief}/brief/"
    form = client.get(f"{url}items/new/?section=owes").text
    assert f'<option value="{cast.igor.me}">Igor Ilic</option>' in form
    client.post(
        f"{url}items/new/",
        {"section": "owes", "text": "All texts.", "who": cast.igor.me, "day": MAY},
    )
    event = {"section": "tracking", "event": "day_chosen", "parameters": "shop\nday"}
    client.post(f"{url}items/new/", event)
    assert row(brief, "E1").fields == {"event": "day_chosen", "parameters": ["shop", "day"]}
    page = client.get(url).text
    assert "Counted when, Consent, Seen in" in page
    assert f"{url}items/{row(brief, 'O1').id}/delivery/" in page
    client.post(f"{url}items/{row(brief, 'O1').id}/delivery/")
    assert "Not delivered after all" in client.get(url).text


def test_a_text_of_a_document_stays_a_text_when_it_is_edited(
    cast: Cast, briefable: int, client: Client
) -> None:
    services.start_brief(
        actor=cast.alice, initiative_id=briefable, document="## Timeline\n\nTexts by May."
    )
    client.force_login(Person.objects.get(pk=cast.alice.me))
    found = row(briefable, "T1")
    place = f"/initiatives/{briefable}/brief/items/{found.id}/"
    page = client.get(place).text
    assert 'name="who"' not in page
    client.post(place, {"section": "", "text": "Texts by June.", "base": 1})
    after = row(briefable, "T1")
    assert (after.kind, after.section, after.text) == (
        ItemKind.TEXT,
        Section.OWES,
        "Texts by June.",
    )


def test_what_is_owed_is_named_in_a_document(cast: Cast, signed_brief: int) -> None:
    owe(cast.alice, signed_brief, who=str(cast.igor.me), day=MAY)
    from tests.cast import confirm_playback

    confirm_playback(cast, signed_brief)
    file = file_of(snapshot_document(CLOCK, signed_brief, 2), FileKind.MARKDOWN)
    assert "**Who brings it:** Igor Ilic" in file.body.decode()
