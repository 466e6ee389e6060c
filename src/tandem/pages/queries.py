"""What the joining screens show, gathered from the contexts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from tandem.accounts.queries import active_people, answers_for
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing, sponsor_of, standing_on
from tandem.activity.queries import (
    HistoryLine,
    OpenTurn,
    Progress,
    RunningIncident,
    moved_for,
    people_met,
    progress_of,
    running_incidents,
    sides_asked_on,
    sides_on_duty,
    turns_asked_by,
    turns_waiting_for,
)
from tandem.assessment.queries import ImpactSeen, first_answer
from tandem.briefs.conditions import facts as brief_facts
from tandem.core import clock
from tandem.core.errors import RuleBroken
from tandem.core.pagination import cut, page_of
from tandem.core.words import Sentence, say
from tandem.goals.queries import open_objectives
from tandem.initiatives import queries as initiatives
from tandem.initiatives.events import JOIN, NEXT_STAGE
from tandem.initiatives.permissions import can_bring_back, can_park, can_reword, may_triage
from tandem.initiatives.queries import InitiativeRow, InitiativeWhole, OwnIdea
from tandem.initiatives.rules import (
    PATH,
    Column,
    ListAsked,
    Question,
    Stage,
    Track,
    Verdict,
    next_question,
    why_not_park,
)
from tandem.lists.queries import fitting
from tandem.plans.queries import chances_now, forecast_marks, promised_days
from tandem.rights.rules import Matter
from tandem.spending.queries import MoneyState, states_of
from tandem.stages.conditions import gates
from tandem.stages.permissions import can_pass
from tandem.stages.queries import AtHand, lightest_path, of_idea
from tandem.stages.rules import Gate
from tandem.systems.events import STALE
from tandem.systems.queries import by_name

RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of Today: the turn, and what to do about it in words."""

    turn: OpenTurn
    what: Sentence
    verb: Sentence
    url: str
    movable: bool


@dataclass(frozen=True, slots=True)
class Day:
    """Today: what waits for you, for whom you can step in, what you wait for, what moved."""

    mine: list[Waiting]
    to_join: list[Waiting]
    to_look: list[Waiting]
    """Entries of the catalogue that nobody has called right for long."""
    asked: list[OpenTurn]
    own: list[OwnIdea]
    moved: list[HistoryLine]
    progress: Mapping[int, list[Progress]]
    incidents: list[RunningIncident]
    on_duty: list[Lane]
    batch: bool

    @property
    def subjects(self) -> list[int]:
        """What the page must be shown again for, when it changes."""
        waiting = [row.turn for row in [*self.mine, *self.to_join, *self.to_look]] + self.asked
        return sorted({turn.root_id for turn in waiting} | {turn.subject_id for turn in waiting})


def today(actor: Actor) -> Day:
    """Everything on a person's Today page."""
    turns = turns_waiting_for(actor)
    moving = [turn.root_id for turn in turns if turn.kind == NEXT_STAGE]
    known = gates(initiatives.stages_of(moving)) if moving else {}
    rows = [_row(actor, turn, known.get(turn.root_id)) for turn in turns]
    asked = turns_asked_by(actor)
    return Day(
        mine=[row for row in rows if row.turn.kind not in {JOIN, STALE}],
        to_look=[row for row in rows if row.turn.kind == STALE],
        to_join=[row for row in rows if row.turn.kind == JOIN],
        asked=asked,
        own=initiatives.own_ideas(actor),
        moved=moved_for(actor, clock.now() - RECENT),
        progress=progress_of([turn.id for turn in asked]),
        incidents=running_incidents(),
        on_duty=sides_on_duty(actor),
        batch=actor.may_take_part,
    )


def _row(actor: Actor, turn: OpenTurn, gate: Gate | None) -> Waiting:
    page = turn.page
    if turn.asked_as is not None:
        what = say(
            "{asks}: no answer yet, so you are asked ({step})",
            asks=turn.asks,
            step=turn.asked_as.label,
        )
        return Waiting(turn, what, say("See where it stands"), page, movable=False)
    if turn.needs_owner:
        what = say("{asks}: nobody is there who may", asks=turn.asks)
        return Waiting(turn, what, say("Name an owner"), f"{page}owners/", movable=False)
    if turn.left_alone:
        what = say("{asks}: whoever should do it is there no more", asks=turn.asks)
        return Waiting(turn, what, say("See where it stands"), page, movable=actor.may_write)
    return _waiting(actor, turn, gate)


