"""Where time went while items were open: states that wait, look over or work, and whose."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tandem.core.words import Sentence, say
from tandem.formats.trackers import category_of
from tandem.formats.trackers.state_words import is_looked_over_in, waits_in
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
from tandem.insight.xray.flow import lengths
from tandem.insight.xray.sides import Sides

_DAY = timedelta(days=1)
_WORDS: dict[str, Sentence] = {
    "queue": say("not begun"),
    "waiting": say("waiting for somebody"),
    "review": say("review, test, approval"),
    "work": say("work, and everything else"),
}
_BARS = {"queue": "bar pale", "waiting": "bar warn", "review": "bar warn", "work": "bar"}


@dataclass(frozen=True, slots=True)
class Stay:
    """So long an item was in a state; `side` is whose move it was, where that can be told."""

    case: Case
    state: str
    bucket: str
    side: str
    days: float


def stays(cases: Sequence[Case], year: Year, sides: Sides) -> Iterator[Stay]:
    """Every time in a state that lies in the year, of items whose moves are known."""
    for case in cases:
        if not case.moves or case.made is None:
            continue
        edges = [(case.made, case.moves[0].before), *((one.at, one.after) for one in case.moves)]
        ends = [at for at, _ in edges[1:]] + [year.end]
        for (begin, state), end in zip(edges, ends, strict=True):
            long = (min(end, year.end) - max(begin, year.begin)) / _DAY
            if long > 0 and state and category_of(state) != "done":
                held = sides.of_state(state) or sides.of_holder(_holder(case, begin))
                yield Stay(case, state, _bucket(state), held, long)


def _bucket(state: str) -> str:
    if waits_in(state):
        return "waiting"
    if is_looked_over_in(state):
        return "review"
    return "queue" if category_of(state) == "new" else "work"


def _holder(case: Case, at: datetime) -> str:
    name = case.holders[0][1]
    for since, who in case.holders[1:]:
        if since is not None and since <= at:
            name = who
    return name


def waits(cases: Sequence[Case], year: Year, sides: Sides) -> Figure:
    """Where items stood still."""
    question = say("Where does work wait?")
    how = say(
        "Days on the calendar that items spent in each state during the year, by "
        "what the state’s name says; time after the finish is left out."
    )
    found = list(stays(cases, year, sides))
    count = len({stay.case.key for stay in found})
    if count < ENOUGH:
        why = say(
            "The file has no history of states, so nobody can see where items stood. "
            "An export with history (Jira: expand=changelog; a Trello board) would "
            "show it."
        )
        return too_few("waits", question, count, why, how)
    days: dict[str, float] = defaultdict(float)
    for stay in found:
        days[stay.bucket] += stay.days
    total = sum(days.values())
    stood = days["waiting"] + days["review"]
    begun = total - days["queue"]
    said = [
        say(
            "Once begun, items spent {share} of their time in states that wait for "
            "somebody: a reply, a review, a test, a yes.",
            share=percent(stood, begun),
        ),
        say(
            "{share} of all open time passed before anybody began.",
            share=percent(days["queue"], total),
        ),
        *_longest_state(found),
    ]
    rows = [
        (words, days[name], percent(days[name], total), _BARS[name])
        for name, words in _WORDS.items()
    ]
    return Figure(
        "waits",
        question,
        percent(stood, begun) if begun else "0 %",
        say("of begun time is waiting and looking over"),
        tuple(said),
        count,
        how,
        first_rows(_rows(found)),
        lying(rows, "Where open time went", whole=total),
        say("Share of the days that items were open in the year."),
    )


def _longest_state(found: Sequence[Stay]) -> list[Sentence]:
    """The state, apart from those of the queue, in which items stay longest."""
    by_state: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for stay in found:
        if stay.bucket != "queue":
            by_state[stay.state][stay.case.key] += stay.days
    known = {state: items for state, items in by_state.items() if len(items) >= ENOUGH}
    if not known:
        return []
    state, items = max(known.items(), key=lambda one: sum(one[1].values()))
    even = days_in_words(quantile(list(items.values()), 0.5))
    return [
        say(
            "Longest, all in all, in “{state}”: {even} in the middle, {cases} items.",
            state=state[:60],
            even=even,
            cases=f"{len(items):,}",
        )
    ]


def _rows(found: Sequence[Stay]) -> Iterator[Row]:
    """The longest waits; where nothing waits, the longest stays."""
    waiting = [stay for stay in found if stay.bucket in {"waiting", "review"}] or found
    for stay in sorted(waiting, key=lambda one: (-one.days, one.case.key)):
        value = say("{days} in “{state}”", days=days_in_words(stay.days), state=stay.state[:40])
        yield Row(stay.case.key, stay.case.title, value)


def answers(cases: Sequence[Case], year: Year) -> Figure:
    """How long until anybody else says a word."""
    question = say("How long until somebody answers?")
    how = say(
        "From when an item was made to the first comment of anybody but whoever "
        "made it, for items made in the year. Items without such a comment are "
        "counted beside."
    )
    made = [case for case in cases if year.has(case.made)]
    took = [
        ((case.answered - case.made) / _DAY, case)
        for case in made
        if case.made and case.answered and case.made <= case.answered < year.end
    ]
    if len(took) < ENOUGH:
        why = say("Too few comments of others, with their dates, are in the file.")
        return too_few("answers", question, len(took), why, how)
    days = [long for long, _ in took]
    silent = len(made) - len(took)
    return Figure(
        "answers",
        question,
        days_in_words(quantile(days, 0.5)),
        say(
            "to the first word of somebody else, in the middle; {safe} for eight of ten",
            safe=days_in_words(quantile(days, 0.8)),
        ),
        (
            say(
                "{silent} of {made} items made in the year got no word from anybody else.",
                silent=f"{silent:,}",
                made=f"{len(made):,}",
            ),
        ),
        len(took),
        how,
        first_rows(
            Row(case.key, case.title, days_in_words(long))
            for long, case in sorted(took, key=lambda one: -one[0])
        ),
        lying(lengths(days), "How long until the first word", whole=len(days)),
        say("Share of the items that got a word. The list below begins with the longest."),
    )
