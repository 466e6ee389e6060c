"""Today: what waits for a person, whom they wait for, what moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import (
    HistoryLine,
    OpenTurn,
    Progress,
    RunningIncident,
    moved_for,
    progress_of,
    running_incidents,
    sides_on_duty,
    turns_asked_by,
    turns_waiting_for,
)
from tandem.core import clock
from tandem.core.words import Sentence, say
from tandem.initiatives import queries as initiatives
from tandem.initiatives.events import JOIN, NEXT_STAGE
from tandem.initiatives.queries import OwnIdea
from tandem.stages.conditions import gates
from tandem.stages.rules import Gate
from tandem.systems.events import STALE

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
    to_sort: int
    """Ideas that wait to be sorted, said to whoever is on duty; some of them ask nobody."""

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
    asked, on_duty = turns_asked_by(actor), sides_on_duty(actor)
    return Day(
        mine=[row for row in rows if row.turn.kind not in {JOIN, STALE}],
        to_look=[row for row in rows if row.turn.kind == STALE],
        to_join=[row for row in rows if row.turn.kind == JOIN],
        asked=asked,
        own=initiatives.own_ideas(actor),
        moved=moved_for(actor, clock.now() - RECENT),
        progress=progress_of([turn.id for turn in asked]),
        incidents=running_incidents(),
        on_duty=on_duty,
        batch=actor.may_take_part,
        to_sort=initiatives.count_to_sort(actor) if on_duty else 0,
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
