"""Where a piece of work came from, for its page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tandem.accounts.rules import Actor
from tandem.core.prepared import number, prepared
from tandem.core.words import Sentence, say
from tandem.imports.models import TakenIn
from tandem.imports.rules.telling import LABELS


@dataclass(frozen=True, slots=True)
class Origin:
    """A card: where it came from, its key and address there, and what has no place of its own."""

    title: Sentence
    key: str
    url: str
    at: datetime
    lines: list[tuple[str, str]]


@prepared
def _taken_in() -> QuerySet[TakenIn, TakenIn]:
    return TakenIn.objects.filter(pk=number("item"))


def origin_of(actor: Actor, work_id: int) -> Origin | None:
    """What the page of a piece of work, or of an idea, tells about where it came from, or nothing.
    Sight was checked.
    """
    found = _taken_in.first(item=work_id)
    if found is None:
        return None
    return Origin(
        title=say("From {source}", source=found.source),
        key="" if found.key.startswith(("title ", "row ", "document ")) else found.key,
        url=found.url,
        at=found.at,
        lines=[(str(LABELS.get(what, what)), text) for what, text in found.told],
    )
