"""What honest dates would have been: the file's own past, asked as the planning engine asks it.

At the start of each month of the year the question is: when will the next N items be finished? The
answer uses only what had happened by then: how long N had taken from each day of the half year
before (`Empirical` cases of one task that passes on the wall). Then it is held against what
happened.

What was tried, on three archives of a project's nine years (every month of 2012 to 2020): a year or
two of past holds less often where work slows down; leaving out the days whose N is not yet finished
leaves out the slow ones; beginning at finishes instead of days sees only bursts.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tandem.core.words import Sentence, say
from tandem.engine.calibration import Outcome, score
from tandem.engine.forecast import forecast
from tandem.engine.problem import Empirical, Plan, Task
from tandem.insight.xray.cases import YEAR, Case, Year
from tandem.insight.xray.drawing import lying, spans
from tandem.insight.xray.figure import (
    ENOUGH,
    Figure,
    Row,
    day_in_words,
    days_in_words,
    first_rows,
    month_name,
    percent,
    too_few,
)
from tandem.insight.xray.flow import finished_in

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_CHANCES = (0.5, 0.8)
_LOOK_BACK = YEAR / 2
_SOME_TIME = timedelta(days=7)
FEWEST_IN_YEAR = 12
"""Finishes of a year in which dates can be tried."""
_FEWEST_PAST = 60
_TRIALS = 1000
_SHARE_OF_YEAR = 12

_CAPTION = say(
    "Each line begins on the first of a month. Bar: from the date as likely as not to the safe "
    "one. Stroke: at the average speed. Dot: when it was; a square is too late."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What would have been said at a moment, and what became of it: days from then."""

    asked: datetime
    even: float
    safe: float
    average: float
    became: float | None


def honest_dates(cases: Sequence[Case], year: Year) -> Figure:
    """Dates that would have been safe, tried on every month of the year."""
    question = say("What would honest dates have been?")
    done = sorted(case.done for case in cases if case.done and case.done < year.end)
    finished = len(finished_in(cases, year))
    count = batch(finished)
    how = say(
        "At the start of each month: when will the next {count} items be finished? Answered from "
        "what was known by then alone: how long {count} had taken from each day of the half year "
        "before, or would at the pace so far. Average: at the mean speed of the year before.",
        count=f"{count:,}",
    )
    answers = [one for at in months(year) if (one := asked(done, at, count))]
    judged = [(one, one.became) for one in answers if one.became is not None]
    if len(judged) < ENOUGH or finished < FEWEST_IN_YEAR:
        return _no_past(question, how, finished, len(judged))
    told = score([Outcome(((0.5, one.even), (0.8, one.safe)), was) for one, was in judged])
    halves, kept = (round(share * len(judged)) for _, share in told.coverage)
    at_average = sum(was <= one.average for one, was in judged)
    said = [
        say(
            "Asked each month for the next {count} items, the safe date would have held "
            "{kept} of {all} times; a date at the average speed, {average}.",
            count=f"{count:,}",
            kept=kept,
            all=len(judged),
            average=at_average,
        ),
        say(
            "The date that is as likely as not held {halves} of {all} times.",
            halves=halves,
            all=len(judged),
        ),
        *_slower(kept, len(judged)),
        *_ahead(done, year, count),
    ]
    return Figure(
        "dates",
        question,
        say("{kept} of {all}", kept=kept, all=len(judged)),
        say("safe dates would have held, each for the next {count} items", count=f"{count:,}"),
        tuple(said),
        len(judged),
        how,
        first_rows(_row(one) for one in answers),
        spans(_lines(answers), "Dates that would have been said, and what became of them"),
        _CAPTION,
    )


def _no_past(question: Sentence, how: Sentence, finished: int, judged: int) -> Figure:
    if finished < FEWEST_IN_YEAR:
        why = say("Too little was finished in the year to hold dates against.")
        return too_few("dates", question, finished, why, how, FEWEST_IN_YEAR)
    why = say("It takes a past to answer from: at least two months of finishes before each.")
    return too_few("dates", question, judged, why, how)


def _slower(kept: int, judged: int) -> list[Sentence]:
    """What it means where even safe dates did not hold."""
    if kept >= judged * 0.6:
        return []
    return [
        say(
            "That is less than four times in five: work slowed down or came in bursts, and no date "
            "from the past alone would have been honest."
        )
    ]


def _lines(answers: Sequence[Answer]) -> list[tuple[str, float, float, float, float | None]]:
    """What is drawn for each answer, from 0 to the longest of all."""
    longest = max(max(one.safe, one.average, one.became or 0) for one in answers) or 1
    return [
        (
            f"{month_name(one.asked.month)} {one.asked.year}",
            one.even / longest,
            one.safe / longest,
            one.average / longest,
            None if one.became is None else one.became / longest,
        )
        for one in answers
    ]


def batch(finished: int) -> int:
    """How many items a question is about: what a month brings, two at least."""
    return max(2, min(round(finished / _SHARE_OF_YEAR), 1000))


