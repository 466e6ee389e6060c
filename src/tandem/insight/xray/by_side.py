"""Whom work waited for, Marketing or IT, where sides can be told."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

from tandem.core.words import Sentence, say
from tandem.insight.xray.cases import Case, Year
from tandem.insight.xray.drawing import lying
from tandem.insight.xray.figure import (
    ENOUGH,
    Figure,
    Row,
    days_in_words,
    first_rows,
    quantile,
    too_few,
)
from tandem.insight.xray.sides import Sides
from tandem.insight.xray.waiting import stays

_DAY = timedelta(days=1)
_LOPSIDED = 0.03
"""A guess by words under which one side has less than this share of both is no guess."""
_CALLED: dict[str, Sentence] = {"marketing": say("Marketing"), "it": say("IT")}

Days = dict[str, list[tuple[float, Case]]]


def by_side(cases: Sequence[Case], year: Year, sides: Sides) -> Figure:
    """Whom items waited for; without history, how long items of each side took."""
    question = say("Who is waited for, Marketing or IT?")
    how = say(
        "A wait belongs to the side that its state names, else to the side of whoever held the "
        "item then. Without history, an item belongs to the side of its group, component, label, "
        "project or assignee, as named, or as guessed from their words."
    )
    ways = (
        (_waits(cases, year, sides), say("in states that wait")),
        (_took(cases, year, sides), say("from made to done")),
    )
    for days, what in ways:
        if _tells(days, sides):
            return _compared(question, how, days, what, _guessed(cases, sides))
    count = min(len(days) for days in ways[1][0].values())
    return too_few("sides", question, count if sides.told else 0, _why(sides), how)


def _tells(days: Days, sides: Sides) -> bool:
    counts = [len(of) for of in days.values()]
    fair = sides.told or min(counts) >= _LOPSIDED * sum(counts)
    return min(counts) >= ENOUGH and fair


def _waits(cases: Sequence[Case], year: Year, sides: Sides) -> Days:
    waiting: dict[str, dict[str, float]] = {side: defaultdict(float) for side in _CALLED}
    by_key = {case.key: case for case in cases}
    for stay in stays(cases, year, sides):
        if stay.side and stay.bucket in {"waiting", "review"}:
            waiting[stay.side][stay.case.key] += stay.days
    return {side: [(days, by_key[key]) for key, days in of.items()] for side, of in waiting.items()}


def _took(cases: Sequence[Case], year: Year, sides: Sides) -> Days:
    took: Days = {side: [] for side in _CALLED}
    for case in cases:
        side = sides.of_case(case)
        if side and year.has(case.done) and case.made and case.done:
            took[side].append(((case.done - case.made) / _DAY, case))
    return took


def _guessed(cases: Sequence[Case], sides: Sides) -> Sentence | None:
    """The words by which sides were guessed, where nobody named them."""
    if sides.told:
        return None
    words: dict[str, Counter[str]] = {side: Counter() for side in _CALLED}
    for case in cases:
        side = sides.of_case(case)
        for place in case.places if side else ():
            if place and sides.of_state(place) == side:
                words[side][place] += 1
    told = {side: ", ".join(name for name, _ in of.most_common(4)) for side, of in words.items()}
    if not all(told.values()):
        return say("Sides were guessed from the names of states. --marketing and --it name them.")
    return say(
        "Sides were guessed: Marketing from {marketing}; IT from {it}. "
        "--marketing and --it name them.",
        **told,
    )


def _why(sides: Sides) -> Sentence:
    if sides.told:
        return say(
            "The names that were given stand on too few items of one side. A name is taken exactly "
            "as the file writes it."
        )
    return say(
        "Nothing in this file says well enough which work was Marketing’s and which was IT’s. Name "
        "people, groups, components or labels: --marketing “Content, Anna” --it “Web, Ben”."
    )


def _compared(
    question: Sentence, how: Sentence, days: Days, what: Sentence, guessed: Sentence | None
) -> Figure:
    amounts = {side: [long for long, _ in of] for side, of in days.items()}
    even = {side: quantile(of, 0.5) for side, of in amounts.items()}
    said = [
        say(
            "{side}: {even} {what} in the middle, {safe} to be safe.",
            side=_CALLED[side],
            even=days_in_words(even[side]),
            what=what,
            safe=days_in_words(quantile(amounts[side], 0.8)),
        )
        for side in days
    ]
    said.append(
        say(
            "This is about how work lies between two sides, never about a person: each usually "
            "waits for the other."
        )
    )
    longer, shorter = sorted(even, key=lambda side: -even[side])
    rows = sorted(((long, side, case) for side in days for long, case in days[side]), key=_longest)
    return Figure(
        "sides",
        question,
        days_in_words(even[longer]),
        say(
            "{what} at {side}, in the middle; {other} at {shorter}",
            what=what,
            side=_CALLED[longer],
            other=days_in_words(even[shorter]),
            shorter=_CALLED[shorter],
        ),
        tuple([*said, guessed] if guessed else said),
        len(rows),
        how,
        first_rows(
            Row(case.key, case.title, f"{days_in_words(long)}, {_CALLED[side]}")
            for long, side, case in rows
        ),
        lying(_bars(amounts, even), "Days by side"),
        say("Days in the middle of all items of a side."),
    )


def _longest(one: tuple[float, str, Case]) -> tuple[float, str]:
    return (-one[0], one[2].key)


def _bars(
    amounts: dict[str, list[float]], even: dict[str, float]
) -> list[tuple[str, float, str, str]]:
    return [
        (
            say("{side}, {cases} items", side=_CALLED[side], cases=f"{len(of):,}"),
            even[side],
            days_in_words(even[side]),
            f"bar {side}",
        )
        for side, of in amounts.items()
    ]
