"""What most companies have: a catalogue begins with some of it. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.core.words import Sentence, say
from tandem.systems.rules.entry import EntryKind

TEN = 10


@dataclass(frozen=True, slots=True)
class Typical:
    """An entry that most companies have, under a name that somebody may change."""

    name: Sentence
    kind: EntryKind = EntryKind.SYSTEM


TYPICAL: Sequence[Typical] = (
    Typical(say("Website")),
    Typical(say("Online shop")),
    Typical(say("CRM")),
    Typical(say("Newsletter tool")),
    Typical(say("Web analytics")),
    Typical(say("Consent banner")),
    Typical(say("Tag manager")),
    Typical(say("Ad accounts")),
    Typical(say("Newsletter readers"), EntryKind.AUDIENCE),
    Typical(say("Weekly sales report"), EntryKind.REPORT),
)


def why_not_begin(*, entries: int, chosen: int) -> Sentence | None:
    """Say why a catalogue can't be begun so, or nothing if it can."""
    if entries:
        return say("The catalogue has begun already. Add what is missing by itself.")
    if not chosen:
        return say("Choose at least one.")
    if chosen > TEN:
        return say("Ten are enough to begin; the others follow when they are needed.")
    return None
