"""Reading the path of an initiative: what is known of it, which paths are open, what was said."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names, people_who_act, present_day
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import people_who_see
from tandem.assessment import queries as assessment
from tandem.briefs.queries import signed_among, signed_briefs, signed_part_texts, started_among
from tandem.core import clock
from tandem.core.prepared import moment, numbers, prepared
from tandem.core.words import Sentence
from tandem.initiatives import queries as ideas
from tandem.initiatives.queries import Heading
from tandem.initiatives.rules import (
    ADDS_UP_WITHIN,
    LIMITS,
    REPEAT_WITHIN,
    InitiativeKind,
    PathFacts,
    PathLimit,
    Signed,
    Stage,
    Terms,
    Track,
    lightest,
    shifted,
    sides_asked,
    why_not_path,
)
from tandem.stages.models import PathAmount, PathChoice, PathWord


@dataclass(frozen=True, slots=True)
class WordSaid:
    """What a side, or the approver, said to the terms of a path."""

    lane: Lane | None
    agrees: bool
    note: str
    by: Name
    at: datetime


@dataclass(frozen=True, slots=True)
class ChoiceRead:
    """A path that was chosen, with its terms and what was said to them."""

    id: int
    track: Track
    terms: Terms
    by: Name
    lane: Lane
    at: datetime
    in_force: bool
    approver: Name | None
    words: list[WordSaid]
    checked_at: datetime | None
    repeats: Heading | None
    differs: list[tuple[str, str, str]]
    """What a repeat changes: (part, before, after)."""

    @property
    def days(self) -> Decimal:
        return self.terms.days

    @property
    def share(self) -> int:
        return self.terms.share

    @property
    def budget(self) -> int:
        return self.terms.budget

    @property
    def launch_on(self) -> date | None:
        return self.terms.launch_on

    @property
    def reason(self) -> str:
        return self.terms.reason

    @property
    def waits_for(self) -> list[Lane]:
        """The sides that haven't said their word yet."""
        said = {word.lane for word in self.words}
        return [lane for lane in sorted(sides_asked(self.track)) if lane not in said]

    @property
    def refused(self) -> WordSaid | None:
        return next((word for word in self.words if not word.agrees), None)


@dataclass(frozen=True, slots=True)
class Way:
    """A path, and what forbids it as far as that is known."""

    track: Track
    forbids: list[Sentence]


@dataclass(frozen=True, slots=True)
class PathSeen:
    """Everything on the page of an initiative's path."""

    known: PathFacts
    track: Track
    ways: list[Way]
    lightest: Track
    in_force: ChoiceRead | None
    waiting: ChoiceRead | None
    refused: ChoiceRead | None


@prepared
def _amounts() -> QuerySet[PathAmount, tuple[str, int]]:
    return PathAmount.objects.values_list("limit", "amount")


def limits_in_force() -> Mapping[PathLimit, int]:
    """The limits of the paths, as an administrator has set them."""
    return LIMITS | {PathLimit(limit): amount for limit, amount in _amounts()}


@prepared
def _recent_small() -> QuerySet[PathChoice, tuple[int, Decimal]]:
    found = PathChoice.objects.filter(
        track=Track.SMALL_CHANGE.value, in_force_at__gte=moment("since"), ended_at=None
    )
    return found.values_list("initiative_id", "days")


@prepared
def _small_since() -> QuerySet[PathChoice, tuple[int, Decimal, datetime | None]]:
    found = PathChoice.objects.filter(
        track=Track.SMALL_CHANGE.value, in_force_at__gte=moment("since"), ended_at=None
    )
    return found.order_by("in_force_at", "pk").values_list("initiative_id", "days", "in_force_at")


def small_changes_lately() -> dict[int, tuple[Decimal, datetime]]:
    """{initiative: (days of IT, since when)} of small changes that add up with others now."""
    rows = _small_since(since=clock.now() - ADDS_UP_WITHIN)
    return {pk: (days, at) for pk, days, at in rows if at}


def path_facts(kinds: Mapping[int, tuple[Stage, InitiativeKind]]) -> dict[int, PathFacts]:
    """What is known of many initiatives, in a fixed number of queries."""
    ids = list(kinds)
    recent = dict(_recent_small(since=clock.now() - ADDS_UP_WITHIN))
    systems = assessment.systems_of({*ids, *recent})
    data, untouched = assessment.data_of(ids), assessment.untouched_among(ids)
    limits, started = limits_in_force(), started_among(ids)
    found = {}
    for pk, (stage, kind) in kinds.items():
        held = frozenset(one for system in systems[pk] for one in system.data)
        new = sorted(data[pk] - held)
        found[pk] = PathFacts(
            stage=stage,
            kind=kind,
            limits=limits,
            systems={system.id: system.name for system in systems[pk]},
            untouched=pk in untouched,
            unknown=tuple(system.name for system in systems[pk] if system.new),
            data={str(one): one.label for one in sorted(data[pk])},
            new_data=tuple(one.label for one in new),
            new_personal=tuple(one.label for one in new if one.is_personal),
            nearby=_nearby(pk, recent, systems),
            has_brief=pk in started,
        )
    return found


def _nearby(
    pk: int, recent: Mapping[int, Decimal], systems: Mapping[int, list[assessment.TouchedSystem]]
) -> dict[int, Decimal]:
    """How many days other small changes of the same systems took lately."""
    mine = {system.id for system in systems[pk]}
    found: dict[int, Decimal] = {}
    for other, days in recent.items():
        for system in systems[other] if other != pk else ():
            if system.id in mine:
                found[system.id] = found.get(system.id, Decimal(0)) + days
    return found


