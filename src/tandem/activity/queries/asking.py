"""Whom to ask about a turn: who holds it, who could be asked instead, who may see it at all."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tandem.accounts.queries import (
    Name,
    absent_among,
    acting_in,
    active_people_of,
    deputies_of,
    duty_person,
    heads_and_liaisons,
    lanes_held_by,
    open_accounts,
    partners,
)
from tandem.accounts.rules import Actor, Lane
from tandem.activity import permissions, registry, rules
from tandem.activity.models import Subject, SubjectAccess, Turn, TurnStep
from tandem.activity.queries.clocks import Incidents, clocks_of, incidents_of
from tandem.activity.queries.people import OWNER_ROLES, people_on
from tandem.activity.rules import Rung, Step
from tandem.core import clock
from tandem.engine.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class TurnStanding:
    """How far a turn has got: who holds it, what was done, who could be asked on which rung."""

    holders: list[int]
    taken: list[tuple[Rung, datetime]]
    people: Mapping[Rung, tuple[Step, list[int]]]
    calendar: WorkingCalendar
    paused: list[tuple[datetime, datetime]]


def standing_of(turn: Turn) -> TurnStanding:
    """Everything that decides about the next step of a turn."""
    rows = list(TurnStep.objects.filter(turn=turn).values_list("step", "person_id", "at"))
    taken = [(rung, at) for step, _, at in rows if (rung := Step(step).rung) is not None]
    lane = _lane_of(turn)
    acts = turn.delegate_id or turn.person_id
    if acts is None and turn.team_id is None:
        acts = on_call_for(turn.kind, lane, turn.subject_id)
    calendar = clocks_of([acts]).get(acts) or clocks_of([])[None]
    incidents: Incidents = incidents_of(lane)
    holders = _holders(turn)
    root_id = Subject.objects.values_list("root_id", flat=True).get(pk=turn.subject_id)
    told = {person_id for _, person_id, _ in rows} | set(holders)
    people = {
        rung: (step, reached)
        for rung, step, asked in _could_be_asked(turn, lane, holders, root_id or turn.subject_id)
        if (reached := who_see(turn.subject_id, [pk for pk in asked if pk not in told]))
    }
    paused = rules.paused_spans(incidents, turn.opened_at, calendar)
    return TurnStanding(_there(holders), taken, people, calendar, paused)


def on_call_for(kind: str, lane: Lane | None, subject_id: int) -> int | None:
    """Who is on duty and so acts on a kind of turn of a side about a subject; nothing where that is
    everybody's, or what is restricted isn't shown to them.
    """
    duty = duty_person(lane) if lane and kind in registry.duty_kinds() else None
    return duty if duty and who_see(subject_id, [duty]) else None


def _lane_of(turn: Turn) -> Lane | None:
    """The side that is waited for: the turn's, else the only one of the person."""
    if turn.lane:
        return Lane(turn.lane)
    held = lanes_held_by(turn.person_id) if turn.person_id else frozenset()
    return next(iter(held)) if len(held) == 1 else None


def _holders(turn: Turn) -> list[int]:
    """Whom a turn waits for by name, or as the side's people (or owners) on the initiative."""
    if acts := turn.delegate_id or turn.person_id:
        return [acts]
    if turn.team_id:
        return acting_in(turn.team_id)
    if turn.lane and (duty := on_call_for(turn.kind, Lane(turn.lane), turn.subject_id)):
        return [duty]
    held = SubjectAccess.objects.filter(
        permissions.holding_now(), subject__below=turn.subject_id, person__deactivated_at=None
    ).exclude(lane="")
    held = held.exclude(person__in=partners())
    if turn.lane:
        held = held.filter(lane=turn.lane)
    if turn.owners_only:
        held = held.filter(role__in=OWNER_ROLES)
    return list(dict.fromkeys(held.order_by("pk").values_list("person_id", flat=True)))


def _there(people: list[int]) -> list[int]:
    """The same people, but deputies for those who are away."""
    away = absent_among(people)
    return list(dict.fromkeys(away.get(pk) or pk for pk in people))


def _could_be_asked(
    turn: Turn, lane: Lane | None, holders: list[int], root_id: int
) -> Iterable[tuple[Rung, Step, list[int]]]:
    """Who stands on each rung, the better one of a rung first; the next takes its place only
    where that one has nobody.
    """
    on_duty = [duty] if lane and (duty := duty_person(lane)) else []
    yield Rung.COVER, Step.DUTY, on_duty
    deputies = list(deputies_of(holders).values())
    if set(deputies) - set(holders):
        yield Rung.COVER, Step.DEPUTY, deputies
    heads, liaisons = heads_and_liaisons(_of_marketing(turn, root_id))
    if lane is Lane.IT:
        yield Rung.BRIDGE, Step.LIAISON, liaisons
    elif lane is Lane.MARKETING:
        yield Rung.BRIDGE, Step.HEAD, heads
    yield Rung.SPONSOR, Step.SPONSOR, _sponsor(root_id)


def _of_marketing(turn: Turn, root_id: int) -> list[int]:
    """The people of Marketing in it: whose department is meant."""
    held = SubjectAccess.objects.filter(
        permissions.holding_now(), subject_id=root_id, lane=Lane.MARKETING.value
    )
    asked = [pk for pk in (turn.person_id, turn.delegate_id) if pk]
    return [*asked, *held.values_list("person_id", flat=True)]


def _sponsor(root_id: int) -> list[int]:
    found = permissions.sponsor_of(root_id)
    return [found] if found else []


def who_see(subject_id: int, people: Collection[int]) -> list[int]:
    """Those of these people who have an account and may see a subject, in their order."""
    if not people:
        return []
    root_id = Subject.objects.values_list("root_id", flat=True).get(pk=subject_id) or subject_id
    seeing = permissions.people_who_see([root_id])[root_id]
    hidden = {pk for pk in people if pk not in seeing}
    if hidden and subject_id != root_id:
        hidden -= permissions.people_given(subject_id)
    there = open_accounts(people)
    return [pk for pk in dict.fromkeys(people) if pk in there and pk not in hidden]


def people_to_pass_to(actor: Actor, root_id: int, lane: Lane | None) -> list[Name]:
    """Whom the actor can pass something on to: of the side that is asked, and allowed to see it.

    A partner knows, and is shown, those on the initiative alone.
    """
    lanes = [lane] if lane else sorted(actor.lanes) or list(Lane)
    able = {one.id: one for side in lanes for one in active_people_of(side) if one.id != actor.me}
    seeing = permissions.people_who_see([root_id])[root_id]
    found = [one for one in able.values() if one.id in seeing]
    if actor.is_partner:
        on_it = {one.name.id for one in people_on([root_id])[root_id]}
        found = [one for one in found if one.id in on_it]
    return sorted(found, key=lambda one: (one.name, one.id))


def due_turns(limit: int) -> list[int]:
    """The ids of turns whose next step is due, longest due first."""
    due = Turn.objects.filter(closed_at=None, next_at__lte=clock.now()).order_by("next_at", "pk")
    return list(due.values_list("pk", flat=True)[:limit])
