"""What a data flow is, and all of them as a graph. Plain Python: no Django, no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

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


class LiveFlow(NamedTuple):
    """A flow in use between two systems in use. Empty `classes`: nobody has said which data."""

    id: int
    from_system: int
    to_system: int
    classes: frozenset[DataClass]
    how: FlowHow
    confirmed: bool


@dataclass(frozen=True, slots=True)
class FlowGraph:
    """All live flows, by where they come from and by where they go to."""

    flows: Sequence[LiveFlow]
    leaving: Mapping[int, Sequence[LiveFlow]]
    arriving: Mapping[int, Sequence[LiveFlow]]


def graph_of(flows: Iterable[LiveFlow]) -> FlowGraph:
    """Sort flows by their ends, each in the order in which they came."""
    every = list(flows)
    leaving: dict[int, list[LiveFlow]] = {}
    arriving: dict[int, list[LiveFlow]] = {}
    for flow in every:
        leaving.setdefault(flow.from_system, []).append(flow)
        arriving.setdefault(flow.to_system, []).append(flow)
    return FlowGraph(every, leaving, arriving)
