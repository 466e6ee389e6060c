"""What a data flow is. Plain Python: no Django, no database."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.systems.rules.entry import DataClass

NOTE_LIMIT = 500


class FlowHow(StrEnum):
    """How data gets from one system into another."""

    UNSAID = "unsaid"
    API = "api"
    EVENT = "event"
    BATCH_FILE = "batch_file"
    DATABASE = "database"
    PAGE = "page"
    MANUAL = "manual"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            FlowHow.UNSAID: say("not said yet"),
            FlowHow.API: say("API"),
            FlowHow.EVENT: say("Events"),
            FlowHow.BATCH_FILE: say("File, now and then"),
            FlowHow.DATABASE: say("Shared database"),
            FlowHow.PAGE: say("Script or pixel in a page"),
            FlowHow.MANUAL: say("By hand"),
        }[self]


@dataclass(frozen=True, slots=True)
class FlowEntry:
    """What people fill in about a flow: which data goes from one system to another, and how.

    No kind of data means that nobody has said it yet.
    """

    from_system: int
    to_system: int
    data_classes: tuple[DataClass, ...] = ()
    how: FlowHow = FlowHow.UNSAID
    note: str = ""


def why_not_flow(entry: FlowEntry) -> Sentence | None:
    """Say why data can't be said to flow so, or nothing if it can. Circles are ordinary."""
    if entry.from_system == entry.to_system:
        return say("Data that stays inside one system is no flow. Choose another system.")
    return None


def why_not_live(*, retired: bool) -> Sentence | None:
    """Say why a flow can't be changed or confirmed, or nothing if it can."""
    if retired:
        return say("This flow has ended. Bring it back first.")
    return None


def why_not_between(*, retired: str | None) -> Sentence | None:
    """Say why nothing can flow now between two entries: one of them, `retired`, is out of use."""
    if retired is not None:
        return say("{name} is retired. Bring it back first.", name=retired)
    return None
