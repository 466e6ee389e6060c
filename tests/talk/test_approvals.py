"""Anybody may be asked for a yes on an exact text; the way to Plan waits for what was asked."""

from datetime import timedelta

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, again, happened, hide, waits
from tests.days import present_date
from tests.refusals import nothing_written, refused
from tests.talk.test_guests import invite

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, GuestMay, Lane
from tandem.activity.live import Change, news
from tandem.activity.queries import open_turns_on, subject_visible_to, turns_waiting_for
from tandem.briefs import services as briefs
from tandem.briefs.rules import Section
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services as initiatives
from tandem.initiatives.rules import Condition, Stage
from tandem.stages import services as stages
from tandem.stages.conditions import gates
from tandem.stages.rules import approvals_given
from tandem.talk import queries, services
from tandem.talk.models import Approval
from tandem.talk.rules import ApprovalState, AskedApproval


def ask(cast: Cast, initiative: int, who: Actor | None = None) -> Approval:
    person = who or cast.charlie
    return services.ask_for_yes(
        actor=cast.alice, initiative_id=initiative, person_id=person.me, words="May we?"
    )


def say(
    actor: Actor, asked: Approval, answer: ApprovalState = ApprovalState.YES, text: str = ""
) -> Approval:
    return services.answer_approval(
        actor=actor, approval_id=asked.pk, answer=answer, seen=asked.shared.digest, text=text
    )


def condition(initiative: int) -> Condition | None:
    found = gates({initiative: Stage.BRIEF})[initiative].conditions
    return next((one for one in found if one.key == "approvals"), None)


@pytest.mark.usefixtures("tuesday")
def test_a_yes_is_waited_for_three_working_days_and_plan_waits_with_it(
    cast: Cast, signed_brief: int
) -> None:
    assert condition(signed_brief) is None
    asked = ask(cast, signed_brief)
    turn = next(turn for turn in open_turns_on([signed_brief]) if turn.kind == "approval.answer")
    assert (turn.person and turn.person.id) == cast.charlie.me
    assert (turn.due_at - turn.opened_at).days == 3
    missing = condition(signed_brief)
    assert missing
    assert (missing.met, missing.due_at) == (False, turn.due_at)
    assert "Charlie Cramer" in missing.detail
    with refused(RuleBroken):
        stages.start_stage(actor=cast.alice, initiative_id=signed_brief, stage=Stage.PLAN)
    say(cast.charlie, asked)
    assert not [turn for turn in open_turns_on([signed_brief]) if turn.subject_id == asked.pk]
    given = condition(signed_brief)
    assert given
    assert given.met
    assert happened(signed_brief)[-2:] == ["approval.asked", "approval.answered"]
    stages.start_stage(actor=cast.alice, initiative_id=signed_brief, stage=Stage.PLAN)


def test_who_is_asked_sees_the_shared_part_of_a_restricted_initiative_and_nothing_else(
    cast: Cast, brief: int
) -> None:
    hide(brief)
    asked = ask(cast, brief)
    seen = queries.approval_visible_to(cast.charlie, asked.pk)
    assert "calendar is the only source" in seen.shared.document
    assert [turn.url for turn in turns_waiting_for(cast.charlie)] == [
        f"/approvals/{asked.pk}/#answer"
    ]
    for hidden in (brief, ask(cast, brief, cast.mona).pk):
        with pytest.raises(NotFound):
            subject_visible_to(cast.charlie, hidden)
    for outside in (cast.rita, cast.ada):
        with refused(NotFound):
            say(outside, asked)
    services.withdraw_approval(actor=cast.igor, approval_id=asked.pk)
    with refused(NotFound):
        say(cast.charlie, asked)
    assert turns_waiting_for(cast.charlie) == []


def test_owners_ask_and_nobody_approves_what_they_asked_for(cast: Cast, brief: int) -> None:
    for other in (cast.mona, cast.charlie, cast.rita):
        with refused(NotAllowed):
            services.ask_for_yes(actor=other, initiative_id=brief, person_id=cast.vera.me)
    for person in (cast.alice, cast.rita):
        with refused(BadInput):
            ask(cast, brief, person)
    asked = ask(cast, brief)
    with refused(BadInput):
        ask(cast, brief)
    for other in (cast.vera, cast.alice, cast.rita):
        with refused(NotAllowed):
            say(other, asked)
    accounts.name_deputy(actor=cast.charlie, person_id=cast.charlie.me, deputy_id=cast.alice.me)
    today = present_date()
    accounts.add_absence(
        actor=cast.charlie, person_id=cast.charlie.me, starts_on=today, ends_on=today
    )
    with refused(RuleBroken):
        say(again(cast.alice), asked)


def test_a_no_has_its_reason_and_a_newer_request_stands_for_the_older(
    cast: Cast, brief: int
) -> None:
    asked = ask(cast, brief)
    with refused(BadInput):
        say(cast.charlie, asked, ApprovalState.NO)
    with refused(BadInput):
        say(cast.charlie, asked, ApprovalState.REMARK)
    with refused(BadInput):
        services.answer_approval(
            actor=cast.charlie, approval_id=asked.pk, answer=ApprovalState.YES, seen="another"
        )
    say(cast.charlie, asked, ApprovalState.NO, "Not without a price.")
    with nothing_written():
        say(cast.charlie, asked, ApprovalState.NO, "Not without a price.")
    for late in (lambda: say(cast.charlie, asked), lambda: withdraw(cast, asked)):
        with refused(RuleBroken):
            late()
    missing = condition(brief)
    assert missing
    assert not missing.met
    assert "Said no: Charlie Cramer" in missing.detail
    say(cast.charlie, ask(cast, brief), ApprovalState.REMARK, "With the price, yes.")
    given = condition(brief)
    assert given
    assert given.met


