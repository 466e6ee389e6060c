"""What a list of work shows, as it stands in an address: filter, order, columns. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from typing import Self
from urllib.parse import parse_qsl, urlencode

from tandem.core.words import Sentence, say
from tandem.work.rules.filters import FILTER_LIMIT, Misread, WorkFilter, read_filter
from tandem.work.rules.item import WorkOrder

_LARGEST = 2**62
_MOST_FIELDS = 40


class WorkColumn(StrEnum):
    """What a list of work can show of each, beside its title."""

    STATE = "state"
    SIDE = "side"
    OF = "of"
    WHO = "who"
    ESTIMATE = "estimate"
    STARTS = "starts"
    DUE = "due"
    KIND = "kind"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            WorkColumn.STATE: say("State"),
            WorkColumn.SIDE: say("Side"),
            WorkColumn.OF: say("Of"),
            WorkColumn.WHO: say("Who"),
            WorkColumn.ESTIMATE: say("Days"),
            WorkColumn.STARTS: say("Not before"),
            WorkColumn.DUE: say("Due"),
            WorkColumn.KIND: say("Kind"),
        }[self]


class Cell(StrEnum):
    """What can be changed in a list, without opening it."""

    TITLE = "title"
    STATE = "state"
    WHO = "who"
    ESTIMATE = "estimate"
    DUE = "due"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Cell.TITLE: say("What is to be done"),
            Cell.STATE: say("State"),
            Cell.WHO: say("Who does it"),
            Cell.ESTIMATE: say("Working days"),
            Cell.DUE: say("Due"),
        }[self]


WORK_COLUMNS = (
    *(WorkColumn.STATE, WorkColumn.SIDE, WorkColumn.OF),
    *(WorkColumn.WHO, WorkColumn.ESTIMATE, WorkColumn.DUE),
)
"""What is shown where nobody chose."""


OWN = "field-"
"""What an address calls a column with a field of one's own, before its id."""
_OWN_AT_MOST = 20


def _fields_of(columns: tuple[str, ...]) -> tuple[int, ...]:
    said = (one.removeprefix(OWN) for one in columns if one.startswith(OWN))
    ids = dict.fromkeys(int(pk) for pk in said if pk.isascii() and pk.isdecimal() and len(pk) < 19)
    return tuple(ids)[:_OWN_AT_MOST]


@dataclass(frozen=True, slots=True)
class WorkAsked:
    """Everything that is asked of a list of work. What an address says wrongly is left out, but
    the filter, which stays as it was typed.
    """

    q: str = ""
    order: WorkOrder = WorkOrder.NEWEST
    columns: tuple[WorkColumn, ...] = WORK_COLUMNS
    own: tuple[int, ...] = ()
    """The fields of one's own that are shown, too, by id."""
    view: int | None = None
    """The saved view that somebody began from, perhaps changed since."""

    @classmethod
    def of_query(cls, query: str) -> Self:
        """From the part of an address behind the question mark."""
        try:
            said = parse_qsl(query, max_num_fields=_MOST_FIELDS)
        except ValueError:
            said = []
        return cls.read(dict(said), tuple(value for name, value in said if name == "columns"))

    @classmethod
    def read(cls, sent: Mapping[str, str], columns: tuple[str, ...] = ()) -> Self:
        """From the fields of an address; `columns` may stand in it more than once."""
        order, view = sent.get("order", ""), sent.get("view", "")
        numbered = view.isascii() and view.isdecimal() and len(view) < 19
        return cls(
            q=sent.get("q", "")[: FILTER_LIMIT + 1].replace("\0", ""),
            order=WorkOrder(order) if order in set(WorkOrder) else WorkOrder.NEWEST,
            columns=tuple(one for one in WorkColumn if one.value in columns) or WORK_COLUMNS,
            own=_fields_of(columns),
            view=int(view) if numbered and 0 < int(view) <= _LARGEST else None,
        )

    def understood(self) -> tuple[WorkFilter, Sentence | None]:
        """The filter; or an empty one, and why what was typed can't be read."""
        try:
            return read_filter(self.q), None
        except Misread as misread:
            return WorkFilter(), misread.reason

    def but(self, **other: object) -> str:
        """The address of the same list with something else asked of it."""
        return replace(self, **other).query  # type: ignore[arg-type]

    @property
    def query(self) -> str:
        """As it stands in an address; what nobody chose isn't said."""
        plain = WorkAsked()
        said: list[tuple[str, str]] = []
        for one in fields(self):
            value = getattr(self, one.name)
            if value == getattr(plain, one.name):
                continue
            if one.name == "own":
                said += [("columns", f"{OWN}{each}") for each in value]
                continue
            said += [(one.name, str(each)) for each in (value if type(value) is tuple else [value])]
        return urlencode(said)
