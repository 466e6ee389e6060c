"""What waits for whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from tandem.accounts.queries import (
    Name,
    acted_for,
    duty_people,
    names,
    present_day,
)
from tandem.accounts.rules import Actor, Lane
from tandem.activity import permissions, registry
from tandem.activity.models import Notification, SubjectAccess, Turn, TurnSnooze
from tandem.activity.queries.left_alone import Overseer, left_alone, near, overseer
from tandem.activity.queries.whose import NOBODY, asked_of, my_teams, theirs
from tandem.activity.rules import Step, SubjectRole
from tandem.core import clock
from tandem.core.prepared import moment, number, numbers, prepared
from tandem.core.remembered import shelf
from tandem.core.words import Sentence

Shown = Literal["all", "not put off"]

_UNREAD = "unread"

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
    team: str = ""
    """What the team is called that was asked, if it was one."""
    on_duty: Name | None = None
    """Who answers for the side that was asked, where such things are for whoever is on duty."""
    asked_as: Step | None = None
    """As what the reader was asked, after nobody else had answered."""
    needs_owner: bool = False
    """Only an owner may do it, and none is there: whoever sees it names another."""
    left_alone: bool = False
    """Whoever should do it is there no more; the reader looks after it."""

    def is_left_to(self, actor: Actor) -> bool:
        """Whether somebody who sees it among theirs does so because nobody else is there."""
        if self.person:
            return not self.person.active
        return bool(self.lane and not self.team and self.lane not in actor.lanes)

    @property
    def page(self) -> str:
        """The initiative's page; of what stands alone (a system, an IT project) its own."""
        alone = self.subject_id == self.root_id and not self.url.startswith("/initiatives/")
        return self.url if alone else f"/initiatives/{self.root_id}/"

    @property
    def asks(self) -> Sentence:
        return registry.turn_named(self.kind).asks

    @property
    def verb(self) -> Sentence:
        return registry.turn_named(self.kind).verb


_COLUMNS = (
    *("pk", "kind", "subject__root_id", "subject_id", "lane", "acts_id", "opened_by_id"),
    *("opened_at", "due_at", "subject__title", "subject__kind", "subject__parent_id"),
    *("team__name", "subject__root__restricted"),
)


def _open_turns(turns: Sequence[tuple[Any, ...]]) -> list[OpenTurn]:
    """Rows of `_COLUMNS` as turns."""
    duty = _duties_of(turns)
    known = names(
        [*(turn[5] or None for turn in turns), *(turn[6] for turn in turns), *duty.values()]
    )
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
            team=team or "",
            on_duty=None
            if person_id or team or restricted
            else known.get(_on_call(kind, lane, duty)),
        )
        for pk, kind, root_id, subject_id, lane, person_id, asked_by_id, *rest in turns
        for opened_at, due_at, title, subject_kind, parent_id, team, restricted in [rest]
    ]


def _duties_of(turns: Sequence[tuple[Any, ...]]) -> dict[Lane, int]:
    """Who is on duty; asked only where one of these turns is for them."""
    kinds = set(registry.duty_kinds())
    return duty_people() if any(turn[1] in kinds and turn[4] for turn in turns) else {}


def _on_call(kind: str, lane: str, duty: dict[Lane, int]) -> int:
    return duty.get(Lane(lane), NOBODY) if lane and kind in registry.duty_kinds() else NOBODY


@dataclass(frozen=True, slots=True)
class _Reach:
    """The initiatives somebody is on, and what they were given by itself: all, and for each side
    those they work for and own; and how much they have not read.
    """

    roots: frozenset[int]
    slots: dict[str, frozenset[int]]
    unread: int

    def owns(self, turn: OpenTurn) -> bool:
        lanes = [turn.lane] if turn.lane else list(Lane)
        return any(turn.root_id in self.slots.get(f"owns_{lane}", ()) for lane in lanes)


@prepared
def _roots_of() -> QuerySet[SubjectAccess, tuple[int, str, str]]:
    mine = permissions.mine(number("me"), moment("now"))
    held = SubjectAccess.objects.filter(permissions.holding(), mine)
    unread = Notification.objects.filter(
        permissions.in_sight("subject__"), person_id=number("me"), read_at=None
    )
    # One more row instead of one more query: every page asks for both.
    counted = unread.values("person_id").annotate(
        number=Count("pk"), role=Value(_UNREAD), lane=Value("")
    )
    of_roots = held.order_by().values_list("subject_id", "role", "lane")
    return of_roots.union(counted.values_list("number", "role", "lane"), all=True)


def _reach(actor: Actor) -> _Reach:
    found = _roots_of(**permissions.eyes_of(actor))
    unread = sum(count for count, role, _ in found if role == _UNREAD)
    shelf("unread")[actor.me] = unread
    rows = [row for row in found if row[1] != _UNREAD]
    slots = {}
    for lane in actor.lanes if actor.may_write else ():
        held = [(root, SubjectRole(role).is_owner) for root, role, side in rows if side == lane]
        slots[f"works_{lane}"] = frozenset(root for root, _ in held)
        slots[f"owns_{lane}"] = frozenset(root for root, owned in held if owned)
    return _Reach(frozenset(root for root, _, _ in rows), slots, unread)


def _seen_by() -> QuerySet[Turn]:
    """Turns with who acts (the person, or whom it was passed to), and as what I was asked."""
    asked = asked_of().filter(turn=OuterRef("pk"))
    return Turn.objects.annotate(
        acts_id=Coalesce("delegate_id", "person_id", Value(NOBODY)),
        asked_as=Subquery(asked.values("step")[:1]),
    )


