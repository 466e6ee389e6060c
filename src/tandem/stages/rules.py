"""When an initiative may move on. Plain Python: no Django, no database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import PATH, Condition, Stage, Track, stage_after
from tandem.talk.rules import ApprovalState, AskedApproval, OpenQuestion

if TYPE_CHECKING:
    from tandem.activity.queries import OpenTurn

LAST_STAGE_WITH_CONDITIONS = Stage.BUILD
"""How far the path can be walked today; later contexts bring the conditions of later stages."""


SIGNATURES = {f"signed_{lane.value}": lane for lane in Lane}
"""The conditions that are a side's signature."""


@dataclass(frozen=True, slots=True)
class Pass:
    """That a sponsor let a condition pass: why, who and when; for a signature, for which side."""

    key: str
    lane: Lane | None
    reason: str
    by: str
    at: datetime
    decision_id: int | None

    @property
    def words(self) -> Sentence:
        if self.lane:
            return say("Passed for {side} by {name}", side=self.lane.label, name=self.by)
        return say("Passed by {name}", name=self.by)


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands between an initiative and its next stage."""

    stage: Stage
    next: Stage | None
    conditions: tuple[Condition, ...]
    turns: tuple["OpenTurn", ...] = ()
    """Everything that waits on the initiative and below it."""
    passed: Mapping[str, Pass] = field(default_factory=dict)
    """What a sponsor let pass, by the key of its condition."""
    track: Track = Track.STANDARD

    @property
    def asked(self) -> frozenset[Lane]:
        """The sides of which something has been asked: their turns are open."""
        return frozenset(turn.lane for turn in self.turns if turn.lane)

    @property
    def missing(self) -> tuple[Condition, ...]:
        return tuple(
            condition
            for condition in self.conditions
            if not condition.met and condition.key not in self.passed
        )

    @property
    def let_pass(self) -> tuple[Condition, ...]:
        """What isn't there, and was let pass."""
        return tuple(one for one in self.conditions if not one.met and one.key in self.passed)

    @property
    def open(self) -> bool:
        return self.next is not None and bool(self.conditions) and not self.missing

    def ready(self, lane: Lane) -> bool:
        """True when a side owes nothing for the next stage (what nobody owns, both owe)."""
        return self.next is not None and not any(
            condition.lane in {lane, None} for condition in self.missing
        )

    @property
    def owing(self) -> frozenset[Lane]:
        """The sides that owe something for the next stage."""
        lanes = {condition.lane for condition in self.missing}
        return frozenset(Lane) if None in lanes else frozenset(lane for lane in lanes if lane)

    @property
    def waits_for(self) -> frozenset[Lane]:
        """The sides that are waited for: of whom something was asked, else who owes something."""
        return self.asked if self.asked or self.next is None else self.owing


@cache
def next_stage(stage: Stage, track: Track = Track.STANDARD) -> Stage | None:
    """The stage after this one, as far as its path goes today."""
    following = stage_after(stage, track)
    last = PATH.index(LAST_STAGE_WITH_CONDITIONS)
    if following is None or PATH.index(following) > last:
        return None
    return following


def no_blocking_question(_stage: Stage, blocking: Sequence[OpenQuestion]) -> list[Condition]:
    """No question is open that planning waits for; the first one is named. (Talk lies below the
    conditions, so it brings the facts and this says them.)
    """
    first = blocking[0] if blocking else None
    lanes = {question.lane for question in blocking}
    return [
        Condition(
            key="no_blocking_question",
            what=say("No open question that planning waits for"),
            met=first is None,
            detail=say("Open: {title}", title=first.title) if first else say("All are answered."),
            lane=next(iter(lanes)) if len(lanes) == 1 else None,
            remedy=say("Read the question"),
            url=first.url if first else "/questions/",
            turn_kinds=("question.answer",),
        )
    ]