def months(year: Year) -> list[datetime]:
    """The first of each month in the year."""
    first = year.begin.replace(day=1)
    found = []
    for step in range(14):
        months = first.month - 1 + step
        found.append(datetime(first.year + months // 12, months % 12 + 1, 1, tzinfo=UTC))
    return [at for at in found if year.begin <= at < year.end]


def _past(done: Sequence[datetime], at: datetime, count: int) -> list[float]:
    """Hours until so many were finished, from each day before `at`.

    Where fewer were finished since, the rest is taken to go at the pace of those so far.
    """
    known = done[: bisect_left(done, at)]
    found: list[float] = []
    if not known:
        return found
    day = max(at - _LOOK_BACK, known[0])
    while day < at:
        first = bisect_left(known, day)
        since = len(known) - first
        passed = (at - day) / _HOUR
        if since >= count:
            found.append(max((known[first + count - 1] - day) / _HOUR, 0.25))
        elif at - day >= _SOME_TIME:
            found.append(passed * count / max(since, 0.5))
        day += _DAY
    return found


def _forecast(cases: list[float], at: datetime) -> tuple[float, float]:
    """Days with an even chance and safely, as the engine answers."""
    plan = Plan(at, (Task("next", Empirical(tuple(cases)), elapsed=True),))
    found = forecast(plan, seed=1, trials=_TRIALS)
    ends = [found.end(chance) for chance in _CHANCES]
    even, safe = ((end - at) / _DAY if end else 0.0 for end in ends)
    return even, safe


def asked(done: Sequence[datetime], at: datetime, count: int) -> Answer | None:
    """The answer at a moment for the next `count`; None where there is too little past.

    `done` are all finishes in order; those after `at` only tell what became of it.
    """
    past = _past(done, at, count)
    recent = sum(at - YEAR <= moment < at for moment in done)
    if len(past) < _FEWEST_PAST or not recent:
        return None
    later = [moment for moment in done if moment >= at]
    became = (later[count - 1] - at) / _DAY if len(later) >= count else None
    first = max(at - YEAR, done[0])
    average = count / recent * ((at - first) / _DAY)
    return Answer(at, *_forecast(past, at), average, became)


def _ahead(done: Sequence[datetime], year: Year, count: int) -> list[Sentence]:
    """From the end of the year on."""
    past = _past(done, year.end, count)
    if len(past) < _FEWEST_PAST:
        return []
    even, safe = _forecast(past, year.end)
    dates = [day_in_words((year.end + timedelta(days=days)).date()) for days in (even, safe)]
    return [
        say(
            "From the file’s last day on: the next {count} items by {safe}, four times "
            "in five; {even} would need luck.",
            count=count,
            safe=dates[1],
            even=dates[0],
        )
    ]


def _row(one: Answer) -> Row:
    became = say("not all yet")
    if one.became is not None:
        became = say("took {days}", days=days_in_words(one.became))
    return Row(
        f"{one.asked.date()}",
        say(
            "safe: {safe}, as likely as not: {even}, at the average: {average}",
            safe=days_in_words(one.safe),
            even=days_in_words(one.even),
            average=days_in_words(one.average),
        ),
        became,
    )


def due_dates(cases: Sequence[Case], year: Year) -> Figure:
    """Whether due dates were kept."""
    question = say("Are due dates kept?")
    how = say(
        "Items finished in the year that have a due date; kept is finished on that "
        "day or before. An export has the last due date alone: one that was moved "
        "looks kept."
    )
    found = [case for case in finished_in(cases, year) if case.due and case.done]
    if len(found) < ENOUGH:
        why = say("Too few finished items had a due date.")
        return too_few("due", question, len(found), why, how)
    late = sorted(
        (((case.done.date() - case.due).days, case) for case in found if case.done and case.due),
        key=lambda one: (-one[0], one[1].key),
    )
    kept = sum(days <= 0 for days, _ in late)
    said = [say("{kept} of {all} were finished by their day.", kept=kept, all=len(found))]
    over = [days for days, _ in late if days > 0]
    if over:
        said.append(
            say(
                "The others came {even} later in the middle.",
                even=days_in_words(sorted(over)[len(over) // 2]),
            )
        )
    return Figure(
        "due",
        question,
        f"{100 * kept / len(found):.0f} %",
        say("of due dates were kept"),
        tuple(said),
        len(found),
        how,
        picture=lying(_lateness([days for days, _ in late]), "How late", whole=len(found)),
        caption=say("Share of the items with a due date."),
        rows=first_rows(
            Row(
                case.key,
                case.title,
                say("{days} late", days=days_in_words(days)) if days > 0 else say("kept"),
            )
            for days, case in late
        ),
    )


def _lateness(days: Sequence[int]) -> list[tuple[str, float, str, str]]:
    """How many were how late."""
    edges = (
        (-8, 0, say("by their day"), "bar good"),
        (0, 7, say("up to a week later"), "bar warn"),
        (7, 30, say("up to a month later"), "bar warn"),
        (30, 10**6, say("later than that"), "bar bad"),
    )
    counts = [
        sum((low < 0 or low < day) and day <= high for day in days) for low, high, _, _ in edges
    ]
    return [
        (words, float(count), percent(count, len(days)), kind)
        for count, (_, _, words, kind) in zip(counts, edges, strict=True)
    ]
