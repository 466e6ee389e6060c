"""What is found in a catalogue of another tool."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ENTRIES_AT_MOST = 2_000
FLOWS_AT_MOST = 10_000
ROLES = (
    *("name", "key", "kind", "aliases", "vendor", "it_owner", "business_owner", "criticality"),
    *("data", "support_hours", "support_team", "yearly_cost", "renews_on", "lifecycle"),
)
"""What a column, or a part of another tool's entry, can be."""
CELL_LIMIT = 2_000


class UnusableCatalogue(ValueError):
    """Not a catalogue that can come in; `template` says why and what to do, with `values`."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry: by what it is known again in its source, and what the source says, by role."""

    key: str
    said: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.said.get("name", "")


@dataclass(frozen=True, slots=True)
class FoundFlow:
    """Data that goes from an entry to another, both by their keys; `how` as our codes say it."""

    giver: str
    taker: str
    how: str = "unsaid"
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a file isn't taken: how many, and a sentence why, with a place for the number."""

    template: str
    count: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A file as it was read. Of a table the columns are still to be said: `columns` guesses."""

    format: str
    entries: Sequence[FoundEntry] = ()
    flows: Sequence[FoundFlow] = ()
    left_out: Sequence[LeftOut] = ()
    headings: Sequence[str] = ()
    rows: Sequence[tuple[int, Sequence[str]]] = ()
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_table(self) -> bool:
        return self.format == "table"
