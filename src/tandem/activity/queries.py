"""Reading subjects, events and turns."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tandem.accounts.queries import Name, acting_for, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity import permissions, registry
from tandem.activity.models import Checkpoint, CheckpointHead, Event, Subject, SubjectAccess, Turn
from tandem.activity.rules import KeptCheckpoint, KeptEvent, KeptHead, Link, SubjectRole
from tandem.core.words import Sentence, say

TODAY_LIMIT = 200
"""The most that one person is shown at once; nobody reads more."""


@dataclass(frozen=True, slots=True)
class PersonOn:
    """Somebody on an initiative, as what and for which side."""

    name: Name
    role: SubjectRole
    lane: Lane | None
    since: datetime


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


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An event in words."""

    subject_id: int
    number: int
    kind: str
    at: datetime
    sentence: Sentence
    actor: Name | None
    subject_title: str = ""
    url: str = ""


def subjects_visible_to(actor: Actor) -> QuerySet[Subject]:
    """What every list of subjects starts from: all that this actor may know of."""
    return Subject.objects.filter(permissions.visible_to(actor))


def people_on(root_ids: Collection[int]) -> dict[int, list[PersonOn]]:
    """Everybody who is on these initiatives now; owners first, then who came first."""
    rows = list(
        SubjectAccess.objects.filter(permissions.holding(), subject_id__in=root_ids)
        .order_by("starts_at", "pk")
        .values_list("subject_id", "person_id", "role", "lane", "starts_at")
    )
    known = names(row[1] for row in rows)
    found: dict[int, list[PersonOn]] = {root_id: [] for root_id in root_ids}
    for root_id, person_id, role, lane, since in rows:
        person = PersonOn(known[person_id], SubjectRole(role), Lane(lane) if lane else None, since)
        found[root_id].append(person)
    for people in found.values():
        people.sort(key=lambda person: not person.role.is_owner)
    return found


@dataclass(frozen=True, slots=True)
class _Reach:
    """The initiatives somebody is on: all, and for each side those they work for and own."""

    roots: frozenset[int]
    works: Mapping[Lane, frozenset[int]]
    owns: Mapping[Lane, frozenset[int]]


def _reach(actor: Actor) -> _Reach:
    rows = list(
        SubjectAccess.objects.filter(permissions.holding(), person_id=actor.me).values_list(
            "subject_id", "role", "lane"
        )
    )

    def roots(lane: Lane, *, owned: bool) -> frozenset[int]:
        return frozenset(
            root
            for root, role, held in rows
            if held == lane and (SubjectRole(role).is_owner or not owned)
        )

    return _Reach(
        roots=frozenset(root for root, _, _ in rows),
        works={lane: roots(lane, owned=False) for lane in actor.lanes},
        owns={lane: roots(lane, owned=True) for lane in actor.lanes},
    )


def _for_actor(actor: Actor, reach: _Reach) -> Q:
    """The turns that `actor` can take: theirs by name, or their side's.

    A side's turn is for its people on the initiative; while it has none there who may act, for
    everybody of that side. A turn of no side is for either owner. Who only reads takes none.
    """
    mine = Q(person_id=actor.me)
    if not actor.may_write:
        return mine
    held = SubjectAccess.objects.filter(permissions.holding(), subject=OuterRef("subject__root"))
    for lane in actor.lanes:
        there = held.filter(lane=lane, person_id__in=acting_for(lane).values("pk"))
        open_to_all = Q(~Exists(there))
        works = Q(subject__root__in=reach.works[lane])
        owns = Q(subject__root__in=reach.owns[lane])
        mine |= Q(person=None, lane=lane, owners_only=False) & (works | open_to_all)
        mine |= Q(person=None, lane=lane, owners_only=True) & owns
        mine |= Q(person=None, lane="", owners_only=False) & works
        mine |= Q(person=None, lane="", owners_only=True) & owns
    return mine


def turns_waiting_for(actor: Actor) -> list[OpenTurn]:
    """What waits for `actor`, oldest promise first, nothing said twice."""
    told = _told_once(list(_waiting_for(actor).values_list("pk", "kind", "subject__root_id")))
    return _rows(Turn.objects.filter(pk__in=told).order_by("due_at", "pk"))


def count_turns_waiting_for(actor: Actor) -> int:
    """How many rows Today shows; for the navigation, so it reads as little as it can."""
    return len(_told_once(list(_waiting_for(actor).values_list("pk", "kind", "subject__root_id"))))


def _waiting_for(actor: Actor) -> QuerySet[Turn]:
    reach = _reach(actor)
    in_sight = (
        Q(subject__root__restricted=False)
        | Q(subject__root__in=reach.roots)
        | Q(subject__root__sponsor_id=actor.me)
    )
    mine = Turn.objects.filter(_for_actor(actor, reach), in_sight, closed_at=None)
    return mine.order_by("due_at", "pk")[:TODAY_LIMIT]


def _told_once(turns: Sequence[tuple[int, str, int | None]]) -> list[int]:
    """Leave out general turns where something particular waits on the same initiative."""
    particular = {root for _, kind, root in turns if not registry.turn_named(kind).general}
    return [
        pk
        for pk, kind, root in turns
        if not registry.turn_named(kind).general or root not in particular
    ]


