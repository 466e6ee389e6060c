"""What waits for whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.accounts.queries import Name, acting_for, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity import permissions, registry
from tandem.activity.models import SubjectAccess, Turn
from tandem.activity.rules import SubjectRole
from tandem.core import clock
from tandem.core.prepared import day, number, numbers, prepared
from tandem.core.words import Sentence

TODAY_LIMIT = 200
"""The most that one person is shown at once; nobody reads more."""


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """A turn as a row shows it: what, on what, by when, and where to do it."""

    id: int
    kind: str
    subject_id: int
    root_id: int
    subject_title: str
    lane: Lane | None
    person: Name | None
    asked_by: Name | None
    opened_at: datetime
    due_at: datetime
    url: str

    @property
    def asks(self) -> Sentence:
        return registry.turn_named(self.kind).asks

    @property
    def verb(self) -> Sentence:
        return registry.turn_named(self.kind).verb


_COLUMNS = (
    *("pk", "kind", "subject__root_id", "subject_id", "lane", "person_id", "opened_by_id"),
    *("opened_at", "due_at", "subject__title", "subject__kind", "subject__parent_id"),
)


def _open_turns(turns: Sequence[tuple[Any, ...]]) -> list[OpenTurn]:
    """Rows of `_COLUMNS` as turns."""
    known = names([turn[5] for turn in turns] + [turn[6] for turn in turns])
    return [
        OpenTurn(
            id=pk,
            kind=kind,
            subject_id=subject_id,
            root_id=root_id or subject_id,
            subject_title=title,
            lane=Lane(lane) if lane else None,
            person=known.get(person_id or 0),
            asked_by=known.get(asked_by_id or 0),
            opened_at=opened_at,
            due_at=due_at,
            url=registry.url_of(subject_kind, subject_id, parent_id)
            + registry.turn_named(kind).path,
        )
        for pk, kind, root_id, subject_id, lane, person_id, asked_by_id, *rest in turns
        for opened_at, due_at, title, subject_kind, parent_id in [rest]
    ]


@dataclass(frozen=True, slots=True)
class _Reach:
    """The initiatives somebody is on: all, and for each side those they work for and own."""

    roots: frozenset[int]
    slots: dict[str, frozenset[int]]


@prepared
def _roots_of() -> QuerySet[SubjectAccess, tuple[int, str, str]]:
    mine = SubjectAccess.objects.filter(permissions.holding(), person_id=number("me"))
    return mine.values_list("subject_id", "role", "lane")


def _reach(actor: Actor) -> _Reach:
    rows = _roots_of(me=actor.me, now=clock.now())
    slots = {}
    for lane in actor.lanes if actor.may_write else ():
        held = [(root, SubjectRole(role).is_owner) for root, role, side in rows if side == lane]
        slots[f"works_{lane}"] = frozenset(root for root, _ in held)
        slots[f"owns_{lane}"] = frozenset(root for root, owned in held if owned)
    return _Reach(frozenset(root for root, _, _ in rows), slots)


def _theirs(lanes: tuple[Lane, ...]) -> Q:
    """The turns that somebody can take: theirs by name, or their side's.

    A side's turn is for its people on the initiative; while it has none there who may act, for
    everybody of that side. A turn of no side is for either owner.
    """
    mine = Q(person_id=number("me"))
    held = SubjectAccess.objects.filter(permissions.holding(), subject=OuterRef("subject__root"))
    for lane in lanes:
        acting = acting_for(lane, on=day("today"))
        open_to_all = ~Exists(held.filter(lane=lane, person_id__in=acting.values("pk")))
        works = Q(subject__root__in=numbers(f"works_{lane}"))
        owns = Q(subject__root__in=numbers(f"owns_{lane}"))
        mine |= Q(person=None, lane=lane, owners_only=False) & (works | Q(open_to_all))
        mine |= Q(person=None, lane=lane, owners_only=True) & owns
        mine |= Q(person=None, lane="", owners_only=False) & works
        mine |= Q(person=None, lane="", owners_only=True) & owns
    return mine


@prepared
def _waiting(lanes: tuple[Lane, ...], *columns: str) -> QuerySet[Turn, tuple[Any, ...]]:
    in_sight = (
        Q(subject__root__restricted=False)
        | Q(subject__root__in=numbers("roots"))
        | Q(subject__root__sponsor_id=number("me"))
    )
    turns = Turn.objects.filter(_theirs(lanes), in_sight, closed_at=None)
    return turns.order_by("due_at", "pk").values_list(*columns)[:TODAY_LIMIT]


def turns_waiting_for(actor: Actor) -> list[OpenTurn]:
    """What waits for `actor`, oldest promise first, nothing said twice."""
    return _open_turns(_told_once(_waiting_for(actor, _COLUMNS)))


def count_turns_waiting_for(actor: Actor) -> int:
    """How many rows Today shows; for the navigation, so it reads as little as it can."""
    return len(_told_once(_waiting_for(actor, _COLUMNS[:3])))


def _waiting_for(actor: Actor, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    reach = _reach(actor)
    return _waiting(
        _lanes_acted_for(actor), *columns, roots=reach.roots, **reach.slots, **_who_and_when(actor)
    )


def _lanes_acted_for(actor: Actor) -> tuple[Lane, ...]:
    """The sides somebody can take turns for. Who only reads takes none but their own."""
    return tuple(sorted(actor.lanes)) if actor.may_write else ()


def _who_and_when(actor: Actor) -> dict[str, object]:
    now = clock.now()
    if not _lanes_acted_for(actor):
        return {"me": actor.me}
    return {"me": actor.me, "now": now, "today": now.date()}


def _told_once(turns: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Leave out general turns where something particular waits on the same initiative."""
    particular = {turn[2] for turn in turns if not registry.turn_named(turn[1]).general}
    return [
        turn
        for turn in turns
        if not registry.turn_named(turn[1]).general or turn[2] not in particular
    ]


@prepared
def _asked(lanes: tuple[Lane, ...], limit: int) -> QuerySet[Turn, tuple[Any, ...]]:
    turns = Turn.objects.filter(
        ~_theirs(lanes),
        permissions.in_sight("subject__"),
        closed_at=None,
        opened_by_id=number("me"),
    )
    return turns.order_by("due_at", "pk").values_list(*_COLUMNS)[:limit]


def turns_asked_by(actor: Actor, limit: int = 50) -> list[OpenTurn]:
    """What `actor` waits for: opened by them, and not theirs to do."""
    values = {**_reach(actor).slots, **_who_and_when(actor), **permissions.eyes_of(actor)}
    return _open_turns(_asked(_lanes_acted_for(actor), limit, **values))


@prepared
def _on_roots() -> QuerySet[Turn, tuple[Any, ...]]:
    turns = Turn.objects.filter(subject__root__in=numbers("roots"), closed_at=None)
    return turns.order_by("due_at", "pk").values_list(*_COLUMNS)


def open_turns_on(root_ids: Collection[int]) -> list[OpenTurn]:
    """All that waits on these initiatives, whoever it waits for. The caller has checked sight."""
    return _open_turns(_on_roots(roots=root_ids))


@prepared
def _kinds() -> QuerySet[Turn, tuple[str, str]]:
    turns = Turn.objects.filter(subject_id=number("subject"), closed_at=None).exclude(lane="")
    return turns.values_list("kind", "lane")


def kinds_open_on(subject_id: int) -> set[tuple[str, Lane]]:
    """Which kinds of turn wait on one subject, and for which side; those of no side left out."""
    return {(kind, Lane(lane)) for kind, lane in _kinds(subject=subject_id)}