def approvals_given(_stage: Stage, asked: Sequence[AskedApproval]) -> list[Condition]:
    """Everybody who was asked for a yes gave it; nothing where nobody was asked.

    A yes to an earlier text counts, and is shown as that: the owners see whether to ask again.
    """
    if not asked:
        return []
    refused = [one for one in asked if one.state is ApprovalState.NO]
    waiting = [one for one in asked if one.state is ApprovalState.OPEN]
    missing = (*refused, *waiting)
    return [
        Condition(
            key="approvals",
            what=say("The approvals that were asked for"),
            met=not missing,
            detail=_approvals_say(refused, waiting, [one for one in asked if one.earlier]),
            lane=None,
            remedy=say("Open the approval"),
            url=f"/approvals/{(missing or asked)[0].id}/",
            turn_kinds=("approval.answer",),
        )
    ]


def _approvals_say(
    refused: Sequence[AskedApproval],
    waiting: Sequence[AskedApproval],
    earlier: Sequence[AskedApproval],
) -> Sentence:
    if refused:
        return say("Said no: {names}. Read why, change it, and ask again.", names=_names(refused))
    if waiting:
        return say("Waiting for: {names}.", names=_names(waiting))
    if earlier:
        return say("Given; {names} approved an earlier text.", names=_names(earlier))
    return say("All are given.")


def _names(asked: Sequence[AskedApproval]) -> str:
    return ", ".join(one.name for one in asked)


def with_due_dates(
    conditions: Collection[Condition], turns: "Collection[OpenTurn]", next_stage_kind: str
) -> tuple[Condition, ...]:
    """Give each missing condition its date: of its own open turn, else of the next-stage turn."""
    general = [turn.due_at for turn in turns if turn.kind == next_stage_kind]
    found = []
    for condition in conditions:
        own = [
            turn.due_at
            for turn in turns
            if turn.kind in condition.turn_kinds and condition.lane in {turn.lane, None}
        ]
        due = min(own, default=min(general, default=None))
        found.append(condition if condition.met else replace(condition, due_at=due))
    return tuple(found)


def why_not_pass(
    condition: Condition | None, *, passed: bool, lanes: Collection[Lane]
) -> Sentence | None:
    """Say why a sponsor can't let a condition pass, or nothing if they can.

    `lanes` are the sides the sponsor belongs to: who belongs to one never passes the signature of
    the other.
    """
    if condition is None:
        return say("That isn't asked for now.")
    if condition.met:
        return say("Nothing has to be passed here: it is there.")
    if passed:
        return say("It has been passed already.")
    if not condition.passable:
        return say("Nobody passes this: {what}. It has to be settled itself.", what=condition.what)
    side = SIGNATURES.get(condition.key)
    if side and len(lanes) == 1 and side not in lanes:
        return say(
            "You belong to {yours}, so you don't pass the signature of {side}. Let them sign, or "
            "name a sponsor of neither side.",
            yours=side.other.label,
            side=side.label,
        )
    return None


def why_not_start(gate: Gate, wanted: Stage) -> Sentence | None:
    """Say why a stage can't be started, or nothing if it can."""
    if gate.stage is wanted:
        return say("It is in {stage} already.", stage=wanted.label)
    if gate.next is not wanted:
        return say("From {stage}, that isn't the next step.", stage=gate.stage.label)
    if gate.missing:
        return say(
            "Before {stage}, {count} still missing. First: {what}.",
            stage=wanted.label,
            count=_count(len(gate.missing)),
            what=gate.missing[0].what,
        )
    return None


def _count(number: int) -> Sentence:
    return say("one thing is") if number == 1 else say("{number} things are", number=number)


def days_in_stages(
    written_at: datetime,
    moves: Collection[tuple[Stage, datetime]],
    now: datetime,
    stage: Stage,
) -> list[tuple[Stage, int]]:
    """How many days something was in each stage, in order; in its present one, so far.

    `moves` are (the stage it left, when), oldest first. Time aside and after the end isn't counted.
    """
    found: dict[Stage, int] = {}
    since = written_at
    on_its_way = () if stage is Stage.CLOSED else ((stage, now),)
    for left, at in (*moves, *on_its_way):
        if left in PATH:
            found[left] = found.get(left, 0) + (at - since).days
        since = at
    return list(found.items())
