"""Owners of affected systems are asked, and what they say."""

import pytest
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor
from tandem.activity.models import Notification, Turn
from tandem.activity.rules import TurnOutcome
from tandem.activity.services import answer_turns
from tandem.assessment import queries, services
from tandem.assessment.models import Consult
from tandem.assessment.rules.consulting import ConsultState
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives.models import Initiative
from tandem.initiatives.queries import heading_visible_to
from tandem.initiatives.rules import Stage
from tandem.stages.conditions import gates
from tandem.systems import services as systems
from tandem.systems.models import System
from tandem.systems.rules import DataClass, Entry, FlowEntry
from tandem.talk.models import AskedQuestion

CONTACT = DataClass.CUSTOMER_CONTACT


def _system(cast: Cast, name: str, **owners: Actor) -> int:
    entry = Entry(
        name,
        data_classes=(CONTACT,),
        **{field: owner.me for field, owner in owners.items()},
    )
    return systems.add_system(actor=cast.igor, entry=entry).pk


@pytest.fixture
def ledger(cast: Cast) -> int:
    return _system(cast, "Ledger", it_owner=cast.ivan, business_owner=cast.mona)


def asked(cast: Cast, initiative: int, system: int) -> Consult:
    services.confirm_touch(actor=cast.igor, initiative_id=initiative, system_id=system)
    return Consult.objects.get(system_id=system)


def missing(initiative: int, stage: Stage) -> list[str]:
    return [one.key for one in gates({initiative: stage})[initiative].missing]


def answer(actor: Actor, consult: Consult, how: ConsultState, text: str = "") -> Consult:
    return services.answer_consult(actor=actor, consult_id=consult.pk, answer=how, text=text)


def test_the_owner_of_a_confirmed_system_is_asked(cast: Cast, assessed: int, ledger: int) -> None:
    consult = asked(cast, assessed, ledger)
    turn = Turn.objects.get(kind="consult.answer")
    assert (turn.person_id, turn.subject_id, turn.due_at) == (
        cast.ivan.me,
        consult.pk,
        consult.due_at,
    )
    assert happened(assessed)[-1] == "consult.asked"
    assert "consults_asked" not in missing(assessed, Stage.ASSESS)
    assert "consults_answered" in missing(assessed, Stage.BRIEF)
    with nothing_written():
        services.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=ledger)


def test_an_answer_counts_and_confirms_the_entry(cast: Cast, assessed: int, ledger: int) -> None:
    consult = asked(cast, assessed, ledger)
    System.objects.update(confirmed_at=None)
    answer(cast.ivan, consult, ConsultState.CONFIRMED)
    assert "consults_answered" not in missing(assessed, Stage.BRIEF)
    assert System.objects.get().confirmed_by_id == cast.ivan.me
    assert happened(assessed)[-2:] == ["consult.asked", "consult.answered"]
    assert Turn.objects.get(kind="consult.answer").outcome == TurnOutcome.DONE
    with nothing_written():
        answer(cast.ivan, consult, ConsultState.CONFIRMED)
    with refused(RuleBroken):
        answer(cast.ivan, consult, ConsultState.NOT_AFFECTED, "After all.")


def test_it_can_be_answered_with_one_click_from_today(
    cast: Cast, assessed: int, ledger: int
) -> None:
    consult = asked(cast, assessed, ledger)
    turn = Turn.objects.get(kind="consult.answer")
    assert answer_turns(actor=cast.ivan, turn_ids=[turn.pk]) == 1
    consult.refresh_from_db()
    assert consult.state == ConsultState.CONFIRMED


def test_not_affected_needs_its_reason_and_leaves_the_decision_to_it(
    cast: Cast, assessed: int, ledger: int
) -> None:
    consult = asked(cast, assessed, ledger)
    with refused(BadInput):
        answer(cast.ivan, consult, ConsultState.NOT_AFFECTED)
    with refused(BadInput):
        answer(cast.ivan, consult, ConsultState.ASSUMED)
    answer(cast.ivan, consult, ConsultState.NOT_AFFECTED, "Only reads.")
    assert queries.confirmed_systems(assessed) == [ledger]
    services.refuse_touch(actor=cast.igor, initiative_id=assessed, system_id=ledger)
    assert queries.confirmed_systems(assessed) == []