def withdraw(cast: Cast, asked: Approval) -> Approval:
    return services.withdraw_approval(actor=cast.alice, approval_id=asked.pk)


def test_a_yes_to_an_earlier_text_is_shown_as_that(cast: Cast, brief: int) -> None:
    say(cast.charlie, ask(cast, brief))
    row = queries.approval_rows(queries.approvals_on(cast.alice, brief))[0]
    assert not row.earlier
    briefs.add_item(
        actor=cast.alice, initiative_id=brief, section=Section.WHY, text="Free for ever."
    )
    row = queries.approval_rows(queries.approvals_on(cast.alice, brief))[0]
    given = condition(brief)
    assert row.earlier
    assert given
    assert given.met
    assert "Charlie Cramer approved an earlier text" in given.detail


def test_what_is_put_aside_asks_nobody_and_waits_again_when_it_is_back(
    cast: Cast, brief: int
) -> None:
    ask(cast, brief)
    until = present_date().replace(year=clock.now().year + 1)
    stages.park_initiative(actor=cast.alice, initiative_id=brief, reason="Later.", until=until)
    assert not waits(brief)
    with refused(RuleBroken):
        ask(cast, brief, cast.mona)
    stages.bring_back(actor=cast.alice, initiative_id=brief)
    assert ("approval.answer", "") in waits(brief)


def test_an_idea_without_a_brief_shares_its_sentence(cast: Cast, paired_idea: int) -> None:
    initiatives.name_owner(
        actor=cast.alice,
        initiative_id=paired_idea,
        lane=next(iter(cast.alice.lanes)),
        person_id=cast.alice.me,
    )
    shared = ask(cast, paired_idea).shared
    assert (shared.document, bool(shared.sentence)) == ("", True)


def test_nobody_asked_is_no_condition() -> None:
    assert approvals_given(Stage.PLAN, []) == []
    yes = AskedApproval(1, "Lena", ApprovalState.YES, earlier=False)
    no = AskedApproval(2, "Paul", ApprovalState.NO, earlier=True)
    assert [one.met for one in approvals_given(Stage.PLAN, [yes])] == [True]
    assert [one.url for one in approvals_given(Stage.PLAN, [yes, no])] == ["/approvals/2/"]


def test_whoever_is_asked_about_something_restricted_hears_of_that_alone(
    cast: Cast, signed_brief: int
) -> None:
    hide(signed_brief)
    asked = ask(cast, signed_brief)
    heard = news([Change(asked.pk, signed_brief), Change(signed_brief, signed_brief)])
    assert heard.for_person(cast.charlie.me) == {asked.pk}
    assert heard.for_person(cast.alice.me) == {asked.pk, signed_brief}
    assert heard.for_person(cast.rita.me) == frozenset()


@pytest.mark.usefixtures("tuesday")
def test_guests_are_offered_by_name_where_they_may_say_yes(cast: Cast, brief: int) -> None:
    invite(cast.alice, brief, name="Gil Garcia")
    invite(cast.alice, brief, name="charlie cramer", email="cc@agency.example")
    invite(cast.alice, brief, name="Rita Reader", email="r@agency.example", may=[GuestMay.COMMENT])
    alice, address = as_person(cast.alice), f"/initiatives/{brief}/approvals/"
    offered = alice.get(address).content.decode()
    assert "Gil Garcia" in offered
    assert "Rita Reader" not in offered

    with nothing_written():
        nobody = alice.post(address, {"to": "Rita Reader", "words": "May we?"})
        twice = alice.post(address, {"to": "Charlie Cramer", "words": "May we?"})
    assert "Nobody here is called so" in words(nobody)
    assert "More than one person is called so" in words(twice)
    assert alice.post(address, {"to": "Gil Garcia", "words": "May we?"}).status_code == 303


@pytest.mark.usefixtures("tuesday")
def test_who_may_not_ask_reads_who_does_and_where_that_is_changed(cast: Cast, brief: int) -> None:
    address = f"/initiatives/{brief}/approvals/"
    page = as_person(cast.mona).get(address)
    assert "They are: Alice Albers , Igor Ilic ." in words(page)
    assert f'href="/initiatives/{brief}/owners/"' not in page.content.decode(), "not in it"
    initiatives.join_initiative(actor=cast.mona, initiative_id=brief, lane=Lane.MARKETING)
    assert "Change the owners" in words(as_person(cast.mona).get(address))


@pytest.mark.usefixtures("tuesday")
def test_the_page_of_a_new_link_leads_to_asking_that_guest(cast: Cast, brief: int) -> None:
    sent = {"name": "Gil Garcia", "email": "g@agency.example", "may": ["comment", "approve"]}
    sent |= {"until": f"{present_date() + timedelta(7)}"}
    page = as_person(cast.alice).post(f"/initiatives/{brief}/guests/", sent)
    assert f"/initiatives/{brief}/approvals/?to=Gil+Garcia#ask" in page.content.decode()
