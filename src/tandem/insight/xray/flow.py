"""How much is finished, how long it takes from made to done, what is open and how old it is."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from tandem.core.words import Sentence, say
from tandem.formats.trackers import category_of
from tandem.insight.xray.cases import Case, Year
from tandem.insight.xray.drawing import bars, lying
from tandem.insight.xray.figure import (
    ENOUGH,
    Figure,
    Row,
    day_in_words,
    days_in_words,
    first_rows,
    month_name,
    percent,
    quantile,
    too_few,
)

_WEEKS = 52
_FOR_ONE_OF_TWENTY = 40
_DAY = timedelta(days=1)


def finished_in(cases: Sequence[Case], year: Year) -> list[Case]:
    """What was finished in the year, the latest first."""
    found = [case for case in cases if year.has(case.done)]
    return sorted(found, key=lambda case: (case.done, case.key), reverse=True)


def weekly(moments: Sequence[object], year: Year) -> list[int]:
    """How many fall into each of the 52 weeks that end with the year."""
    counted = Counter(
        int((year.end - moment) / timedelta(days=7))  # type: ignore[operator]
        for moment in moments
        if moment is not None
    )
    return [counted[_WEEKS - 1 - week] for week in range(_WEEKS)]


def week_labels(year: Year) -> list[str]:
    """Every third month at the week in which it begins."""
    labels, seen = [], set()
    for week in range(_WEEKS):
        day = year.end - timedelta(days=7 * (_WEEKS - week))
        after = day + timedelta(days=6)
        first = after.month if after.day <= 7 and after.month % 3 == 1 else 0
        labels.append(month_name(first) if first and first not in seen else "")
        seen.add(first)
    return labels


def throughput(cases: Sequence[Case], year: Year) -> Figure:
    """Items finished a week."""
    question = say("How much gets finished?")
    how = say("Items whose last finish lies in the year, by week; a week ends as the year does.")
    done = finished_in(cases, year)
    if len(done) < ENOUGH:
        return too_few("throughput", question, len(done), _why_no_finish(cases), how)
    made = [case for case in cases if year.has(case.made)]
    by_week = weekly([case.done for case in done], year)
    said = [_steady(by_week, len(done))]
    if made:
        said.append(_in_and_out(len(made), len(done)))
    line = weekly([case.made for case in made], year)
    return Figure(
        "throughput",
        question,
        f"{len(done) / _WEEKS:.1f}" if len(done) < 10 * _WEEKS else f"{len(done) / _WEEKS:.0f}",
        say("items a week, on average"),
        tuple(said),
        len(done),
        how,
        first_rows(_finished_row(case) for case in done),
        bars(by_week, week_labels(year), "Finished each week, and made", line),
        say(
            "Bars: finished each week. Line: made. The fullest week had {most}.", most=max(by_week)
        ),
    )


def _steady(by_week: Sequence[int], done: int) -> Sentence:
    """Whether it flows or comes in bursts."""
    empty = sum(count == 0 for count in by_week)
    if empty * 2 > len(by_week):
        return say(
            "{done} items were finished in the year, in bursts: in {empty} of {weeks} weeks none "
            "was.",
            done=f"{done:,}",
            empty=empty,
            weeks=len(by_week),
        )
    low, high = quantile(by_week, 0.1), quantile(by_week, 0.9)
    return say(
        "{done} items were finished in the year. In eight weeks of ten it was between {low} and "
        "{high} a week.",
        done=f"{done:,}",
        low=f"{low:.0f}",
        high=f"{high:.0f}",
    )


def _in_and_out(made: int, done: int) -> Sentence:
    if made > done * 1.1:
        return say(
            "{made} came in: {more} more than went out, so what waits grew.",
            made=f"{made:,}",
            more=f"{made - done:,}",
        )
    if done > made * 1.1:
        return say(
            "{made} came in: {more} fewer than went out, so what waits shrank.",
            made=f"{made:,}",
            more=f"{done - made:,}",
        )
    return say("About as many came in: {made}.", made=f"{made:,}")


def _why_no_finish(cases: Sequence[Case]) -> Sentence:
    if any(case.finished and case.done is None for case in cases):
        return say("Items are finished, but the file doesn't say when.")
    return say("Hardly anything in this file was finished in this year, or nothing says when.")


def _finished_row(case: Case) -> Row:
    return Row(case.key, case.title, day_in_words(case.done.date()) if case.done else "")


def made_to_done(cases: Sequence[Case], year: Year) -> Figure:
    """How long items take."""
    question = say("How long does one take?")
    how = say(
        "Days on the calendar from when an item was made to its last finish, "
        "nights and weekends included."
    )
    took = _took(cases, year)
    if len(took) < ENOUGH:
        why = say("It takes both dates, made and finished, to tell.")
        return too_few("made-to-done", question, len(took), why, how)
    days = [long for long, _ in took]
    even, safe, late = (quantile(days, chance) for chance in (0.5, 0.8, 0.95))
    said = [
        say(
            "Half of the items were done within {even}, eight of ten within {safe}.",
            even=days_in_words(even),
            safe=days_in_words(safe),
        )
    ]
    if len(days) >= _FOR_ONE_OF_TWENTY:
        said.append(say("One of twenty took longer than {late}.", late=days_in_words(late)))
    if even > 0.04 and safe > 3 * even:
        said.append(
            say(
                "“How long does it take?” has no one answer here: the safe one is {times} "
                "times the usual one.",
                times=f"{safe / even:.0f}",
            )
        )
    said += _hands_on(cases, year)
    longest = sorted(took, key=lambda one: -one[0])
    return Figure(
        "made-to-done",
        question,
        days_in_words(even),
        say("from made to done in the middle; {safe} to be safe (80 %)", safe=days_in_words(safe)),
        tuple(said),
        len(took),
        how,
        first_rows(Row(case.key, case.title, days_in_words(long)) for long, case in longest),
        lying(lengths(days), "How long items took", whole=len(days)),
        say("Share of the items by how long they took. The list below begins with the longest."),
    )


def lengths(days: Sequence[float]) -> list[tuple[str, float, str, str]]:
    """How many lasted how long, to be drawn."""
    edges = (
        (1, say("a day or less")),
        (7, say("one day to a week")),
        (30, say("one week to a month")),
        (90, say("one month to three")),
        (365, say("three months to a year")),
        (10**9, say("longer")),
    )
    rows: list[tuple[str, float, str, str]] = []
    below = -1.0
    for edge, words in edges:
        count = sum(below < day <= edge for day in days)
        rows.append((words, float(count), percent(count, len(days)), "bar"))
        below = edge
    return rows


def _hands_on(cases: Sequence[Case], year: Year) -> list[Sentence]:
    """From the first move into work, where the file has moves."""
    took = []
    for case in finished_in(cases, year):
        begun = next((move.at for move in case.moves if category_of(move.after) == "doing"), None)
        if begun and case.done and begun <= case.done:
            took.append((case.done - begun) / _DAY)
    if len(took) < ENOUGH:
        return []
    even = days_in_words(quantile(took, 0.5))
    return [
        say(
            "From the first move into work it was {even} in the middle ({cases} items).",
            even=even,
            cases=len(took),
        )
    ]


def open_and_ageing(cases: Sequence[Case], year: Year) -> Figure:
    """What is open at the end of the year, and for how long."""
    question = say("What is lying there?")
    how = say(
        "Items made before the end of the year and not finished then; their age in "
        "days on the calendar."
    )
    known = [case for case in cases if case.made and case.made < year.end and not case.finished]
    if len(known) < ENOUGH:
        why = say(
            "Fewer than {enough} items with a date were open. That may be good news.", enough=ENOUGH
        )
        return too_few("open", question, len(known), why, how)
    ages = sorted(
        (((year.end - case.made) / _DAY, case) for case in known if case.made),
        key=lambda one: -one[0],
    )
    days = [age for age, _ in ages]
    said = [_ages(days), *_older(days, cases, year), *_beside(known, cases, year)]
    return Figure(
        "open",
        question,
        f"{len(known):,}",
        say("items open on {day}", day=day_in_words(year.last_day)),
        tuple(said),
        len(known),
        how,
        first_rows(Row(case.key, case.title, days_in_words(age)) for age, case in ages),
        lying(lengths(days), "How old open items are", whole=len(days)),
        say("Open items by age. The list below begins with the oldest."),
    )


def _ages(days: Sequence[float]) -> Sentence:
    return say(
        "Half of them are older than {even}; the oldest has waited {most}.",
        even=days_in_words(quantile(days, 0.5)),
        most=days_in_words(days[0]),
    )


def _older(days: Sequence[float], cases: Sequence[Case], year: Year) -> list[Sentence]:
    """How many are older than what finished items needed."""
    took = [long for long, _ in _took(cases, year)]
    if len(took) < ENOUGH:
        return []
    safe = quantile(took, 0.8)
    old = sum(age > safe for age in days)
    return [
        say(
            "{old} of {all} are already older than what eight of ten finished items needed "
            "({safe}): they will hardly be done by waiting.",
            old=f"{old:,}",
            all=f"{len(days):,}",
            safe=days_in_words(safe),
        )
    ]


def _beside(known: Sequence[Case], cases: Sequence[Case], year: Year) -> list[Sentence]:
    """How many are in work, and how many were open a year before."""
    doing = sum(case.category == "doing" for case in known)
    before = sum(
        bool(case.made and case.made < year.begin and (not case.finished or year.has(case.done)))
        for case in cases
    )
    said = [say("{doing} are in states of work.", doing=f"{doing:,}")] if doing else []
    return [*said, say("On the year’s first day {before} were open.", before=f"{before:,}")]


def _took(cases: Sequence[Case], year: Year) -> list[tuple[float, Case]]:
    """Days from made to done of what was finished in the year."""
    return [
        ((case.done - case.made) / _DAY, case)
        for case in finished_in(cases, year)
        if case.made and case.done
    ]
