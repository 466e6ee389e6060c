"""How wrong estimates were: hours said and spent, else story points and the days they took."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from math import exp

from tandem.core.words import Sentence, say
from tandem.engine.calibration import Case as Finished
from tandem.engine.calibration import calibrate
from tandem.insight.xray.cases import Case, Year
from tandem.insight.xray.drawing import lying
from tandem.insight.xray.figure import (
    ENOUGH,
    Figure,
    Row,
    days_in_words,
    first_rows,
    percent,
    quantile,
    too_few,
)
from tandem.insight.xray.flow import finished_in

_HOUR, _DAY = 3600, timedelta(days=1)
_EDGES = (0.5, 0.8, 1.25, 2.0)
_OVER = 1.25


def estimates(cases: Sequence[Case], year: Year) -> Figure:
    """Said against spent; where hours are missing, points against days."""
    question = say("How wrong are estimates?")
    whole = False
    pairs = _pairs(finished_in(cases, year))
    if len(pairs) < ENOUGH:
        pairs, whole = _pairs([case for case in cases if case.finished]), True
    if len(pairs) >= ENOUGH:
        return _hours(question, pairs, whole=whole)
    points = [case for case in finished_in(cases, year) if case.points and case.made and case.done]
    if len(points) >= ENOUGH:
        return _points(question, points)
    why = say(
        "No five finished items have both an estimate and the time spent, or story "
        "points. What isn’t written down can’t be learnt from."
    )
    how = say("Finished items with an estimate and the time spent; else story points against days.")
    return too_few("estimates", question, len(pairs), why, how)


def _pairs(cases: Sequence[Case]) -> list[tuple[float, Case]]:
    return [(case.spent / case.estimate, case) for case in cases if case.estimate and case.spent]


def _hours(question: Sentence, pairs: list[tuple[float, Case]], *, whole: bool) -> Figure:
    how = say(
        "Time spent ÷ original estimate of finished items that have both. An "
        "honest range is what the planning engine learns from them, leaning on "
        "what is usual while cases are few."
    )
    ratios = [ratio for ratio, _ in pairs]
    over = sum(ratio > _OVER for ratio in ratios)
    under = sum(ratio < 1 / _OVER for ratio in ratios)
    even, safe = quantile(ratios, 0.5), quantile(ratios, 0.8)
    said = [
        say(
            "{over} of {all} items with an estimate took more than a quarter longer than said, "
            "{under} more than a fifth less.",
            over=over,
            all=len(pairs),
            under=under,
        ),
        say(
            "To be kept four times in five, an estimate would have had to be multiplied by {safe}.",
            safe=f"{safe:.1f}",
        ),
    ]
    if whole:
        said.append(say("Fewer than five lie in the year; these are those of the whole file."))
    worst = sorted(pairs, key=lambda one: -abs(one[0] - 1) if one[0] >= 1 else -abs(1 / one[0] - 1))
    return Figure(
        "estimates",
        question,
        f"× {even:.1f}",
        say("of what was said is what it took, in the middle"),
        tuple(said),
        len(pairs),
        how,
        first_rows(_row(case) for _, case in worst),
        lying(_buckets(ratios), "How estimates turned out", whole=len(ratios)),
        say("Share of the items by time spent against the estimate."),
        _honest(pairs),
    )


def _row(case: Case) -> Row:
    told, spent = (f"{(part or 0) / _HOUR:.1f}" for part in (case.estimate, case.spent))
    return Row(case.key, case.title, say("said {said} h, took {took} h", said=told, took=spent))


def _buckets(ratios: Sequence[float]) -> list[tuple[str, float, str, str]]:
    words = (
        say("less than half"),
        say("half to four fifths"),
        say("about as said"),
        say("up to twice"),
        say("more than twice"),
    )
    kinds = ("bar pale", "bar pale", "bar good", "bar warn", "bar bad")
    rows: list[tuple[str, float, str, str]] = []
    below = 0.0
    for label, kind, edge in zip(words, kinds, (*_EDGES, float("inf")), strict=True):
        count = sum(below < ratio <= edge for ratio in ratios)
        rows.append((label, float(count), percent(count, len(ratios)), kind))
        below = edge
    return rows


def _honest(pairs: list[tuple[float, Case]]) -> tuple[tuple[str, ...], ...]:
    """A table: what an estimate of a size becomes, with an even chance and safely."""
    history = [
        Finished(case.estimate / _HOUR, case.spent / _HOUR)
        for _, case in pairs
        if case.estimate and case.spent
    ]
    habits = calibrate(history)
    rows: list[tuple[str, ...]] = [(say("said"), say("as likely as not"), say("safe (80 %)"))]
    for hours in (2.0, 8.0, 24.0):
        curve = habits.curve(hours)
        if curve is not None:
            at = len(curve.ratios) - 1
            even, safe = (exp(curve.ratios[round(chance * at)]) for chance in (0.5, 0.8))
            rows.append((f"{hours:g} h", f"{hours * even:.1f} h", f"{hours * safe:.1f} h"))
    return tuple(rows) if len(rows) > 1 else ()


def _points(question: Sentence, cases: list[Case]) -> Figure:
    """Whether bigger stories took longer."""
    how = say("Finished items of the year with story points, by points; days from made to done.")
    days: dict[float, list[float]] = defaultdict(list)
    for case in cases:
        if case.points and case.made and case.done:
            days[case.points].append((case.done - case.made) / _DAY)
    sizes = sorted(size for size, of in days.items() if len(of) >= ENOUGH)
    if len(sizes) < 2:
        why = say("Fewer than two sizes have five finished items each.")
        return too_few("estimates", question, len(cases), why, how)
    even = {size: quantile(days[size], 0.5) for size in sizes}
    straight = all(even[low] <= even[high] for low, high in itertools.pairwise(sizes))
    said = (
        say("More points took longer, step by step.")
        if straight
        else say(
            "More points did not always take longer: as a measure of time they say little here."
        )
    )
    rows = [
        (
            say("{points} points, {cases} items", points=f"{size:g}", cases=len(days[size])),
            even[size],
            days_in_words(even[size]),
            "bar",
        )
        for size in sizes
    ]
    small, large = sizes[0], sizes[-1]
    return Figure(
        "estimates",
        question,
        f"× {even[large] / max(even[small], 0.04):.1f}",
        say(
            "the days of {small} points is what {large} points took",
            small=f"{small:g}",
            large=f"{large:g}",
        ),
        (said,),
        len(cases),
        how,
        first_rows(
            Row(case.key, case.title, say("{points} points", points=f"{case.points:g}"))
            for case in cases
        ),
        lying(rows, "Days by story points"),
        say("Days from made to done, in the middle, by story points."),
    )
