"""How much of what is begun can't wait."""

from collections import Counter
from collections.abc import Sequence

from tandem.core.words import Sentence, say
from tandem.insight.xray.cases import Case, Year
from tandem.insight.xray.drawing import bars
from tandem.insight.xray.figure import (
    ENOUGH,
    Figure,
    Row,
    Tone,
    day_in_words,
    first_rows,
    percent,
    quantile,
    too_few,
)
from tandem.insight.xray.flow import week_labels, weekly

WATCH, ACT = 0.1, 0.2
"""Shares from which emergency work is watched, and acted upon."""
_MOST_OF_IT = 0.3


def emergencies(cases: Sequence[Case], year: Year) -> Figure:
    """The share of items made in the year that say they can't wait."""
    question = say("How much is an emergency?")
    how = say(
        "Items made in the year whose priority, kind or label says blocker, "
        "critical, urgent, expedite, highest, hotfix or the like, in several "
        "languages; a flag counts, too."
    )
    made = [case for case in cases if year.has(case.made)]
    urgent = [case for case in made if case.urgent]
    if len(made) < ENOUGH or not any(case.has_priority or case.urgent for case in made):
        why = say("It takes a priority, a label or a flag on items, and the day they were made.")
        return too_few("emergencies", question, 0 if len(made) >= ENOUGH else len(made), why, how)
    share = len(urgent) / len(made)
    said = [_share(urgent, len(made)), _meaning(share), *_how_soon(urgent, made)]
    return Figure(
        "emergencies",
        question,
        percent(len(urgent), len(made)),
        say("of what came in couldn’t wait"),
        tuple(said),
        len(made),
        how,
        first_rows(
            Row(case.key, case.title, f"{case.urgent}, {day_in_words(case.made.date())}")
            for case in sorted(urgent, key=_newest)
            if case.made
        ),
        bars(
            weekly([case.made for case in urgent], year),
            week_labels(year),
            "Emergencies made each week",
        ),
        say("Emergencies made each week."),
        tone=_tone(share),
    )


def _share(urgent: Sequence[Case], made: int) -> Sentence:
    words = Counter(case.urgent for case in urgent).most_common(3)
    told = ", ".join(f"{word}: {times}" for word, times in words)
    return say(
        "{urgent} of {made} items made in the year said they couldn’t wait{words}.",
        urgent=f"{len(urgent):,}",
        made=f"{made:,}",
        words=f" ({told})" if told else "",
    )


def _meaning(share: float) -> Sentence:
    if share >= _MOST_OF_IT:
        return say(
            "Where so much is an emergency, the word has lost its use: nothing says any more what "
            "comes first."
        )
    if share >= ACT:
        return say(
            "From 20 % on, planned work is what pays for it: that is the share at which one should "
            "act."
        )
    if share >= WATCH:
        return say("Between 10 and 20 % is worth watching.")
    return say("Below 10 % is calm.")


def _newest(case: Case) -> tuple[float, str]:
    return (-case.made.timestamp() if case.made else 0.0, case.key)


def _tone(share: float) -> Tone:
    return "bad" if share >= ACT else "warn" if share >= WATCH else "good"


def _how_soon(urgent: Sequence[Case], made: Sequence[Case]) -> list[Sentence]:
    """Whether emergencies really went faster."""
    fast, slow = (
        [(case.done - case.made).total_seconds() for case in group if case.done and case.made]
        for group in (urgent, [case for case in made if not case.urgent])
    )
    if len(fast) < ENOUGH or len(slow) < ENOUGH:
        return []
    times = quantile(slow, 0.5) / max(quantile(fast, 0.5), 60)
    if times < 1.2:
        return [say("Those that are finished were no faster than the others.")]
    return [
        say(
            "Those that are finished went {times} times as fast as the others.",
            times=f"{times:.1f}",
        )
    ]
