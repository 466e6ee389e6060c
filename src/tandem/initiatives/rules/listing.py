"""What a list of ideas and work shows, as it stands in an address: filters, order, columns."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Self, TypeVar
from urllib.parse import parse_qsl, urlencode

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules.path import Track
from tandem.initiatives.rules.stage import InitiativeKind, Stage

LIST_WORDS_LIMIT = 200
LARGEST_ID = 2**62
MOST_FIELDS = 40


class Order(StrEnum):
    """How a list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    WISHED = "wished"
    NAME = "name"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Order.NEWEST: say("Newest first"),
            Order.OLDEST: say("Oldest first"),
            Order.WISHED: say("By the wished date"),
            Order.NAME: say("By their words"),
        }[self]


class Column(StrEnum):
    """What a list can show of each."""

    STAGE = "stage"
    PATH = "path"
    KIND = "kind"
    OWNERS = "owners"
    WAITS = "waits"
    WISHED = "wished"
    PROMISED = "promised"
    MONEY = "money"
    WRITTEN = "written"
    AUTHOR = "author"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Column.STAGE: say("Stage"),
            Column.PATH: say("Path"),
            Column.KIND: say("Kind"),
            Column.OWNERS: say("Owners"),
            Column.WAITS: say("Waiting for"),
            Column.WISHED: say("Wished for"),
            Column.PROMISED: say("Promised"),
            Column.MONEY: say("Money"),
            Column.WRITTEN: say("Written"),
            Column.AUTHOR: say("Written by"),
        }[self]


COLUMNS = (Column.STAGE, Column.OWNERS, Column.WAITS, Column.WISHED, Column.WRITTEN)
"""What is shown where nobody chose."""


class Layout(StrEnum):
    """How it is shown."""

    LIST = "list"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class ListAsked:
    """Everything that is asked of a list. What an address says that makes no sense is left out."""

    layout: Layout = Layout.LIST
    stage: Stage | None = None
    waits: Lane | None = None
    track: Track | None = None
    kind: InitiativeKind | None = None
    owner: int | None = None
    goal: int | None = None
    system: int | None = None
    since: date | None = None
    until: date | None = None
    q: str = ""
    order: Order = Order.NEWEST
    columns: tuple[Column, ...] = COLUMNS
    view: int | None = None
    """The saved view that somebody began from, perhaps changed since."""

    @classmethod
    def of_query(cls, query: str) -> Self:
        """From the part of an address behind the question mark."""
        try:
            said = parse_qsl(query, max_num_fields=MOST_FIELDS)
        except ValueError:
            said = []
        return cls.read(dict(said), tuple(value for name, value in said if name == "columns"))

    @classmethod
    def read(cls, sent: Mapping[str, str], columns: tuple[str, ...] = ()) -> Self:
        """From the fields of an address; `columns` may stand in it more than once."""
        return cls(
            layout=_one(Layout, sent.get("layout")) or Layout.LIST,
            stage=_one(Stage, sent.get("stage")),
            waits=_one(Lane, sent.get("waits")),
            track=_one(Track, sent.get("track")),
            kind=_one(InitiativeKind, sent.get("kind")),
            owner=_number(sent.get("owner")),
            goal=_number(sent.get("goal")),
            system=_number(sent.get("system")),
            since=_day(sent.get("since")),
            until=_day(sent.get("until")),
            q=" ".join(sent.get("q", "")[:LIST_WORDS_LIMIT].replace("\0", "").split()),
            order=_one(Order, sent.get("order")) or Order.NEWEST,
            columns=tuple(one for one in Column if one.value in columns) or COLUMNS,
            view=_number(sent.get("view")),
        )

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        plain = replace(self, layout=Layout.LIST, order=Order.NEWEST, columns=COLUMNS, view=None)
        return plain != ListAsked()

    @property
    def is_plain(self) -> bool:
        """Whether it asks for the newest of all stages or of one, as lists are mostly opened."""
        shown = {"layout": Layout.LIST, "stage": None, "columns": COLUMNS, "view": None}
        return replace(self, **shown) == ListAsked()  # type: ignore[arg-type]

    def but(self, **other: object) -> str:
        """The address of the same list with something else asked of it."""
        return replace(self, **other).query  # type: ignore[arg-type]

    @property
    def query(self) -> str:
        """As it stands in an address; what nobody chose isn't said."""
        plain = ListAsked()
        said: list[tuple[str, str]] = []
        for one in fields(self):
            value = getattr(self, one.name)
            if value == getattr(plain, one.name):
                continue
            said += [(one.name, str(each)) for each in (value if type(value) is tuple else [value])]
        return urlencode(said)


_Choice = TypeVar("_Choice", bound=StrEnum)


def _one(kind: type[_Choice], text: str | None) -> _Choice | None:
    return kind(text) if text in {one.value for one in kind} else None


def _number(text: str | None) -> int | None:
    known = text is not None and text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if known and text and 0 < int(text) <= LARGEST_ID else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and len(text) == len("2027-05-06") else None
    except ValueError:
        return None
