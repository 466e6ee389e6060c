"""What a piece of work is, and where it stands. Plain Python: no Django, no database."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypedDict

from tandem.accounts.rules import SKILL_LIMIT, Lane
from tandem.core.words import Sentence, say

TITLE_LIMIT = 200
DESCRIPTION_LIMIT = 20_000
REASON_LIMIT = 1_000
CHECK_LIMIT = 300
CHECKS_AT_MOST = 100
SKILLS_AT_MOST = 8
ASSIGNED_AT_MOST = 10
LEVELS_AT_MOST = 5
PARTS_AT_MOST = 40


class WorkKind(StrEnum):
    """What kind of work it is."""

    TASK = "task"
    BUG = "bug"
    TWEAK = "tweak"
    SPIKE = "spike"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            WorkKind.TASK: say("Task"),
            WorkKind.BUG: say("Bug"),
            WorkKind.TWEAK: say("Tweak"),
            WorkKind.SPIKE: say("Spike"),
        }[self]

    @property
    @cache
    def hint(self) -> Sentence:
        """What it means, for whoever doesn't know the word."""
        return {
            WorkKind.TASK: say("something to be done"),
            WorkKind.BUG: say("something that doesn't work as it should"),
            WorkKind.TWEAK: say("a small change after somebody tried it"),
            WorkKind.SPIKE: say("finding something out, in a time set beforehand"),
        }[self]


class WorkState(StrEnum):
    """Where a piece of work stands. These are the columns of every board."""

    TO_DO = "to_do"
    NEXT = "next"
    IN_PROGRESS = "in_progress"
    IN_REVIEW = "in_review"
    DONE = "done"
    DROPPED = "dropped"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            WorkState.TO_DO: say("To do"),
            WorkState.NEXT: say("Next"),
            WorkState.IN_PROGRESS: say("In progress"),
            WorkState.IN_REVIEW: say("In review"),
            WorkState.DONE: say("Done"),
            WorkState.DROPPED: say("Dropped"),
        }[self]

    @property
    def is_over(self) -> bool:
        """Nothing more is to be done about it."""
        return self in {WorkState.DONE, WorkState.DROPPED}

    @property
    def is_under_way(self) -> bool:
        """Somebody is at it."""
        return self in {WorkState.IN_PROGRESS, WorkState.IN_REVIEW}


OPEN_STATES = tuple(state for state in WorkState if not state.is_over)
BOARD_STATES = tuple(state for state in WorkState if state is not WorkState.DROPPED)
"""Columns of a board. What was dropped stands in lists."""

LIMITED_STATES = (WorkState.NEXT, WorkState.IN_PROGRESS, WorkState.IN_REVIEW)
"""Columns that can say how much stands in them at most."""

LIMIT_AT_MOST = 99


class Changes(TypedDict, total=False):
    """What somebody changes about a piece of work; what isn't named stays."""

    title: str
    description: str
    kind: WorkKind
    lane: Lane | None
    starts_on: date | None
    due_on: date | None
    parent_id: int | None
    skills: Collection[str]


def why_not_days(starts_on: date | None, due_on: date | None) -> Sentence | None:
    """Say why work can't begin and be due on these days, or nothing if it can."""
    if starts_on and due_on and due_on < starts_on:
        return say("It is due before it may start. Choose a later day, or an earlier start.")
    return None


def why_not_ask_for(skills: Collection[str]) -> Sentence | None:
    """Say why these skills can't be asked for, or nothing if they can."""
    if len(skills) > SKILLS_AT_MOST:
        return say("At most {most} skills. Sub-tasks can ask for others.", most=SKILLS_AT_MOST)
    if any(len(one) > SKILL_LIMIT for one in skills):
        return say("Keep each below {most} characters.", most=SKILL_LIMIT)
    return None


def why_not_below(
    item: int, parent: int, parent_of: Mapping[int, int | None], titles: Mapping[int, str]
) -> Sentence | None:
    """Say why an item can't be a part of another, or nothing if it can.

    `parent_of` holds every item that has a parent or is one.
    """
    path = [parent]
    while (above := parent_of.get(path[-1])) is not None and above not in path:
        path.append(above)
    if item in path:
        return say(
            "That would be a circle: {path}. Take one of them out first.",
            path=" → ".join(titles.get(one, "…") for one in [item, *reversed(path)][-6:]),
        )
    if len(path) >= LEVELS_AT_MOST:
        return say("At most {most} levels of sub-tasks.", most=LEVELS_AT_MOST)
    return None


def why_not_block(state: WorkState, *, blocked: bool) -> Sentence | None:
    """Say why something can't be marked as blocked, or nothing if it can."""
    if state.is_over:
        return say("Nothing is to be done about it any more, so nothing can be in its way.")
    if blocked:
        return say("It is marked as blocked already. Say first that it goes on.")
    return None


def why_not_accept(state: WorkState, *, accepted: bool) -> Sentence | None:
    """Say why work can't be accepted now, or nothing if it can."""
    if state is not WorkState.DONE:
        return say("It can be accepted once it is done.")
    if accepted:
        return say("It was accepted already.")
    return None


def why_not_moved_by(seen: WorkState, stands: WorkState, wanted: WorkState) -> Sentence | None:
    """Say that somebody else moved it meanwhile, or nothing where it stands as it was seen.

    Whoever wants it where it is by now has what they want.
    """
    if stands in {seen, wanted}:
        return None
    return say(
        "Somebody else moved it to {state} meanwhile. Look at it again, then move it.",
        state=stands.label,
    )


def why_not_limit(most: int | None) -> Sentence | None:
    """Say why a column can't have this limit, or nothing if it can."""
    if most is not None and not 1 <= most <= LIMIT_AT_MOST:
        return say("Choose from 1 to {most}, or leave it empty.", most=LIMIT_AT_MOST)
    return None


def over_limit(count: int, most: int | None) -> Sentence | None:
    """Say that more stands in a column than was agreed, or nothing."""
    if most is None or count <= most:
        return None
    return say("{count} where {most} were agreed: finish one first.", count=count, most=most)


class LanesBy(StrEnum):
    """What the lanes of a board are for."""

    NONE = "none"
    SIDE = "side"
    USE_CASE = "use_case"
    PERSON = "person"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            LanesBy.NONE: say("all together"),
            LanesBy.SIDE: say("by side"),
            LanesBy.USE_CASE: say("by use case"),
            LanesBy.PERSON: say("by person"),
        }[self]


class WorkOrder(StrEnum):
    """How a list of work is sorted."""

    NEWEST = "newest"
    DUE = "due"
    LONGEST = "longest"
    BACKLOG = "backlog"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            WorkOrder.NEWEST: say("newest first"),
            WorkOrder.DUE: say("what is due first"),
            WorkOrder.LONGEST: say("longest where it stands"),
            WorkOrder.BACKLOG: say("as its people ordered it"),
        }[self]
