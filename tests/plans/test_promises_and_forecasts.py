"""Promised dates, and forecasts that are kept fresh by the clock alone."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.cast import TUESDAY, Cast, happened, hide
from tests.refusals import refused
from tests.work.making import add, move

from tandem.accounts.rules import Actor, Lane
from tandem.accounts.services import add_absence
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.engine.model import apart
from tandem.plans import jobs, queries, services
from tandem.plans.models import Forecast, Promise
from tandem.plans.problems import Gap
from tandem.plans.promises import Failure
from tandem.plans.services import Asked
from tandem.rights.rules import Decider, Matter
from tandem.rights.services import change_decision_rights
from tandem.work import services as work
from tandem.work.rules import Estimate, Sureness, WorkState

DAY = date(2026, 5, 6)


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""


def promise(actor: Actor, initiative: int, day: date = DAY, **more: Any) -> Promise:
    return services.promise_date(actor=actor, initiative_id=initiative, day=day, **more)


def estimated(
    actor: Actor, initiative: int, lane: Lane, days: str = "4", doer: Actor | None = None
) -> int:
    """A piece of work of a side, so long, given to somebody."""
    pk = add(actor, initiative, f"{days} days of {lane.value}", lane=lane)
    work.estimate_work_item(
        actor=actor, work_id=pk, estimate=Estimate(Decimal(days), Sureness.NORMAL)
    )
    if doer:
        work.assign_work_item(actor=actor, work_id=pk, person_id=doer.me)
    return pk


def answer(asked: Asked, day: int = 20) -> Any:
    """What an engine might say: ready from that day of March on, an hour later with each percent."""
    first = int(TUESDAY.replace(day=day).timestamp()) // 60
    tasks = {task.id: [first, first, first + 600] for task in asked.question.plan.tasks}
    tasks.pop("launch")
    return {
        "curve": [first + 60 * at for at in range(99)],
        "tasks": tasks,
        "waits": [[["p1"], 12.0, 4.2]],
        "drivers": [[next(iter(tasks)), 0.7]],
        "done": first,
        "trials": 2000,
    }


def work_out(day: int = 20) -> list[Asked]:
    """What the job does, with an engine that answers at once; what was asked."""
    services.see_what_changed()
    found = []
    while asked := jobs.next_question():
        found.append(asked)
        services.keep_forecast(asked=asked, answer=answer(asked, day))
    return found


# Promises


def test_marketing_promises_a_date_and_moves_it_with_a_reason(cast: Cast, planned: int) -> None:
    first = promise(cast.alice, planned)
    assert promise(cast.alice, planned).pk == first.pk, "the same day again is the same promise"
    promise(cast.alice, planned, DAY + timedelta(7), why="The ledger is late.", replaces=first.pk)
    days = [(one.day, one.why, one.replaced_at is None) for one in queries.promises_of(planned)]
    assert days == [(DAY + timedelta(7), "The ledger is late.", True), (DAY, "", False)]
    assert happened(planned)[-2:] == ["promise.given", "promise.moved"]


def test_a_promise_is_not_moved_without_a_reason_nor_over_anothers(
    cast: Cast, planned: int
) -> None:
    first = promise(cast.alice, planned)
    with refused(BadInput):
        promise(cast.alice, planned, DAY + timedelta(1), replaces=first.pk)
    with refused(Stale):
        promise(cast.alice, planned, DAY + timedelta(1), why="Later.")


@pytest.mark.parametrize("who", ["igor", "vera", "rita", "charlie", "ada"])
def test_only_who_decides_the_date_promises_it(cast: Cast, planned: int, who: str) -> None:
    with refused(NotAllowed):
        promise(getattr(cast, who), planned)


def test_the_side_that_decides_dates_is_a_row_of_the_table(cast: Cast, planned: int) -> None:
    change_decision_rights(actor=cast.ada, rights={Matter.DATE: Decider.IT})
    assert promise(cast.igor, planned).day == DAY


def test_days_that_are_over_or_far_away_are_not_promised(cast: Cast, planned: int) -> None:
    for day in (TUESDAY.date() - timedelta(1), TUESDAY.date() + timedelta(3000)):
        with refused(BadInput):
            promise(cast.alice, planned, day)


def test_an_idea_is_wished_for_and_not_promised(cast: Cast, idea: int) -> None:
    with refused(RuleBroken):
        promise(cast.alice, idea)


def test_of_what_is_hidden_nothing_is_promised(cast: Cast, planned: int) -> None:
    hide(planned)
    with refused(NotFound):
        promise(cast.mona, planned)


# Forecasts


def test_a_forecast_is_worked_out_once_for_what_changed(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    assert [one.initiative_id for one in work_out()] == [planned]
    found = queries.newest_forecast(planned)
    assert found is not None
    assert (found.planned, found.trials) == (1, 2000)
    assert found.even is not None
    assert found.safe is not None
    assert found.even < found.safe
    assert "forecast.moved" in happened(planned)
    assert work_out() == [], "nothing has changed"
    with clock.at(TUESDAY + timedelta(minutes=11)):
        assert work_out() == [], "looked at again, and still the same"


def test_new_work_and_an_absence_ask_anew(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    work_out()
    estimated(cast.igor, planned, Lane.IT, "2", doer=cast.igor)
    assert work_out() == [], "not twice within seconds"
    with clock.at(TUESDAY + timedelta(seconds=6)):
        assert len(work_out()) == 1
        add_absence(
            actor=cast.igor,
            person_id=cast.igor.me,
            starts_on=date(2026, 3, 16),
            ends_on=date(2026, 3, 20),
        )
        assert work_out() == [], "nothing happened on the initiative itself"
    with clock.at(TUESDAY + timedelta(minutes=11)):
        assert len(work_out()) == 1


def test_the_last_of_each_day_is_kept(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    work_out()
    for hours in (5, 24, 48):
        with clock.at(TUESDAY + timedelta(hours=hours)):
            assert len(work_out()) == 1, "time goes on, and less of it is left"
    days = Forecast.objects.filter(initiative_id=planned).order_by("pk")
    assert [one.day.day for one in days] == [10, 11, 12]


def test_two_workers_never_claim_the_same(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT)
    services.see_what_changed()
    assert jobs.next_question() is not None
    assert jobs.next_question() is None
    with clock.at(TUESDAY + timedelta(minutes=3)):
        assert jobs.next_question() is not None, "who claimed it has died"


def test_when_the_engine_fails_the_last_good_forecast_stays(
    cast: Cast, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    estimated(cast.igor, planned, Lane.IT)
    work_out()
    before = queries.newest_forecast(planned)

    def fails(*_: object) -> None:
        raise apart.NoAnswer

    monkeypatch.setattr(jobs, "ask_apart", fails)
    estimated(cast.igor, planned, Lane.IT)
    with clock.at(TUESDAY + timedelta(seconds=6)):
        assert jobs.work_out_forecasts() == 1
        assert jobs.work_out_forecasts() == 0, "it isn't asked again and again"
    assert queries.newest_forecast(planned) == before
    assert queries.what_failed(planned) is Failure.ENGINE


def test_what_is_no_answer_is_not_kept(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT)
    services.see_what_changed()
    asked = jobs.next_question()
    assert asked is not None
    said = answer(asked)
    said["curve"][5] = said["curve"][3]
    assert services.keep_forecast(asked=asked, answer=said) is None
    assert queries.newest_forecast(planned) is None


def test_the_chance_of_a_day_is_read_off_the_curve(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT)
    work_out()
    found = queries.newest_forecast(planned)
    assert found is not None
    # Ready from 20 March 9:00 UTC on; the day ends at 23:00 UTC in Berlin: 15 of 99 hours.
    assert found.chance_of(date(2026, 3, 20)) == 0.15
    assert found.chance_of(date(2026, 3, 19)) == 0
    assert found.chance_of(date(2026, 4, 20)) == 0.99
    assert promise(cast.alice, planned, date(2026, 3, 20)).chance == 0.15


# What the rows ask


def test_what_nobody_estimated_or_could_do_is_left_out_and_named(cast: Cast, planned: int) -> None:
    bare = add(cast.igor, planned, "Nobody said how long", lane=Lane.IT)
    rare = estimated(cast.igor, planned, Lane.IT)
    work.edit_work_item(actor=cast.igor, work_id=rare, version=1, changes={"skills": ["COBOL"]})
    asked = queries.question_of(planned)
    assert (asked.of(Gap.NO_ESTIMATE), asked.of(Gap.NOBODY)) == ((bare,), (rare,))
    assert not asked.can_be_answered
    assert work_out() == []


def test_work_elsewhere_is_waited_for_until_its_own_safe_date(cast: Cast, planned: int) -> None:
    from tandem.initiatives.services import join_initiative, write_idea

    other = write_idea(actor=cast.alice, sentence="The ledger answers in a second").pk
    join_initiative(actor=cast.igor, initiative_id=other, lane=Lane.IT)
    here = estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    there = estimated(cast.igor, other, Lane.IT, doer=cast.ivan)
    work.let_wait_for(actor=cast.igor, work_id=here, on_id=there)
    assert queries.question_of(planned).of(Gap.UNKNOWN_ELSEWHERE) == (here,)
    work_out()
    asked = queries.question_of(planned)
    assert asked.of(Gap.UNKNOWN_ELSEWHERE) == ()
    assert asked.plan.tasks[0].earliest == TUESDAY.replace(day=20, hour=19)
    move(cast.igor, there, WorkState.DONE)
    assert queries.question_of(planned).plan.tasks[0].earliest is None


@pytest.mark.slow
def test_the_engine_answers_in_a_process_of_its_own(cast: Cast, planned: int) -> None:
    first = estimated(cast.igor, planned, Lane.IT, "3", doer=cast.igor)
    second = estimated(cast.igor, planned, Lane.IT, "5", doer=cast.igor)
    work.let_wait_for(actor=cast.igor, work_id=second, on_id=first)
    assert jobs.work_out_forecasts() == 1
    found = queries.newest_forecast(planned)
    assert found is not None
    assert queries.what_failed(planned) is None
    assert found.even is not None
    assert found.safe is not None
    # Eight days of one person from Tuesday on: as likely as not ready after the second weekend.
    assert date(2026, 3, 18) < found.even.date() < date(2026, 3, 26)
    assert found.even < found.safe
    assert set(found.answer["tasks"]) == {str(first), str(second)}