def test_what_it_takes_back_is_no_longer_asked(cast: Cast, assessed: int, ledger: int) -> None:
    consult = asked(cast, assessed, ledger)
    services.refuse_touch(actor=cast.igor, initiative_id=assessed, system_id=ledger)
    consult.refresh_from_db()
    assert consult.state == ConsultState.WITHDRAWN
    assert Turn.objects.get(kind="consult.answer").outcome == TurnOutcome.NOT_NEEDED
    with refused(RuleBroken):
        answer(cast.ivan, consult, ConsultState.CONFIRMED)
    again = asked(cast, assessed, ledger)
    assert (again.pk, again.state) == (consult.pk, ConsultState.OPEN)
    # Where owners are asked no more, who was asked isn't left waiting.
    Initiative.objects.filter(pk=assessed).update(stage=Stage.LIVE)
    services.refuse_touch(actor=cast.igor, initiative_id=assessed, system_id=ledger)
    assert Consult.objects.get().state == ConsultState.WITHDRAWN
    assert not Turn.objects.filter(kind="consult.answer", closed_at=None).exists()


@pytest.mark.parametrize("name", ["alice", "igor", "rita", "charlie", "mona"])
def test_only_who_was_asked_answers(cast: Cast, assessed: int, ledger: int, name: str) -> None:
    consult = asked(cast, assessed, ledger)
    with refused(NotAllowed):
        answer(getattr(cast, name), consult, ConsultState.CONFIRMED)
    with refused(NotAllowed):
        services.ask_about_consult(
            actor=getattr(cast, name), consult_id=consult.pk, text="How many?"
        )


def test_an_owner_of_the_initiative_is_not_asked(cast: Cast, assessed: int) -> None:
    consult = asked(cast, assessed, _system(cast, "Own", it_owner=cast.igor))
    assert consult.state == ConsultState.NOT_NEEDED
    assert not Turn.objects.filter(kind="consult.answer").exists()
    assert "consults_answered" not in missing(assessed, Stage.BRIEF)


def test_where_no_owner_is_there_whoever_is_on_duty_is_asked(
    cast: Cast, assessed: int, ledger: int
) -> None:
    accounts.deactivate_person(actor=cast.ada, person_id=cast.ivan.me)
    consult = asked(cast, assessed, ledger)
    assert consult.person_id == cast.mona.me, "the business owner stands in first"
    nobody = asked(cast, assessed, _system(cast, "Nobody's"))
    turn = Turn.objects.get(subject_id=nobody.pk)
    assert (nobody.person_id, turn.person_id, turn.lane) == (None, None, "it")
    answer(cast.igor, nobody, ConsultState.CONFIRMED)


def test_a_question_back_pauses_nothing(cast: Cast, assessed: int, ledger: int) -> None:
    consult = asked(cast, assessed, ledger)
    pk = services.ask_about_consult(actor=cast.ivan, consult_id=consult.pk, text="How many?")
    assert AskedQuestion.objects.get(pk=pk).to_person_id == cast.igor.me
    assert Turn.objects.get(kind="consult.answer").closed_at is None
    answer(cast.ivan, consult, ConsultState.CONFIRMED)


def test_silence_stands_as_an_assumption_and_can_still_be_answered(
    cast: Cast, assessed: int, ledger: int
) -> None:
    consult = asked(cast, assessed, ledger)
    services.assume_consult(subject_id=consult.pk, lane=None)
    assert "consults_answered" not in missing(assessed, Stage.BRIEF)
    answer(cast.ivan, consult, ConsultState.NOT_AFFECTED, "Only reads.")
    assert Consult.objects.get().state == ConsultState.NOT_AFFECTED


def test_whoever_is_asked_sees_the_shared_part_of_a_restricted_initiative(
    cast: Cast, assessed: int, ledger: int
) -> None:
    hide(assessed)
    consult = asked(cast, assessed, ledger)
    assert queries.consult_visible_to(cast.ivan, consult.pk) == consult
    with pytest.raises(NotFound):
        heading_visible_to(cast.ivan, assessed)
    for actor in (cast.charlie, cast.mona, cast.rita):
        with pytest.raises(NotFound):
            queries.consult_visible_to(actor, consult.pk)
    assert not Notification.objects.filter(kind="consult.informed").exists()


def test_owners_downstream_are_told(cast: Cast, assessed: int, ledger: int) -> None:
    report = _system(cast, "Report", it_owner=cast.ada)
    systems.add_flow(actor=cast.igor, entry=FlowEntry(ledger, report, (CONTACT,)))
    asked(cast, assessed, ledger)
    told = Notification.objects.filter(kind="consult.informed")
    assert list(told.values_list("person_id", "subject_id")) == [(cast.ada.me, assessed)]


def test_what_was_confirmed_before_is_asked_when_somebody_says_so(
    cast: Cast, assessed: int, ledger: int
) -> None:
    asked(cast, assessed, ledger)
    Consult.objects.all().delete()
    assert "consults_asked" in missing(assessed, Stage.ASSESS)
    with refused(NotAllowed):
        services.ask_consults(actor=cast.alice, initiative_id=assessed)
    assert services.ask_consults(actor=cast.igor, initiative_id=assessed) == 1
    assert services.ask_consults(actor=cast.igor, initiative_id=assessed) == 0
