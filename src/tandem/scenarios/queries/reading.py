"""Scenarios as they are seen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing, sponsor_of, standing_on
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared
from tandem.initiatives.queries import Heading, heading_visible_to
from tandem.scenarios import permissions, rules
from tandem.scenarios.models import Agreement, LeverMoved, Scenario
from tandem.scenarios.queries.figures import Kept, as_kept
from tandem.scenarios.rules import Lever, LeverKind, Levers, MadeOf, ScenarioState, Voice


@dataclass(frozen=True, slots=True)
class Moved:
    """A lever of a scenario, who moved it last and when."""

    lever: Lever
    by: Name
    at: datetime


@dataclass(frozen=True, slots=True)
class Agreed:
    """A side, or the sponsor, agrees to this content."""

    voice: Voice
    by: Name
    at: datetime
    content: str


@dataclass(frozen=True)
class ScenarioSeen:
    """A scenario as its readers see it."""

    id: int
    initiative_id: int
    name: str
    made_by: Name
    made_at: datetime
    made_of: MadeOf
    shared: bool
    table_at: datetime | None
    proposed_by: Name | None
    proposed_at: datetime | None
    note: str
    adopted: bool | None
    settled_by: Name | None
    settled_at: datetime | None
    answer: str
    promise_id: int | None
    kept: Kept | None
    moved: tuple[Moved, ...]
    agreed: tuple[Agreed, ...]

    @property
    def levers(self) -> Levers:
        return rules.in_order(one.lever for one in self.moved)

    @property
    def state(self) -> ScenarioState:
        if self.adopted is not None:
            return ScenarioState.ADOPTED if self.adopted else ScenarioState.DECLINED
        if self.proposed_at:
            return ScenarioState.PROPOSED
        return ScenarioState.TABLE if self.table_at else ScenarioState.OPEN

    @property
    def refused_by(self) -> Name | None:
        """The sponsor who said no at the deal table, while it isn't settled."""
        return self.settled_by if self.adopted is None else None

    @property
    def content(self) -> str:
        """Names exactly what is agreed on."""
        return rules.content_of(self.levers, self.made_of)

    @property
    def url(self) -> str:
        return f"/initiatives/{self.initiative_id}/whatif/{self.id}/"

    def agreement(self, voice: Voice) -> Agreed | None:
        """Who agreed for it, where that is to what stands now."""
        theirs = (one for one in self.agreed if one.voice is voice)
        return next((one for one in theirs if one.content == self.content), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where scenarios are: the initiative, and what the reader is there."""

    heading: Heading
    standing: Standing
    is_sponsor: bool

    def may_try(self, actor: Actor) -> bool:
        return permissions.can_try(actor, self.standing, is_sponsor=self.is_sponsor)

    @property
    def voices(self) -> frozenset[Voice]:
        """For whom the reader can say yes."""
        return permissions.voices_of(self.standing, is_sponsor=self.is_sponsor)


_COLUMNS = (
    *("pk", "initiative_id", "name", "made_by_id", "made_at", "made_of", "shared_at", "table_at"),
    *("proposed_by_id", "proposed_at", "note", "adopted", "settled_by_id", "settled_at", "answer"),
    *("promise_id", "said", "said_at", "said_digest"),
)


@prepared
def _scenarios() -> QuerySet[Scenario, tuple[Any, ...]]:
    found = Scenario.objects.filter(initiative_id=number("initiative"), removed_at=None)
    return found.order_by("-pk").values_list(*_COLUMNS)


@prepared
def _levers() -> QuerySet[LeverMoved, tuple[Any, ...]]:
    found = LeverMoved.objects.filter(scenario_id__in=numbers("scenarios"))
    return found.order_by("pk").values_list(
        *("scenario_id", "kind", "about", "other", "number", "day", "lane", "words"),
        *("moved_by_id", "moved_at"),
    )


@prepared
def _agreements() -> QuerySet[Agreement, tuple[Any, ...]]:
    found = Agreement.objects.filter(scenario_id__in=numbers("scenarios"), ended_at=None)
    return found.order_by("pk").values_list("scenario_id", "voice", "person_id", "at", "content")


def place_of(actor: Actor, initiative_id: int) -> Place:
    """The initiative, or NotFound whether it is missing or hidden."""
    heading = heading_visible_to(actor, initiative_id)
    is_sponsor = actor.may_write and sponsor_of(initiative_id) == actor.me
    return Place(heading, standing_on(actor, initiative_id), is_sponsor)


def scenarios_of(actor: Actor, place: Place) -> list[ScenarioSeen]:
    """Those of an initiative that the actor may see, newest first."""
    found = [
        row
        for row in _scenarios(initiative=place.heading.id)
        if permissions.can_see(
            actor,
            place.standing,
            is_sponsor=place.is_sponsor,
            made_by=row[3],
            shared=row[6] is not None,
        )
    ]
    return _seen(found)


def scenario_of(actor: Actor, initiative_id: int, scenario_id: int) -> ScenarioSeen:
    """One that the actor may see, or NotFound."""
    return scenario_at(actor, place_of(actor, initiative_id), scenario_id)


def scenario_at(actor: Actor, place: Place, scenario_id: int) -> ScenarioSeen:
    """The same where the initiative has been read already."""
    found = next((one for one in scenarios_of(actor, place) if one.id == scenario_id), None)
    if found is None:
        raise NotFound
    return found


def scenarios_whole(initiative_id: int) -> list[ScenarioSeen]:
    """All of an initiative, for services that have checked sight."""
    return _seen(list(_scenarios(initiative=initiative_id)))


def is_signed_by_both(initiative_id: int, promise_id: int) -> bool:
    """Whether both sides said yes to the what-if that a promise comes from."""
    every = scenarios_whole(initiative_id)
    from_it = (one for one in every if one.adopted and one.promise_id == promise_id)
    return any(all(one.agreement(side) for side in rules.SIDES) for one in from_it)


def _seen(rows: Collection[tuple[Any, ...]]) -> list[ScenarioSeen]:
    ids = [row[0] for row in rows]
    levers, agreements = (_levers(scenarios=ids), _agreements(scenarios=ids)) if ids else ([], [])
    people = {row[3] for row in rows} | {row[8] for row in rows} | {row[12] for row in rows}
    known = names(people | {row[8] for row in levers} | {row[2] for row in agreements})
    return [_one(row, levers, agreements, known) for row in rows]


def _one(
    row: tuple[Any, ...],
    levers: Collection[tuple[Any, ...]],
    agreements: Collection[tuple[Any, ...]],
    known: dict[int, Name],
) -> ScenarioSeen:
    pk, initiative_id, name, made_by, made_at, made_of, shared_at, table_at, *rest = row
    proposed_by, proposed_at, note, adopted, settled_by, settled_at, answer, *last = rest
    promise_id, said, said_at, said_digest = last
    return ScenarioSeen(
        pk,
        initiative_id,
        name,
        known[made_by],
        made_at,
        made_of,
        shared_at is not None,
        table_at,
        known.get(proposed_by or 0),
        proposed_at,
        note,
        adopted,
        known.get(settled_by or 0),
        settled_at,
        answer,
        promise_id,
        as_kept(said, said_at, said_digest),
        tuple(_moved(one, known) for one in levers if one[0] == pk),
        tuple(
            Agreed(Voice(voice), known[person], at, content)
            for scenario, voice, person, at, content in agreements
            if scenario == pk
        ),
    )


def _moved(row: tuple[Any, ...], known: dict[int, Name]) -> Moved:
    _, kind, about, other, count, day, lane, words, by, at = row
    lever = Lever(LeverKind(kind), about, other, count, day, Lane(lane) if lane else None, words)
    return Moved(lever, known[by], at)