@prepared
def _in_force() -> QuerySet[PathChoice, PathChoice]:
    return PathChoice.objects.filter(
        initiative_id__in=numbers("initiatives"), in_force_at__isnull=False, ended_at=None
    )


def terms_in_force(ids: Collection[int]) -> dict[int, Terms]:
    """The terms on which initiatives are on a light path."""
    return {row.initiative_id: _terms(row) for row in _in_force(initiatives=ids)}


def choice_in_force(initiative_id: int) -> PathChoice | None:
    """The choice by which an initiative is on its path; none where nobody ever chose."""
    return _in_force.first(initiatives=[initiative_id])


def waiting_choice(initiative_id: int) -> PathChoice | None:
    """The choice that waits for a yes, if one does."""
    return PathChoice.objects.filter(
        initiative_id=initiative_id, in_force_at=None, ended_at=None
    ).first()


def _terms(row: PathChoice) -> Terms:
    return Terms(
        days=row.days,
        share=row.share,
        budget=row.budget,
        launch_on=row.launch_on,
        reason=row.reason,
        approver=row.approver_id,
    )


def earlier_briefs(actor: Actor) -> dict[int, Signed]:
    """What may be repeated: briefs signed within the past year, by snapshot, newest first."""
    rows = signed_briefs(actor, since=clock.now() - REPEAT_WITHIN)
    ids = [row.initiative_id for row in rows]
    systems, data = assessment.systems_of(ids), assessment.data_of(ids)
    return {
        row.snapshot_id: Signed(
            initiative_id=row.initiative_id,
            sentence=row.sentence,
            kind=InitiativeKind(row.kind),
            signed_on=row.signed_at.date(),
            systems={one.id: one.name for one in systems[row.initiative_id]},
            data=frozenset(map(str, data[row.initiative_id])),
            launched_on=row.wish_date or row.signed_at.date(),
        )
        for row in rows
    }


def lightest_path(row: ideas.InitiativeRow, alike: Collection[int]) -> Track:
    """The lightest path for an early idea; `alike` are the ids of ideas that say the same."""
    known = path_facts({row.id: (row.stage, row.kind)})[row.id]
    return lightest(known, present_day(), _repeatable(row, alike))


def _repeatable(row: ideas.InitiativeRow, alike: Collection[int]) -> set[int]:
    """Those of the ideas that say the same whose signed brief may be repeated."""
    since = clock.now() - REPEAT_WITHIN
    return signed_among(alike, since=since, kind=row.kind.value) if alike else set()


def approvers_for(actor: Actor, initiative_id: int) -> list[tuple[int, str]]:
    """Who can be named to approve an emergency: others who see it and may write."""
    seeing = people_who_see([initiative_id])[initiative_id]
    return [(pk, name) for pk, name in people_who_act() if pk != actor.me and pk in seeing]


def path_seen(actor: Actor, row: ideas.InitiativeRow, alike: Collection[int]) -> PathSeen:
    """The paths of an initiative that the actor sees, and how far its own has come."""
    known = path_facts({row.id: (row.stage, row.kind)})[row.id]
    today = present_day()
    choices = list(PathChoice.objects.filter(initiative_id=row.id).order_by("-pk")[:20])
    read = {one.id: one for one in _read(actor, choices)}
    in_force = next((c.pk for c in choices if c.in_force_at and not c.ended_at), 0)
    waiting = next((c.pk for c in choices if not c.in_force_at and not c.ended_at), 0)
    last = read[choices[0].pk] if choices else None
    return PathSeen(
        known=known,
        track=read[in_force].track if in_force else Track.STANDARD,
        ways=[Way(track, why_not_path(track, known, today)) for track in Track],
        lightest=lightest(known, today, _repeatable(row, alike)),
        in_force=read.get(in_force),
        waiting=read.get(waiting),
        refused=last if last and last.refused else None,
    )


def _read(actor: Actor, rows: Collection[PathChoice]) -> list[ChoiceRead]:
    words = list(PathWord.objects.filter(choice__in=rows).order_by("pk"))
    known = names(
        pk
        for pk in (
            *(row.chosen_by_id for row in rows),
            *(row.approver_id for row in rows),
            *(word.said_by_id for word in words),
        )
    )
    sources = ideas.headings_seen(actor, {row.repeats_id for row in rows if row.repeats_id})
    return [
        ChoiceRead(
            id=row.pk,
            track=Track(row.track),
            terms=_terms(row),
            by=known[row.chosen_by_id],
            lane=Lane(row.lane),
            at=row.chosen_at,
            in_force=row.in_force_at is not None,
            approver=known.get(row.approver_id or 0),
            words=[
                WordSaid(
                    Lane(word.lane) if word.lane else None,
                    word.agrees,
                    word.note,
                    known[word.said_by_id],
                    word.said_at,
                )
                for word in words
                if word.choice_id == row.pk
            ],
            checked_at=row.checked_at,
            repeats=sources.get(row.repeats_id or 0),
            differs=_differs(row) if row.repeats_id in sources and not row.ended_at else [],
        )
        for row in rows
    ]


def _differs(row: PathChoice) -> list[tuple[str, str, str]]:
    """The lines of the copied brief in which a date moves: (part, before, after)."""
    found = []
    for label, text in signed_part_texts(row.snapshot_id or 0):
        for line in text.splitlines():
            if (after := shifted(line, timedelta(days=row.shift))) != line:
                found.append((label, line, after))
    return found[:50]
