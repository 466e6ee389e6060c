"""What finished work teaches, and what forecasts and promises said held against what came."""

from datetime import datetime, timedelta
from math import log
from typing import Any

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import TUESDAY, Cast, hide
from tests.plans.test_promises_and_forecasts import estimated, promise, work_out
from tests.plans.test_what_work_asks import OFFICE, START
from tests.work.making import move

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.engine.model import apart
from tandem.plans import jobs, queries
from tandem.plans.commands import taught
from tandem.plans.models import FirstSaid, Learned
from tandem.plans.problems.learning import (
    Finished,
    Lesson,
    Measure,
    is_worth_learning,
    lesson_of,
    sizes_of,
)
from tandem.plans.views.looking_back import what_it_teaches
from tandem.work.queries import finished_work
from tandem.work.rules import WorkState

HOUR = timedelta(hours=1)


def finished(hours: float = 0, until: datetime = START + 4 * HOUR, **more: Any) -> Finished:
    usual: dict[str, Any] = {"home": 1, "lane": Lane.IT, "days": 1.0}
    return Finished(**{**usual, **more}, hours=hours, in_progress=((START, until),))


# What finished work teaches


def test_hours_written_down_count_where_there_are_enough() -> None:
    pieces = [finished(hours=12, lane=Lane.MARKETING)] * 20 + [finished()] * 30
    lesson = lesson_of(pieces, OFFICE)
    assert lesson is not None
    assert lesson.measure is Measure.HOURS
    assert set(lesson.cases) == {(8.0, 12.0, 1, "marketing")}
    assert lesson.sides == {"marketing": (20, 1.5)}


def test_else_the_working_time_in_progress_counts_and_the_two_are_never_mixed() -> None:
    overnight = START + timedelta(days=1)
    lesson = lesson_of([finished(hours=12)] * 19 + [finished(until=overnight)], OFFICE)
    assert lesson is not None
    assert lesson.measure is Measure.PROGRESS
    assert [case[1] for case in lesson.cases] == [4.0] * 19 + [8.0], "the night doesn't count"


def test_of_few_pieces_nothing_is_learned() -> None:
    assert lesson_of([finished()] * 19, OFFICE) is None
    never_begun = finished(until=START)
    assert lesson_of([finished()] * 19 + [never_begun], OFFICE) is None


@pytest.mark.parametrize(
    ("known", "worth"),
    [
        (None, True),
        ((Measure.HOURS, 295), False),
        ((Measure.HOURS, 286), True),
        ((Measure.PROGRESS, 300), True),
    ],
)
def test_it_is_learned_anew_when_enough_more_is_done(
    known: tuple[Measure, int] | None, worth: bool
) -> None:
    lesson = Lesson(Measure.HOURS, ((8.0, 9.0, 1, "it"),) * 300)
    assert is_worth_learning(lesson, known) is worth


def test_what_a_size_became_is_read_off_its_curve() -> None:
    curve = {"up_to": 16.0, "ratios": [log(0.5), log(1.0), log(3.0)], "least": 0.1}
    (found,) = sizes_of({"curves": [curve]}, 8)  # type: ignore[typeddict-item]
    assert (found.up_to, found.even) == (2.0, 1.0)
    assert found.low == pytest.approx(0.5 ** (1 - 0.25))
    assert found.high == pytest.approx(3.0**0.75)


@pytest.mark.once
def test_the_engine_learns_that_work_takes_twice_as_long() -> None:
    cases = [[8.0, 16.0 * (1 + at % 5 / 10), at % 3, "it"] for at in range(200)]
    found = taught(cases)
    (size,) = sizes_of(found["habits"], 8)
    assert 2.1 < size.even < 2.5
    assert size.low < size.even < size.high
    assert found["score"]["outcomes"] == 80
    assert found["score"]["pinball"] < found["score"]["before"]