@prepared
def _waiting(
    lanes: tuple[Lane, ...], looks_after: Overseer, shown: Shown, *columns: str
) -> QuerySet[Turn, tuple[Any, ...]]:
    in_sight = (
        permissions.of_company()
        & (Q(subject__root__restricted=False) | permissions.sponsored(number("me"), "subject__"))
        | Q(subject__root__in=numbers("roots"))
        | Q(subject__in=numbers("roots"))
    )
    mine = theirs(lanes) | left_alone(looks_after)
    turns = _seen_by().filter(mine, in_sight, pk__in=_near(lanes, looks_after), closed_at=None)
    if shown == "not put off":
        snoozed = TurnSnooze.objects.filter(
            turn=OuterRef("pk"), person_id=number("me"), until__gt=moment("now")
        )
        turns = turns.exclude(Exists(snoozed), due_at__gt=moment("now"))
    return turns.order_by("due_at", "pk").values_list(*columns)[:TODAY_LIMIT]


def _near(lanes: tuple[Lane, ...], looks_after: Overseer) -> QuerySet[Turn, tuple[int]]:
    """The open turns that may be somebody's at all, each kind found by an index of its own.

    Whether one is theirs is judged for these alone: for every open turn there is, it would cost
    each page of the largest workspaces thirty milliseconds.
    """
    me = number("me")
    acting_for = acted_for(me, moment("now"))
    waiting = Turn.objects.filter(closed_at=None).order_by().values_list("pk")
    return waiting.filter(subject__root__in=numbers("roots")).union(
        waiting.filter(lane__in=lanes),
        waiting.filter(person_id__in=acting_for),
        waiting.filter(team__in=my_teams().values("pk")),
        waiting.filter(delegate_id__in=acting_for),
        asked_of().order_by().values_list("turn"),
        *near(looks_after, waiting),
    )


def turns_waiting_for(actor: Actor, *, put_off: bool = False) -> list[OpenTurn]:
    """What waits for `actor`, oldest promise first, nothing said twice.

    What they put off is left out, unless `put_off`.
    """
    reach = _reach(actor)
    columns = (*_COLUMNS, "asked_as", "owners_only")
    rows = _told_once(_waiting_for(actor, columns, reach, put_off=put_off))
    return [
        replace(
            turn,
            asked_as=Step(row[-2]) if row[-2] else None,
            needs_owner=row[-1] and not row[-2] and not reach.owns(turn),
            left_alone=not row[-2] and turn.is_left_to(actor),
        )
        for turn, row in zip(_open_turns([row[:-2] for row in rows]), rows, strict=True)
    ]


def count_turns_waiting_for(actor: Actor) -> int:
    """How many rows Today shows; for the navigation, so it reads as little as it can."""
    return len(_told_once(_waiting_for(actor, _COLUMNS[:3], _reach(actor))))


def _waiting_for(
    actor: Actor, columns: tuple[str, ...], reach: _Reach, *, put_off: bool = False
) -> list[tuple[Any, ...]]:
    return _waiting(
        _lanes_acted_for(actor),
        overseer(actor),
        "all" if put_off else "not put off",
        *columns,
        roots=reach.roots,
        company=permissions.of_the_company(actor),
        **reach.slots,
        **_who_and_when(actor),
    )


def _lanes_acted_for(actor: Actor) -> tuple[Lane, ...]:
    """The sides somebody can take turns for. Who only reads takes none but their own."""
    return tuple(sorted(actor.lanes)) if actor.may_write else ()


def _who_and_when(actor: Actor) -> dict[str, object]:
    now = clock.now()
    acting = actor.me if actor.may_write else NOBODY
    return {"me": actor.me, "acting": acting, "now": now, "today": present_day()}


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
    turns = _seen_by().filter(
        ~theirs(lanes),
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
    acting = Turn.objects.annotate(acts_id=Coalesce("delegate_id", "person_id", Value(NOBODY)))
    turns = acting.filter(subject__root__in=numbers("roots"), closed_at=None)
    return turns.order_by("due_at", "pk").values_list(*_COLUMNS)


def open_turns_on(root_ids: Collection[int]) -> list[OpenTurn]:
    """All that waits on these initiatives, whoever it waits for. The caller has checked sight."""
    return _open_turns(_on_roots(roots=root_ids))


def people_asked(kind: str) -> dict[int, int | None]:
    """{subject: who was asked by name, or None for a side} of all that waits of one kind, for
    whoever opens and closes these.
    """
    turns = Turn.objects.filter(kind=kind, closed_at=None).order_by("pk")
    return dict(turns.values_list("subject_id", "person_id"))


@prepared
def _kinds() -> QuerySet[Turn, tuple[str, str]]:
    turns = Turn.objects.filter(subject_id=number("subject"), closed_at=None).exclude(lane="")
    return turns.values_list("kind", "lane")


def kinds_open_on(subject_id: int) -> set[tuple[str, Lane]]:
    """Which kinds of turn wait on one subject, and for which side; those of no side left out."""
    return {(kind, Lane(lane)) for kind, lane in _kinds(subject=subject_id)}


def was_ever_asked(subject_id: int, kinds: Collection[str]) -> bool:
    """Whether any of this was ever asked about a subject, answered or not."""
    return Turn.objects.filter(subject_id=subject_id, kind__in=kinds).exists()


def count_unread(actor: Actor) -> int:
    """How many things somebody was told and has not read; for the navigation.

    It was read along with what waits for them, which every page asks for, too.
    """
    kept = shelf("unread")
    return int(kept[actor.me]) if actor.me in kept else _reach(actor).unread
