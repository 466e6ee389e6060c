"""Both sides say what becomes of an idea; whoever had it sees who is waited for, and until when."""

from datetime import date, timedelta

import pytest
from tests.cast import Cast, happened, hide, waits
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.queries import turns_waiting_for
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import queries, services
from tandem.initiatives.models import Initiative
from tandem.initiatives.rules import Stage, Verdict

TRIAGE = "initiative.triage"


def today(days: int = 0) -> date:
    return present_date() + timedelta(days=days)


def take_up(actor: Actor, idea: int) -> object:
    return services.take_up_idea(actor=actor, initiative_id=idea)


def ask(actor: Actor, idea: int, text: str = "For members only?") -> object:
    return services.ask_for_more(actor=actor, initiative_id=idea, text=text)


def snooze(actor: Actor, idea: int, days: int = 7) -> object:
    return services.snooze_idea(actor=actor, initiative_id=idea, until=today(days))


ACTS = [take_up, ask, snooze]


def standing(idea: int) -> Verdict | None:
    return queries.standing_verdict(idea)


def to_sort(actor: Actor) -> list[int]:
    return [each.id for each in queries.ideas_to_sort(actor)]


def test_the_side_whose_idea_it_isnt_is_asked_what_becomes_of_it(cast: Cast, idea: int) -> None:
    assert (TRIAGE, "it") in waits(idea, sorting=True)
    assert (TRIAGE, "marketing") not in waits(idea, sorting=True)


def test_an_idea_from_another_department_waits_for_both_sides(cast: Cast) -> None:
    idea = services.write_idea(actor=cast.charlie, sentence="A form for legal questions").pk
    assert {(TRIAGE, "marketing"), (TRIAGE, "it")} <= waits(idea, sorting=True)
    assert to_sort(cast.alice) == to_sort(cast.igor) == [idea]


@pytest.mark.parametrize("name", ["alice", "mona", "igor", "ivan"])
def test_anybody_of_a_side_takes_it_up(cast: Cast, idea: int, name: str) -> None:
    take_up(getattr(cast, name), idea)
    assert Initiative.objects.get().rank == 1
    assert Initiative.objects.get().stage == Stage.IDEA, "It is still an idea."
    assert standing(idea) is Verdict.TAKEN_UP
    assert happened(idea, since=1) == ["initiative.taken_up"]
    assert TRIAGE not in {kind for kind, _ in waits(idea, sorting=True)}
    assert to_sort(cast.igor) == []


def test_taking_up_twice_is_once(cast: Cast, idea: int) -> None:
    take_up(cast.igor, idea)
    with nothing_written():
        take_up(cast.mona, idea)


def test_what_is_taken_up_later_stands_behind(cast: Cast, idea: int) -> None:
    other = services.write_idea(actor=cast.mona, sentence="Something else").pk
    take_up(cast.igor, other)
    take_up(cast.igor, idea)
    assert [each.id for each in queries.queue(cast.rita)] == [other, idea]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", ["charlie", "rita", "vera", "ada"])
def test_people_of_no_side_are_refused(cast: Cast, idea: int, name: str, act: object) -> None:
    with refused(NotAllowed):
        act(getattr(cast, name), idea)  # type: ignore[operator]


@pytest.mark.parametrize("act", ACTS)
def test_a_restricted_idea_is_not_found(cast: Cast, idea: int, act: object) -> None:
    hide(idea)
    assert to_sort(cast.igor) == []
    assert to_sort(cast.alice) == [idea]
    with refused(NotFound):
        act(cast.igor, idea)  # type: ignore[operator]


@pytest.mark.parametrize("act", ACTS)
def test_what_has_gone_on_is_sorted_no_more(cast: Cast, briefable: int, act: object) -> None:
    with refused(RuleBroken):
        act(cast.igor, briefable)  # type: ignore[operator]


@pytest.mark.parametrize("act", [ask, snooze])
def test_what_was_taken_up_meanwhile_stays_so(cast: Cast, idea: int, act: object) -> None:
    take_up(cast.igor, idea)
    with refused(RuleBroken):
        act(cast.mona, idea)  # type: ignore[operator]


def test_asking_for_more_waits_for_whoever_had_the_idea(cast: Cast, idea: int) -> None:
    ask(cast.igor, idea)
    assert ("initiative.say_more", "") in waits(idea)
    assert "initiative.say_more" in [turn.kind for turn in turns_waiting_for(cast.alice)]
    assert to_sort(cast.igor) == []
    assert happened(idea, since=1) == ["initiative.more_asked"]


def test_the_answer_brings_it_back_to_both_sides(cast: Cast, idea: int) -> None:
    ask(cast.igor, idea)
    services.say_more(actor=cast.alice, initiative_id=idea, text="For everybody.")
    [said] = queries.outcomes_of(cast.igor, idea)
    assert (said.reason, said.reply) == ("For members only?", "For everybody.")
    assert to_sort(cast.igor) == [idea]
    assert ("initiative.say_more", "") not in waits(idea)
    assert (TRIAGE, "it") in waits(idea, sorting=True)


@pytest.mark.parametrize("name", ["igor", "mona", "charlie", "rita"])
def test_nobody_else_says_more(cast: Cast, idea: int, name: str) -> None:
    ask(cast.igor, idea)
    with refused(NotAllowed):
        services.say_more(actor=getattr(cast, name), initiative_id=idea, text="Perhaps.")


def test_more_that_nobody_asked_for_is_refused(cast: Cast, idea: int) -> None:
    with refused(RuleBroken):
        services.say_more(actor=cast.alice, initiative_id=idea, text="By the way.")


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001, "NUL \0"])
def test_an_unusable_question_is_refused(cast: Cast, idea: int, text: str) -> None:
    with refused(BadInput):
        ask(cast.igor, idea, text)


@pytest.mark.parametrize("days", [-1, 0, 61, 4000])
def test_it_is_put_off_to_a_day_within_two_months(cast: Cast, idea: int, days: int) -> None:
    with refused(BadInput):
        snooze(cast.igor, idea, days)


@pytest.mark.usefixtures("tuesday")
def test_what_was_put_off_comes_back_on_its_day(cast: Cast, idea: int) -> None:
    snooze(cast.igor, idea)
    start = clock.now()
    assert to_sort(cast.igor) == []
    [own] = queries.own_ideas(cast.alice)
    assert (own.verdict, own.until) == (Verdict.SNOOZED, today(7))
    for days, woken in ((6, 0), (7, 1), (8, 0)):
        with clock.at(start + timedelta(days=days)):
            assert services.wake_ideas() == woken
    assert to_sort(cast.igor) == [idea]
    assert happened(idea, since=1) == ["initiative.snoozed", "initiative.woken"]


def test_an_idea_taken_up_meanwhile_isnt_woken(cast: Cast, idea: int) -> None:
    snooze(cast.igor, idea, 1)
    with clock.at(clock.now() + timedelta(hours=1)):
        take_up(cast.mona, idea)
    with clock.at(clock.now() + timedelta(days=2)):
        assert services.wake_ideas() == 0
    assert standing(idea) is Verdict.TAKEN_UP
