"""What changed since the last look, for pages that refresh themselves.

One reader per process asks again and again, so a look that finds nothing must cost next to nothing,
and none may be missed. Whoever listens is told which subjects changed, never what happened.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.db import connection

from tandem.activity.models import Event, Subject
from tandem.activity.permissions import Audience, people_given_below, people_who_see

# How far a reader who comes back may lie behind, in events. Beyond that they load the page anew.
FURTHEST = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """Something happened on a subject; `root` is the initiative it belongs to."""

    subject: int
    root: int


@dataclass(frozen=True, slots=True)
class News:
    """Ids of changed subjects: those everybody may hear of, and some people's own."""

    everybody: frozenset[int]
    restricted: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    """Pairs (ids of subjects, ids of the people who may hear of them)."""
    unheard: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Of partners: what everybody hears of, but they don't."""

    def for_person(self, person_id: int) -> frozenset[int]:
        """What one person hears. Most hear the very same set: it is shared, not copied."""
        own = [ids for ids, people in self.restricted if person_id in people]
        without = self.unheard.get(person_id)
        of_all = self.everybody - without if without else self.everybody
        return of_all.union(*own) if own else of_all


class Source(Protocol):
    """Where changes come from. Belongs to one thread, and to its connection."""

    @property
    def cursor(self) -> str:
        """How far has been read, for whoever wants to go on from here later."""

    def anything_new(self) -> bool:
        """Whether anything at all was committed since this was asked last. Cheap."""

    def changes(self) -> list[Change]:
        """What changed since this was asked last, as `anything_new` has just found it."""

    def since(self, cursor: str) -> list[Change]:
        """What changed from `cursor`, which may come from anywhere, up to our own."""


def source() -> Source:
    """A source for this database, which begins with what is committed from now on."""
    return _ByTransaction() if connection.vendor == "postgresql" else _InOrder()


def news(changes: Collection[Change]) -> News:
    """Who may hear of these changes: three queries at most, however many listen."""
    audiences = people_who_see({change.root for change in changes})
    ids: dict[int, set[int]] = {}
    for change in changes:
        ids.setdefault(change.root, set()).update((change.subject, change.root))
    restricted = [
        (frozenset(ids[root]), seeing.only)
        for root, seeing in audiences.items()
        if seeing.only is not None
    ]
    unheard: dict[int, frozenset[int]] = {}
    for root, seeing in audiences.items():
        for partner in seeing.without:
            unheard[partner] = unheard.get(partner, frozenset()).union(ids[root])
    # Whoever was given one thing below something they don't see hears of that alone.
    closed = {root for root, seeing in audiences.items() if seeing != Audience()}
    below = {c.subject for c in changes if c.root in closed and c.subject != c.root}
    given = people_given_below(below) if below else {}
    restricted += [(frozenset({pk}), people) for pk, people in given.items()]
    open_ids = [ids[root] for root, seeing in audiences.items() if seeing.only is None]
    return News(frozenset().union(*open_ids), tuple(restricted), unheard)


class _InOrder:
    """SQLite: one writes at a time, so events are committed in the order of their ids."""

    def __init__(self) -> None:
        self._version = self._ask("PRAGMA data_version")
        self._last = self._newest()

    @property
    def cursor(self) -> str:
        return str(self._last)

    def anything_new(self) -> bool:
        """SQLite counts what other connections commit; this asks without reading a page."""
        before, self._version = self._version, self._ask("PRAGMA data_version")
        return before != self._version

    def changes(self) -> list[Change]:
        newest = self._newest()
        found = self._between(self._last, newest)
        self._last = newest
        return found

    def since(self, cursor: str) -> list[Change]:
        if not (cursor.isascii() and cursor.isdigit()):
            return []
        return self._between(max(int(cursor), self._last - FURTHEST), self._last)

    def _between(self, before: int, last: int) -> list[Change]:
        found = Event.objects.filter(pk__gt=before, pk__lte=last)
        rows = found.values_list("subject_id", "subject__root_id").distinct()
        return _changes(rows)

    def _newest(self) -> int:
        return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    @staticmethod
    def _ask(statement: str) -> int:
        with connection.cursor() as asking:
            asking.execute(statement)
            version: int = asking.fetchone()[0]
            return version


