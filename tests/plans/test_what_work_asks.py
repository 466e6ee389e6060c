"""Work as a question to the engine: each rule by hand, on a handful of pieces."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tandem.accounts.rules import Lane
from tandem.engine.problem import Fixed, Link, Need, Single, ThreePoint, validate
from tandem.engine.working_time import WorkingCalendar, WorkingHours
from tandem.formats.plans import read_plan
from tandem.plans.problems import (
    LAUNCH,
    Awaited,
    Colleague,
    Curve,
    Elsewhere,
    Facts,
    Gap,
    Piece,
    Question,
    end_of,
    minutes,
    percent,
    question,
    rising,
)
from tandem.work.rules import DependencyKind, Estimate, Sureness, WorkState

OFFICE = WorkingCalendar(ZoneInfo("Europe/Berlin"), WorkingHours.weekdays(time(9), time(17)))
NEVER = WorkingCalendar(ZoneInfo("Europe/Berlin"), WorkingHours(((),) * 7))
START = datetime(2026, 3, 10, 8, tzinfo=UTC)
"""Tuesday, 9:00 in Berlin."""
IGOR, ALICE, SQL = 7, 8, 9
PEOPLE = (
    Colleague(IGOR, frozenset({Lane.IT}), OFFICE),
    Colleague(ALICE, frozenset({Lane.MARKETING}), OFFICE),
)


def days(number: str, sureness: Sureness = Sureness.NORMAL) -> Estimate:
    return Estimate(Decimal(number), sureness)


def piece(pk: int, **more: Any) -> Piece:
    usual: dict[str, Any] = {
        "lane": Lane.IT,
        "state": WorkState.TO_DO,
        "state_since": START - timedelta(days=7),
        "estimate": days("2"),
    }
    return Piece(pk, **{**usual, **more})


def asked(*pieces: Piece, people: tuple[Colleague, ...] = PEOPLE, **more: Any) -> Question:
    found = question(Facts(START, OFFICE, pieces, people, **more))
    assert found.of(Gap.CIRCLE) or validate(found.plan) == ()
    return found


def links(found: Question) -> set[Link]:
    return {one for one in found.plan.links if one.after != LAUNCH}


def test_half_days_are_hours_and_a_guess_stays_one() -> None:
    found = asked(
        piece(1, estimate=days("0.5", Sureness.GUESS)),
        piece(2, estimate=Estimate(Decimal(3), None, Decimal(2), Decimal(6))),
    )
    assert [task.estimate for task in found.plan.tasks] == [
        Single(4, "guess"),
        ThreePoint(16, 24, 48),
        Fixed(0),
    ]
    assert (found.open, found.planned, found.done) == (2, 2, 0)


def test_several_people_share_what_there_is_to_do() -> None:
    (task, _) = asked(piece(1, doers=(IGOR, ALICE))).plan.tasks
    assert task.needs == (Need("person", "p7"), Need("person", "p8"))
    assert task.estimate == Single(8, "normal")


def test_what_nobody_does_yet_is_for_anybody_of_its_side_who_can() -> None:
    knows = Colleague(SQL, frozenset({Lane.IT}), OFFICE, frozenset({"sql"}), on_it=False)
    found = asked(
        piece(1), piece(2, skills=frozenset({"sql"})), piece(3, lane=None), people=(*PEOPLE, knows)
    )
    assert [task.needs[0].who for task in found.plan.tasks[:3]] == ["it", "it+sql", "both"]
    teams = {one.id: one.teams for one in found.plan.people}
    assert teams == {"p7": ("both", "it"), "p8": ("both",), "p9": ("it+sql",)}


def test_what_has_no_estimate_or_nobody_is_left_out_and_named() -> None:
    found = asked(piece(1, estimate=None), piece(2, skills=frozenset({"cobol"})), piece(3))
    assert (found.of(Gap.NO_ESTIMATE), found.of(Gap.NOBODY)) == ((1,), (2,))
    assert [task.id for task in found.plan.tasks] == ["w3", LAUNCH]
    assert found.can_be_answered


def test_somebody_without_hours_does_nothing() -> None:
    idle = (Colleague(IGOR, frozenset({Lane.IT}), NEVER),)
    assert asked(piece(1, doers=(IGOR,)), people=idle).of(Gap.NOBODY) == (1,)


def test_a_piece_with_parts_is_done_when_these_are() -> None:
    found = asked(piece(1), piece(2, parent_id=1), piece(3, parent_id=1, state=WorkState.DONE))
    assert [(task.id, task.estimate) for task in found.plan.tasks[:2]] == [
        ("w1", Fixed(0)),
        ("w2", Single(16, "normal")),
    ]
    assert links(found) == {Link("w2", "w1")}
    assert (found.open, found.done) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "short"),
    [
        (DependencyKind.FINISH_START, "FS"),
        (DependencyKind.START_START, "SS"),
        (DependencyKind.FINISH_FINISH, "FF"),
        (DependencyKind.START_FINISH, "SF"),
    ],
)
def test_every_kind_of_waiting_keeps_its_ends_and_its_days(
    kind: DependencyKind, short: Any
) -> None:
    found = asked(piece(1), piece(2), waits=(Awaited(2, 1, kind, 3),))
    assert links(found) == {Link("w1", "w2", short, 24)}


def test_what_waits_with_its_parts_lets_each_of_them_wait() -> None:
    parts = (piece(1), piece(2), piece(3, parent_id=2), piece(4, parent_id=2))
    found = asked(*parts, waits=(Awaited(2, 1),))
    assert {one for one in links(found) if one.before == "w1"} == {
        Link("w1", "w3"),
        Link("w1", "w4"),
    }


def test_what_has_parts_has_begun_when_the_first_of_them_has() -> None:
    parts = (piece(1), piece(2), piece(3, parent_id=2), piece(4, parent_id=2))
    found = asked(*parts, waits=(Awaited(1, 2, DependencyKind.START_START),))
    assert {one for one in links(found) if one.kind == "SS"} == {Link("w3", "w1", "SS")}


@pytest.mark.parametrize(
    ("kind", "short"), [(DependencyKind.FINISH_START, "SS"), (DependencyKind.FINISH_FINISH, "SF")]
)
def test_a_start_before_the_end_is_counted_back_from_the_planned_end(
    kind: DependencyKind, short: Any
) -> None:
    whole = piece(1, estimate=days("5"))
    found = asked(whole, piece(2), waits=(Awaited(2, 1, kind, -2),))
    assert links(found) == {Link("w1", "w2", short, 3 * 8)}
    assert found.of(Gap.SHORTER) == ()


def test_a_start_earlier_than_all_of_it_is_counted_from_its_start() -> None:
    whole = piece(1, estimate=days("1"))
    found = asked(whole, piece(2), waits=(Awaited(2, 1, lag=-2),))
    assert links(found) == {Link("w1", "w2", "SS", 0)}


def test_the_planned_end_is_that_of_what_is_left() -> None:
    begun = piece(1, estimate=days("5"), left=Decimal(3))
    found = asked(begun, piece(2), waits=(Awaited(2, 1, lag=-2),))
    assert links(found) == {Link("w1", "w2", "SS", 8)}


def test_of_what_one_does_beside_other_things_the_planned_end_lies_later() -> None:
    whole = piece(1, estimate=days("5"), doers=(IGOR,))
    busy = (replace(PEOPLE[0], begun=2), PEOPLE[1])
    found = asked(whole, piece(2), people=busy, waits=(Awaited(2, 1, lag=-2),))
    assert links(found) == {Link("w1", "w2", "SS", (10 - 2) * 8)}


def test_a_start_before_the_start_or_a_sum_of_parts_is_counted_from_there() -> None:
    parts = (piece(1), piece(2), piece(3, parent_id=1))
    early = Awaited(2, 3, DependencyKind.START_START, -1)
    found = asked(*parts, waits=(Awaited(2, 1, lag=-2), early))
    assert {Link("w1", "w2"), Link("w3", "w2", "SS")} <= links(found)
    assert found.of(Gap.SHORTER) == (2,)


def test_a_circle_through_a_part_is_found() -> None:
    found = asked(piece(1), piece(2), piece(3, parent_id=1), waits=(Awaited(3, 2), Awaited(2, 1)))
    assert set(found.of(Gap.CIRCLE)) == {1, 2, 3}
    assert not found.can_be_answered


def test_work_elsewhere_lets_it_begin_later() -> None:
    ready = START + timedelta(days=6)
    waits = (Awaited(1, 99, lag=1), Awaited(2, 98), Awaited(3, 97))
    found = asked(
        *(piece(pk) for pk in (1, 2, 3)),
        waits=waits,
        elsewhere=(
            Elsewhere(99, over=False, ready=ready),
            Elsewhere(98, over=False),
            Elsewhere(97, over=True),
        ),
    )
    assert [task.earliest for task in found.plan.tasks[:3]] == [
        ready + timedelta(days=1),
        None,
        None,
    ]
    assert found.of(Gap.UNKNOWN_ELSEWHERE) == (2,)


def test_a_pause_after_what_is_done_is_kept() -> None:
    done = piece(1, state=WorkState.DONE, state_since=START - timedelta(days=1))
    found = asked(done, piece(2), waits=(Awaited(2, 1, lag=3),))
    assert found.plan.tasks[0].earliest == START + timedelta(days=2)


def test_nothing_begins_before_its_own_day_nor_that_of_what_it_is_part_of() -> None:
    found = asked(
        piece(1, starts_on=date(2026, 3, 16)),
        piece(2, parent_id=1),
        piece(3, starts_on=date(2026, 3, 2)),
    )
    midnight = datetime(2026, 3, 16, tzinfo=OFFICE.zone)
    assert [task.earliest for task in found.plan.tasks[:3]] == [midnight, midnight, None]


def test_of_what_is_under_way_some_is_done() -> None:
    hours = timedelta(hours=1)
    found = asked(
        piece(1, state=WorkState.IN_PROGRESS, state_since=START - 16 * hours),
        piece(2, state=WorkState.IN_PROGRESS, state_since=START - timedelta(days=60)),
        piece(3, state=WorkState.IN_REVIEW),
    )
    # Since Monday 17:00 in Berlin no hour has passed; since January more than half.
    assert [task.done for task in found.plan.tasks[:3]] == [0.0, 0.5, 0.8]


def test_who_has_begun_elsewhere_has_a_part_of_their_time() -> None:
    busy = Colleague(IGOR, frozenset({Lane.IT}), OFFICE, begun=3)
    found = asked(piece(1, doers=(IGOR,)), people=(busy,))
    assert found.plan.people[0].share == pytest.approx(1 / 3)
    assert found.shared == ((IGOR, 3),)


def test_nothing_is_launched_in_a_freeze() -> None:
    freeze = (START, START + timedelta(days=30))
    assert asked(piece(1), freezes=(freeze,)).plan.tasks[-1].freezes == (freeze,)


def test_the_same_work_asks_the_same_and_an_hour_more_does_not() -> None:
    assert asked(piece(1)).digest == asked(piece(1)).digest
    assert asked(piece(1)).digest != asked(piece(1, estimate=days("2.5"))).digest
    away = Colleague(
        IGOR,
        frozenset({Lane.IT}),
        WorkingCalendar(OFFICE.zone, OFFICE.hours, absences=((date(2026, 3, 12),) * 2,)),
    )
    assert asked(piece(1)).digest != asked(piece(1), people=(away,)).digest


def test_the_engine_reads_the_question_as_it_was_meant() -> None:
    found = asked(
        piece(1, doers=(IGOR,)),
        piece(2, estimate=Estimate(Decimal(3), None, Decimal(2), Decimal(6))),
        waits=(Awaited(2, 1, DependencyKind.START_START, 2),),
        freezes=((START, START + timedelta(days=2)),),
    )
    assert read_plan(found.written) == found.plan


# Answers


def test_a_chance_is_how_much_of_the_curve_lies_before() -> None:
    first = minutes(START) or 0
    curve = Curve(tuple(first + at for at in range(99)))
    assert curve.end(0.8) == START + timedelta(minutes=79)
    assert (curve.chance(START - timedelta(1)), curve.chance(START)) == (0, 0.01)
    assert curve.chance(START + timedelta(1)) == 0.99
    never = Curve((*curve.ends[:50], *[None] * 49))
    assert (never.end(0.8), never.chance(START + timedelta(1))) == (None, 0.5)


def test_a_promised_day_ends_at_midnight_where_the_company_is() -> None:
    assert end_of(date(2026, 3, 10), OFFICE) == datetime(2026, 3, 10, 23, tzinfo=UTC)


def test_chances_promise_no_more_than_was_counted() -> None:
    assert [percent(one) for one in (0, 0.34, 0.99)] == ["under 1 %", "34 %", "over 98 %"]


def test_what_falls_or_is_too_short_is_no_curve() -> None:
    rows = list(range(99))
    assert rising(rows)
    assert rising([*rows[:90], *[None] * 9])
    assert not rising(rows[:98])
    assert not rising([*rows[:50], 3, *rows[51:]])
    assert not rising([None, *rows[1:]])


def _task(found: Question, pk: int = 1) -> Any:
    return next(one for one in found.plan.tasks if one.id == f"w{pk}")


@pytest.mark.parametrize(
    ("state", "spent", "done"),
    [
        (WorkState.TO_DO, "0.5", 0.25),
        (WorkState.IN_PROGRESS, "1.5", 0.75),
        (WorkState.IN_PROGRESS, "9", 0.9),
        (WorkState.IN_REVIEW, "0.5", 0.8),
        (WorkState.IN_PROGRESS, "0", 0.5),
    ],
)
def test_hours_written_down_say_how_much_is_done(state: WorkState, spent: str, done: float) -> None:
    found = _task(asked(piece(1, state=state, spent=Decimal(spent))))
    assert (found.done, found.estimate) == (done, Single(16.0, "normal"))


def test_what_is_said_to_be_left_takes_the_place_of_the_estimate() -> None:
    begun = {"state": WorkState.IN_PROGRESS, "spent": Decimal(1)}
    found = _task(asked(piece(1, left=Decimal(3), **begun)))
    assert (found.done, found.estimate) == (0.0, Single(24.0, "normal"))
    unsaid = asked(piece(1, left=Decimal("0.5"), estimate=None, **begun))
    assert unsaid.of(Gap.NO_ESTIMATE) == ()
    assert _task(unsaid).estimate == Single(4.0, "normal")
    assert _task(asked(piece(1, left=Decimal(0), **begun))).estimate == Fixed(0)
