"""What the data can't show, and why; and what stands in the file that could not be read."""

from collections.abc import Sequence

from tandem.core.words import Sentence, say
from tandem.formats.trackers import Note
from tandem.insight.xray.cases import Case, Year
from tandem.insight.xray.figure import ENOUGH, percent


def gaps(cases: Sequence[Case], year: Year) -> list[tuple[Sentence, Sentence]]:
    """What can't be seen, and why, the heaviest first."""
    told = []
    if sum(bool(case.moves) for case in cases) < ENOUGH:
        told.append(
            (
                say("Where work waited, and what came back"),
                say(
                    "The file has each item’s last state alone, without the way there. Waits, "
                    "hand-overs and reopenings leave no trace in it."
                ),
            )
        )
    made = [case for case in cases if year.has(case.made)]
    if sum(bool(case.estimate and case.spent) for case in cases) < ENOUGH:
        told.append(
            (
                say("Whether estimates were right"),
                say("Hardly any item has both what was said and what it took."),
            )
        )
    undated = sum(case.finished and case.done is None for case in cases)
    if undated:
        told.append(
            (
                say("When {count} finished items were finished", count=f"{undated:,}"),
                say("They stand in a state that says finished, without a date."),
            )
        )
    nameless = sum(not case.category for case in cases)
    if nameless:
        told.append(
            (
                say(
                    "Whether {share} of the items are finished", share=percent(nameless, len(cases))
                ),
                say("Their states don’t tell, or the file has none for them. They count as open."),
            )
        )
    if made and not any(case.has_comments for case in cases):
        told.append((say("How long people waited for an answer"), say("The file has no comments.")))
    told += _always()
    return told


def _always() -> list[tuple[Sentence, Sentence]]:
    return [
        (
            say("What was never written down"),
            say(
                "Requests in mails and corridors, work without an item, and ideas that "
                "were given up before they became one."
            ),
        ),
        (
            say("The time before an item was made"),
            say(
                "An idea may have been talked about for months; in a tracker its clock "
                "begins when somebody types it."
            ),
        ),
        (
            say("Whether it was worth it"),
            say("A tracker knows when something was finished, not what it changed for whom."),
        ),
        (
            say("Who decided, and what was promised"),
            say(
                "Dates that were given in a meeting, signatures, and who had to be asked "
                "are in no export."
            ),
        ),
    ]


def in_words(notes: Sequence[Note]) -> list[str]:
    """What the reader of the file noted, with its first places."""
    told = []
    for note in notes:
        places = (
            f" ({', '.join(note.places)}{', …' if note.times > len(note.places) else ''})"
            if note.places
            else ""
        )
        times = say(" {times} times.", times=f"{note.times:,}") if note.times > 1 else ""
        told.append(f"{note.sentence}{times}{places}")
    return told