def _waiting(actor: Actor, turn: OpenTurn, gate: Gate | None) -> Waiting:
    if gate is None or gate.next is None:
        return Waiting(turn, turn.asks, turn.verb, turn.url, movable=actor.may_take_part)
    if gate.open:
        return Waiting(
            turn,
            say("Everything is there: start {stage}", stage=gate.next.label),
            say("Start {stage}", stage=gate.next.label),
            turn.url,
            movable=actor.may_take_part,
        )
    missing = len(gate.missing)
    first = gate.missing[0].what if gate.missing else turn.asks
    what = (
        say("Before {stage}: {first}", stage=gate.next.label, first=first)
        if missing == 1
        else say(
            "Before {stage}, {missing} things are missing. First: {first}",
            stage=gate.next.label,
            missing=missing,
            first=first,
        )
    )
    return Waiting(turn, what, turn.verb, turn.url, movable=actor.may_take_part)


@dataclass(frozen=True, slots=True)
class Overview:
    """An initiative's first tab."""

    whole: InitiativeWhole
    gate: Gate
    standing: Standing
    question: Question | None
    has_brief: bool
    changed_parts: bool
    may_reword: bool
    at_hand: AtHand | None
    """What was said about it and what is like it, while it is early or stands aside."""
    may_sort: bool
    may_park: bool
    may_bring_back: bool
    may_pass: bool
    """The reader is the sponsor: what is missing may pass, with a reason."""
    lightest: Track | None
    """The lightest path that nothing known forbids, while one can be chosen."""
    impact: ImpactSeen | None
    """What is affected, and whom to meet: part of the first answer, none of a partner's."""

    @property
    def stands(self) -> Stage:
        """Its stage on the path; where it was when it was put aside."""
        standing = self.at_hand.standing if self.at_hand else None
        ended = {Verdict.SAME_AS, Verdict.TAKEN_BACK}
        if self.gate.stage in PATH and not (standing and standing.verdict in ended):
            return self.gate.stage
        return standing.stood if standing else Stage.IDEA


def overview(actor: Actor, initiative_id: int) -> Overview:
    """Everything on an initiative's first tab."""
    row = (whole := initiatives.whole(actor, initiative_id)).row
    standing = standing_on(actor, initiative_id)
    early = row.stage in {Stage.IDEA, Stage.ASSESS}
    brief = brief_facts([initiative_id])[initiative_id] if row.stage is Stage.PLAN else None
    aside = row.stage not in PATH or row.stage is Stage.CLOSED
    at_hand = of_idea(actor, whole) if early or aside else None
    sponsor, answering = sponsor_of(initiative_id), answers_for(actor)
    return Overview(
        whole=whole,
        gate=gates({initiative_id: row.stage})[initiative_id],
        standing=standing,
        question=next_question(
            whole.answers,
            standing.sides,
            whole.rights,
            has_date=row.wish_date is not None,
            stage=row.stage,
        )
        if early and standing.sides
        else None,
        has_brief=not early and not (aside and row.stage is not Stage.PARKED),
        changed_parts=bool(brief and brief.unsigned),
        may_reword=can_reword(
            actor,
            standing,
            written_by=row.written_by.id,
            stage=row.stage,
            decides=whole.rights.lane(Matter.WORDING),
        ),
        at_hand=at_hand,
        may_sort=row.stage is Stage.IDEA and may_triage(actor, answering),
        may_park=why_not_park(row.stage) is None
        and can_park(actor, standing, stage=row.stage, sponsor=sponsor, answers_for=answering),
        may_bring_back=row.stage is Stage.PARKED
        and at_hand is not None
        and at_hand.standing is not None
        and can_bring_back(
            actor,
            standing,
            stood=at_hand.standing.stood,
            written_by=row.written_by.id,
            sponsor=sponsor,
            answers_for=answering,
        ),
        may_pass=can_pass(actor, sponsor=sponsor),
        lightest=_lightest(row, at_hand) if early else None,
        impact=_impact(actor, whole) if early else None,
    )


def _impact(actor: Actor, whole: InitiativeWhole) -> ImpactSeen | None:
    return None if actor.is_partner else first_answer(actor, whole)


def _lightest(row: InitiativeRow, at_hand: AtHand | None) -> Track:
    alike = [one.idea.id for one in at_hand.similar] if at_hand else []
    return lightest_path(row, alike)


def gates_of(rows: list[InitiativeRow]) -> Mapping[int, Gate]:
    """The gates of a page of list rows, in a fixed number of queries."""
    return gates({row.id: row.stage for row in rows}) if rows else {}


def gate_of(row: initiatives.Heading) -> Gate:
    """What stands between an initiative and its next stage."""
    return gates({row.id: row.stage})[row.id]


LIST_PAGE = 25
BOARD_AT_MOST = 200
EXPORTED_AT_MOST = 5_000
SYSTEMS_SHOWN = 300
BOARD_STAGES = PATH[:-1]
"""Columns of the board: what is under way."""


