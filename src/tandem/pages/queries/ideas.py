"""Lists and the board of ideas, and lists as files."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tandem.accounts.queries import active_people
from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import (
    people_met,
    sides_asked_on,
)
from tandem.core.errors import RuleBroken
from tandem.core.pagination import cut, page_of
from tandem.core.words import say
from tandem.goals.queries import open_objectives
from tandem.initiatives import queries as initiatives
from tandem.initiatives.queries import InitiativeRow
from tandem.initiatives.rules import (
    PATH,
    Column,
    ListAsked,
    Stage,
)
from tandem.lists.queries import fitting
from tandem.pages.queries.overview import gates_of
from tandem.plans.queries import chances_now, forecast_marks, promised_days
from tandem.spending.queries import MoneyState, states_of
from tandem.stages.rules import Gate
from tandem.systems.queries import by_name

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