def test_work_that_was_done_is_learned_from_and_counts_in_forecasts(
    cast: Cast, planned: int, tuesday: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _done_on_time(cast, planned, 20)
    estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    before = queries.question_of(planned)
    said = taught([[8.0, 8.0, 1, "it"]] * 20)
    monkeypatch.setattr(jobs, "ask_apart", lambda *_: said)
    with clock.at(TUESDAY + timedelta(days=1)):
        assert jobs.learn_from_finished_work() == 1
        assert jobs.learn_from_finished_work() == 0, "once a day"
    after = queries.question_of(planned)
    assert (before.habits, after.digest != before.digest) == ("", True)
    assert '"curves":[{' in after.habits
    with clock.at(TUESDAY + timedelta(days=3)):
        assert jobs.learn_from_finished_work() == 0, "nothing more was done"
    kept = queries.what_was_taught()
    assert kept is not None
    assert (kept.cases, kept.measure) == (20, Measure.PROGRESS)
    assert "IT: half of 20 pieces took more than 0.50 times their estimate." in [
        str(one) for one in what_it_teaches(kept)
    ]


def _done_on_time(cast: Cast, home: int, count: int) -> None:
    """So many pieces of a day, each four hours in progress."""
    for at in range(count):
        piece = estimated(cast.igor, home, Lane.IT, "1")
        with clock.at(TUESDAY + at * timedelta(seconds=1)):
            move(cast.igor, piece, WorkState.IN_PROGRESS)
        with clock.at(TUESDAY + 4 * HOUR + at * timedelta(seconds=1)):
            move(cast.igor, piece, WorkState.DONE)


def test_nothing_is_learned_while_the_engine_does_not_answer(
    cast: Cast, planned: int, tuesday: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise apart.NoAnswer

    _done_on_time(cast, planned, 20)
    monkeypatch.setattr(jobs, "ask_apart", fails)
    with clock.at(TUESDAY + timedelta(days=1)):
        assert jobs.learn_from_finished_work() == 0
    assert not Learned.objects.exists()


def test_what_was_never_estimated_or_has_parts_teaches_nothing(
    cast: Cast, planned: int, tuesday: None
) -> None:
    _done_on_time(cast, planned, 1)
    (found,) = finished_work(10)
    ((since, until),) = found.in_progress
    assert until - since == 4 * HOUR
    assert finished_work(0) == []


# What was said, held against what came


def _said_for(cast: Cast, home: int) -> int:
    """A piece of work of which a forecast says: 20 March at 9, safely ten hours later."""
    piece = estimated(cast.igor, home, Lane.IT, doer=cast.igor)
    work_out(20)
    return piece


def test_only_the_first_days_that_were_said_count(cast: Cast, planned: int, tuesday: None) -> None:
    piece = _said_for(cast, planned)
    first = FirstSaid.objects.get(pk=piece).safe
    estimated(cast.igor, planned, Lane.IT, "9")
    with clock.at(TUESDAY + timedelta(minutes=1)):
        work_out(27)
    assert FirstSaid.objects.get(pk=piece).safe == first
    assert FirstSaid.objects.count() == 2


def test_a_day_counts_once_it_has_come_whether_the_work_is_done_or_not(
    cast: Cast, planned: int, tuesday: None
) -> None:
    early, late = _said_for(cast, planned), _said_for(cast, planned)
    with clock.at(TUESDAY + timedelta(minutes=1)):
        work_out(20)
    found = queries.looking_back(cast.igor)
    assert (found.even.judged, found.safe.judged, found.rows) == (0, 0, [])
    with clock.at(TUESDAY.replace(day=19)):
        move(cast.igor, early, WorkState.IN_PROGRESS)
        move(cast.igor, early, WorkState.DONE)
    with clock.at(TUESDAY.replace(day=25)):
        found = queries.looking_back(cast.igor)
        assert (found.safe.judged, found.safe.kept, found.safe.share) == (2, 1, None)
        assert {one.row.id: one.done_at is None for one in found.rows} == {early: False, late: True}
        move(cast.igor, late, WorkState.DROPPED)
        assert queries.looking_back(cast.igor).safe.judged == 1, "what was dropped was no forecast"


def test_rows_of_restricted_work_are_hidden_and_counted(
    cast: Cast, planned: int, tuesday: None
) -> None:
    _said_for(cast, planned)
    hide(planned)
    with clock.at(TUESDAY.replace(day=25)):
        assert len(queries.looking_back(cast.igor).rows) == 1
        found = queries.looking_back(cast.charlie)
    assert (found.rows, found.safe.judged) == ([], 1)


def test_promises_are_kept_missed_or_moved(cast: Cast, planned: int, tuesday: None) -> None:
    piece = estimated(cast.igor, planned, Lane.IT)
    first = promise(cast.alice, planned, TUESDAY.date() + timedelta(days=3))
    later = TUESDAY.date() + timedelta(days=5)
    promise(cast.alice, planned, later, why="The ledger.", replaces=first.pk)
    with clock.at(TUESDAY + timedelta(days=5)):
        assert queries.looking_back(cast.igor).promises == queries.PromisesKept(0, 0, 1, None)
    with clock.at(TUESDAY + timedelta(days=9)):
        assert queries.looking_back(cast.igor).promises == queries.PromisesKept(0, 1, 1, None)
    with clock.at(TUESDAY + timedelta(days=4)):
        move(cast.igor, piece, WorkState.DONE)
        assert queries.looking_back(cast.igor).promises == queries.PromisesKept(1, 0, 1, None)


def test_the_page_says_so_in_words_from_five_cases_on(
    cast: Cast, planned: int, tuesday: None
) -> None:
    igor = as_person(cast.igor)
    assert "No day has come yet" in words(igor.get("/forecasts/"))
    pieces = [estimated(cast.igor, planned, Lane.IT, doer=cast.igor) for _ in range(6)]
    work_out(20)
    with clock.at(TUESDAY.replace(day=19)):
        for piece in pieces[:3]:
            move(cast.igor, piece, WorkState.DONE)
    with clock.at(TUESDAY.replace(day=25)):
        told = words(igor.get("/forecasts/"))
    assert (
        "By the day called safe, 3 of 6 pieces of work were done: 50 %, where it should be 80 %."
    ) in told
    assert "Such days were too early: count on later ones until more is learned." in told
    assert "By the day called as likely as not, 3 of 6 pieces of work were done: 50 %" in told
    assert "Forecasts learn from your own work once 20 estimated pieces of it are done." in told
