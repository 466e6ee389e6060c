"""What was finished and came back, and what went backwards on its way."""

from collections.abc import Iterator, Sequence

from tandem.core.words import Sentence, say
from tandem.formats.trackers import category_of
from tandem.formats.trackers.state_words import waits_in
from tandem.insight.xray.cases import Case, Move, Year
from tandem.insight.xray.drawing import lying
from tandem.insight.xray.figure import ENOUGH, Figure, Row, first_rows, percent, too_few


def backwards(case: Case, year: Year) -> Iterator[tuple[Move, bool]]:
    """Moves of the year back to a state left before, and whether the item had been finished.

    What a state is worth is learnt from the item itself: back is to one it was in earlier than in
    the one it leaves. Coming back from a wait is none.
    """
    first: dict[str, int] = {}
    for place, move in enumerate(case.moves):
        first.setdefault(move.before, 2 * place)
        finished = category_of(move.before) == "done"
        reopened = finished and category_of(move.after) != "done"
        back = first.get(move.after, 10**9) < first[move.before] and not waits_in(move.before)
        if year.has(move.at) and (reopened or (back and not finished)):
            yield move, finished
        first.setdefault(move.after, 2 * place + 1)


def rework(cases: Sequence[Case], year: Year) -> Figure:
    """Items that came back."""
    question = say("How much comes back?")
    how = say(
        "Items with a move in the year. Back is from finished to open, or to a state that the "
        "item was in before the one it leaves. Coming back from a wait is not counted."
    )
    moved = [case for case in cases if any(year.has(move.at) for move in case.moves)]
    if len(moved) < ENOUGH:
        return too_few("rework", question, len(moved), _why(cases), how)
    back = {case.key: list(backwards(case, year)) for case in moved}
    turned = [case for case in moved if back[case.key]]
    opened = [case for case in moved if any(done for _, done in back[case.key])]
    worst = sorted(turned, key=lambda case: (-len(back[case.key]), case.key))
    return Figure(
        "rework",
        question,
        percent(len(turned), len(moved)),
        say("of the items that moved went back at least once"),
        (
            say(
                "{turned} of {moved} items that moved went back at least once; {opened} of them "
                "had been finished before.",
                turned=f"{len(turned):,}",
                moved=f"{len(moved):,}",
                opened=f"{len(opened):,}",
            ),
            say("Going back is how faults are found, too; found before the build it costs least."),
        ),
        len(moved),
        how,
        first_rows(_row(case, back[case.key]) for case in worst),
        lying(_ways(len(moved), len(turned), len(opened)), "How items moved", whole=len(moved)),
        say("Share of the items that moved in the year."),
    )


def _why(cases: Sequence[Case]) -> Sentence:
    now = sum(_says_reopened(case.state) and not case.finished for case in cases)
    if not now:
        return say("The file has no history of states, so what came back can’t be seen.")
    return say(
        "The file has no history of states. {now} items stand in a state that says “reopened” now; "
        "those reopened and finished again can’t be seen.",
        now=now,
    )


def _ways(moved: int, turned: int, opened: int) -> list[tuple[str, float, str, str]]:
    ways = (
        (say("finished, then open again"), opened, "bar warn"),
        (say("back by a step, not finished before"), turned - opened, "bar"),
        (say("straight on"), moved - turned, "bar pale"),
    )
    return [(words, float(count), percent(count, moved), kind) for words, count, kind in ways]


def _row(case: Case, back: Sequence[tuple[Move, bool]]) -> Row:
    last = back[-1][0].after[:40]
    value = say("{times} ×, last to “{state}”", times=len(back), state=last)
    return Row(case.key, case.title, value)


def _says_reopened(state: str) -> bool:
    words = state.casefold()
    return "reopen" in words or "wieder" in words or "re-open" in words