class PromisedDay(NamedTuple):
    """A promised day, and its chance where somebody has worked it out."""

    day: date
    chance: float | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, with what each waits for."""

    rows: list[InitiativeRow]
    gates: Mapping[int, Gate]
    following: str | None
    promised: Mapping[int, PromisedDay]
    money: Mapping[int, MoneyState]


@dataclass(frozen=True, slots=True)
class Board:
    """What is under way, by stage; `more` says that the newest alone are shown."""

    columns: Mapping[Stage, list[InitiativeRow]]
    waits: Mapping[int, frozenset[Lane]]
    more: bool


def listed(actor: Actor, asked: ListAsked, after: str | None) -> Listed:
    """A page of Ideas & work as somebody asks for it."""
    order = initiatives.ORDERS[asked.order]
    if after is None and asked.is_plain:
        stages = [asked.stage] if asked.stage else []
        newest = initiatives.newest(actor, *stages, most=LIST_PAGE + 1)
        found = cut(newest, order=order, size=LIST_PAGE)
    else:
        found = page_of(fitting(actor, asked), order=order, after=after, size=LIST_PAGE)
    rows = initiatives.rows(found.rows)
    known = gates_of(rows) if Column.WAITS in asked.columns else {}
    ids = [row.id for row in rows]
    promised = promises_on(ids) if Column.PROMISED in asked.columns else {}
    money = money_on(actor, ids) if Column.MONEY in asked.columns else {}
    return Listed(rows, known, found.following, promised, money)


def promises_on(initiative_ids: Collection[int]) -> dict[int, PromisedDay]:
    """The promised days of these, with their chances."""
    days = promised_days(initiative_ids)
    chances = chances_now(days, forecast_marks(days))
    return {pk: PromisedDay(day, chances.get(pk)) for pk, day in days.items()}


def money_on(actor: Actor, initiative_ids: Collection[int]) -> dict[int, MoneyState]:
    """How the money of these stands, where there is some; money is none of a partner's business."""
    states = {} if actor.is_partner else states_of(initiative_ids)
    return {pk: state for pk, state in states.items() if state.any}


def board(actor: Actor, asked: ListAsked) -> Board:
    """The same as a board. Who is waited for is who was asked: a card shows no more than that."""
    stages = [asked.stage] if asked.stage in BOARD_STAGES else BOARD_STAGES
    rows = initiatives.rows(_first(actor, asked, stages))
    columns: dict[Stage, list[InitiativeRow]] = {stage: [] for stage in stages}
    for row in rows[:BOARD_AT_MOST]:
        columns[row.stage].append(row)
    return Board(
        columns,
        sides_asked_on([row.id for row in rows]),
        more=len(rows) > BOARD_AT_MOST,
    )


def _first(actor: Actor, asked: ListAsked, stages: Sequence[Stage]) -> "Iterable[Any]":
    """As many as a board shows, and one more."""
    if asked.is_plain:
        return initiatives.newest(actor, *stages, most=BOARD_AT_MOST + 1)
    found = fitting(actor, asked).filter(stage__in=[stage.value for stage in stages])
    return found.order_by(*initiatives.ORDERS[asked.order])[: BOARD_AT_MOST + 1]


@dataclass(frozen=True, slots=True)
class Exported:
    """All that fits, in its order, of whom something was asked on each, and what was worked out."""

    rows: list[InitiativeRow]
    sides: Mapping[int, list[Lane]]
    worked_out: Mapping[Column, Mapping[int, list[str]]]


def exported(actor: Actor, asked: ListAsked) -> Exported:
    """The list for a file.

    Raises RuleBroken where that is more than a file holds.
    """
    ordered = fitting(actor, asked).order_by(*initiatives.ORDERS[asked.order])
    found = list(ordered[: EXPORTED_AT_MOST + 1])
    if len(found) > EXPORTED_AT_MOST:
        raise RuleBroken(say("More than {most} fit. Choose filters first.", most=EXPORTED_AT_MOST))
    rows = initiatives.rows(found)
    ids = [row.id for row in rows]
    sides = {
        pk: [lane for lane in Lane if lane in waited] for pk, waited in sides_asked_on(ids).items()
    }
    more: dict[Column, dict[int, list[str]]] = {}
    if Column.PROMISED in asked.columns:
        more[Column.PROMISED] = {
            pk: [day.isoformat(), "" if chance is None else f"{chance:.2f}"]
            for pk, (day, chance) in promises_on(ids).items()
        }
    if Column.MONEY in asked.columns:
        money = money_on(actor, ids)
        more[Column.MONEY] = {pk: [state.drift.value] for pk, state in money.items()}
    return Exported(rows, sides, more)


@dataclass(frozen=True, slots=True)
class Choices:
    """What one can choose from in the filters."""

    people: list[tuple[int, str]]
    goals: list[tuple[int, str]]
    systems: list[tuple[int, str]]


def choices(actor: Actor) -> Choices:
    """People, goals and systems for the filters; asked only when somebody opens them."""
    systems = by_name(actor).values_list("pk", "name")[:SYSTEMS_SHOWN]
    people = people_met(actor) if actor.is_partner else active_people()
    return Choices(people, open_objectives(actor), list(systems))