def turns_asked_by(actor: Actor, limit: int = 50) -> list[OpenTurn]:
    """What `actor` waits for: opened by them, and not theirs to do."""
    turns = Turn.objects.filter(
        ~_for_actor(actor, _reach(actor)),
        permissions.visible_to(actor, "subject__"),
        closed_at=None,
        opened_by_id=actor.person_id,
    )
    return _rows(turns.order_by("due_at", "pk")[:limit])


def open_turns_on(root_ids: Collection[int]) -> list[OpenTurn]:
    """All that waits on these initiatives, whoever it waits for. The caller has checked sight."""
    turns = Turn.objects.filter(subject__root__in=root_ids, closed_at=None)
    return _rows(turns.order_by("due_at", "pk"))


def kinds_open_on(subject_id: int) -> set[tuple[str, Lane]]:
    """Which kinds of turn wait on one subject, and for which side; those of no side left out."""
    turns = Turn.objects.filter(subject_id=subject_id, closed_at=None).exclude(lane="")
    return {(kind, Lane(lane)) for kind, lane in turns.values_list("kind", "lane")}


def _rows(turns: QuerySet[Turn]) -> list[OpenTurn]:
    rows = list(turns.select_related("subject"))
    known = names([t.person_id for t in rows] + [t.opened_by_id for t in rows])
    return [
        OpenTurn(
            id=turn.pk,
            kind=turn.kind,
            subject_id=turn.subject_id,
            root_id=turn.subject.root_id or turn.subject_id,
            subject_title=turn.subject.title,
            lane=Lane(turn.lane) if turn.lane else None,
            person=known.get(turn.person_id or 0),
            asked_by=known.get(turn.opened_by_id or 0),
            opened_at=turn.opened_at,
            due_at=turn.due_at,
            url=turn.subject.url + turn.kind_words.path,
        )
        for turn in rows
    ]


def history_of(root_id: int, before: int | None = None, limit: int = 100) -> list[HistoryLine]:
    """What happened on an initiative and everything below it, newest first.

    `before` is the id of the last event already shown. The caller has checked sight.
    """
    events = Event.objects.filter(subject__root=root_id).order_by("-pk")
    if before is not None:
        events = events.filter(pk__lt=before)
    return _lines(list(events.select_related("subject")[:limit]))


def moved_for(actor: Actor, since: datetime, limit: int = 12) -> list[HistoryLine]:
    """What others did lately on the initiatives that `actor` is on, newest first."""
    mine = SubjectAccess.objects.filter(
        permissions.holding(), subject=OuterRef("subject__root"), person_id=actor.me
    )
    events = (
        Event.objects.filter(
            Exists(mine), permissions.visible_to(actor, "subject__"), at__gte=since
        )
        .exclude(actor_id=actor.person_id)
        .order_by("-pk")
    )
    return _lines(list(events.select_related("subject")[:limit]))


def _lines(events: Sequence[Event]) -> list[HistoryLine]:
    told = [event.data["person"] for event in events if "person" in event.data]
    known = names([event.actor_id for event in events] + told)
    return [
        HistoryLine(
            subject_id=event.subject_id,
            number=event.pk,
            kind=event.kind,
            at=event.at,
            sentence=_in_words(event, known),
            actor=known.get(event.actor_id or 0),
            subject_title=event.subject.title,
            url=event.subject.url,
        )
        for event in events
    ]


def _in_words(event: Event, known: Mapping[int, Name]) -> Sentence:
    kind = registry.event_named(event.kind)
    actor = known[event.actor_id].name if event.actor_id else "Tandem"
    values: dict[str, object] = {"actor": actor}
    for key, value in event.data.items():
        if key == "person":
            values[key] = known[value].name
            continue
        values[key] = kind.word(key, value)
    return say(kind.sentence.template, **values)


_AT_ONCE = 2_000
"""Rows fetched at a time where a whole table is read."""


def kept_events() -> Iterator[KeptEvent]:
    """Every event by subject and number, beside its chain's end.

    One statement, so that it sees one state while others write.
    """
    rows = Event.objects.order_by("subject_id", "number").values_list(
        *("subject__kind", "subject_id", "number", "kind", "actor_kind", "actor_id", "at", "data"),
        *("digest", "subject__chain_length", "subject__chain_head"),
    )
    for kind, *link, digest, length, head in rows.iterator(chunk_size=_AT_ONCE):
        yield KeptEvent(kind, Link(*link), digest, length, head)


def subjects_without_their_events() -> list[tuple[str, int, int]]:
    """(kind, id, number of events written) of subjects that have lost every one of them."""
    bare = Subject.objects.filter(~Exists(Event.objects.filter(subject=OuterRef("pk"))))
    lost = bare.filter(chain_length__gt=0).order_by("pk")
    return list(lost.values_list("kind", "pk", "chain_length"))


def kept_checkpoints() -> list[KeptCheckpoint]:
    """All checkpoints, oldest first."""
    rows = Checkpoint.objects.order_by("pk").values_list("pk", "at", "subjects", "root", "digest")
    return [KeptCheckpoint(*row) for row in rows]


def kept_heads() -> Iterator[KeptHead]:
    """What every checkpoint saw move, oldest first, beside the event that stands there now."""
    there = Event.objects.filter(subject_id=OuterRef("subject_id"), number=OuterRef("length"))
    rows = CheckpointHead.objects.order_by("checkpoint_id", "subject_id").values_list(
        "checkpoint_id", "subject_id", "length", "head", Subquery(there.values("digest")[:1])
    )
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield KeptHead(*row)