# Ids are handed out a moment before their transaction gets its number.
_SLACK = 1000
# At the start it isn't known which transactions are under way, nor since which event.
_WINDOW = 10_000
_WRAP = 2**32
_CURSOR = re.compile(r"([0-9]{1,20})\.(-?[0-9]{1,20})")

_NOW = f"""
    SELECT snapshot::text, pg_snapshot_xmin(snapshot)::text::bigint,
           pg_snapshot_xmax(snapshot)::text::bigint,
           coalesce((SELECT max(id) FROM {Event._meta.db_table}), 0)
    FROM pg_current_snapshot() AS snapshot
"""
_ROWS = f"""
    SELECT DISTINCT event.subject_id, subject.root_id
    FROM {Event._meta.db_table} AS event
    JOIN {Subject._meta.db_table} AS subject ON subject.id = event.subject_id
    WHERE event.id > %s
      AND ((event.xmin::text::bigint - %s) & {_WRAP - 1}) < %s
"""


@dataclass(frozen=True, slots=True)
class _Moment:
    """How the database stood: transactions below `ended` have ended, those from `next` on had not
    begun, and `last` was the highest event.
    """

    snapshot: str
    ended: int
    next: int
    last: int


class _ByTransaction:
    """PostgreSQL: several write at once, so events appear out of the order of their ids.

    Whoever remembers the highest id would miss an event with a lower one that is committed later.
    Each row carries the number of the transaction that wrote it (`xmin`), and a snapshot says below
    which number all transactions have ended. So each look takes the rows whose number lies between
    the limit of the look before and the limit now: every committed event once, none before all
    older ones are decided. (A transaction inside another, a savepoint, has a higher number than the
    outer one, so it too waits for it.) One that stays open for long holds back what was written
    after it began; ours are short.

    A row keeps 32 bits of that number, the snapshot has all 64: the comparison counts the distance
    from the lower limit modulo 2**32, and the limits are never 2**31 apart. There is no index on
    `xmin`, and rows of the time before a wrap-around would match; so only the newest ids are
    looked through: those above `floor`, the highest event at an earlier look when no transaction
    that is still open had begun.
    """

    def __init__(self) -> None:
        self._now = self._waypoint = self._moment()
        self._seen = self._now.ended
        self._floor = self._now.last - _WINDOW

    @property
    def cursor(self) -> str:
        return f"{self._seen}.{self._floor}"

    def anything_new(self) -> bool:
        """Every transaction that writes changes the snapshot when it ends."""
        before, self._now = self._now, self._moment()
        return before.snapshot != self._now.snapshot

    def changes(self) -> list[Change]:
        now = self._now
        found = self._rows(self._seen, self._floor)
        self._seen = now.ended
        if now.ended >= self._waypoint.next:
            self._floor, self._waypoint = self._waypoint.last, now
        return found

    def since(self, cursor: str) -> list[Change]:
        """Rows up to `self._seen`, which the next look takes as its lower limit."""
        given = _CURSOR.fullmatch(cursor)
        if given is None:
            return []
        seen, floor = int(given[1]), int(given[2])
        if not 0 <= self._seen - seen < _WRAP // 2:
            return []
        last = self._now.last
        return self._rows(seen, min(max(floor, last - FURTHEST), last), until=self._seen)

    def _rows(self, seen: int, floor: int, until: int | None = None) -> list[Change]:
        ended = self._now.ended if until is None else until
        if ended == seen:
            return []
        with connection.cursor() as asking:
            asking.execute(_ROWS, [floor - _SLACK, seen, ended - seen])
            return _changes(asking.fetchall())

    @staticmethod
    def _moment() -> _Moment:
        with connection.cursor() as asking:
            asking.execute(_NOW)
            return _Moment(*asking.fetchone())


def _changes(rows: Iterable[tuple[int, int | None]]) -> list[Change]:
    return [Change(subject, root or subject) for subject, root in rows]
