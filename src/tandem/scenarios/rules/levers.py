"""Levers: what somebody tries otherwise than in the plan. Plain Python."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.plans.problems import Colleague, Elsewhere, Facts, with_help, without

NAME_LIMIT = 120
WORDS_LIMIT = 500
SAID_LIMIT = 2_000
SKILL_LIMIT = 60
NAMELESS_AT_MOST = 5
LEVERS_AT_MOST = 200
STEP = 5
"""Shares of somebody's time are moved in steps of so many percent."""
SCENARIOS_AT_MOST = 50
NEW_FREEZE = -1
"""What a freeze that nobody has declared is called in a lever; there is one at most."""
FREEZE_DAYS = 100
"""Days that it may last."""


class LeverKind(StrEnum):
    """What can be moved."""

    SCOPE = "scope"
    DATE = "date"
    PERSON = "person"
    WAIT = "wait"
    FREEZE = "freeze"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            LeverKind.SCOPE: say("Scope"),
            LeverKind.DATE: say("Promised date"),
            LeverKind.PERSON: say("People"),
            LeverKind.WAIT: say("What waits for what"),
            LeverKind.FREEZE: say("Freezes"),
        }[self]


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that is otherwise than in the plan.

    - scope: the requirement `about` is in (`number` 1) or out (0); `words` say why a must is out.
    - date: `day` is promised.
    - person: `about` gives `number` percent of their time; below zero it is somebody who has no
      name yet, with the skill in `words`.
    - wait: the work `about` no longer waits for `other`, or only until `day`.
    - freeze: without the hard freeze `about`; a soft one is kept (`number` 1) or passed (0). Below
      zero it is one that nobody has declared: `number` days from `day` on.

    `lane` is the side whose lever it is; none where either may move it.
    """

    kind: LeverKind
    about: int = 0
    other: int = 0
    number: int | None = None
    day: date | None = None
    lane: Lane | None = None
    words: str = ""

    @property
    def key(self) -> tuple[str, int, int]:
        """What is moved; a scenario has one lever for each."""
        return (self.kind.value, self.about, self.other)

    @property
    def is_assumption(self) -> bool:
        """Whether somebody else would have to agree, who isn't asked by adopting it."""
        if self.kind is LeverKind.FREEZE:
            return self.about < 0 or self.number is None
        return self.kind is LeverKind.WAIT and self.day is not None

    @property
    def is_nameless(self) -> bool:
        """Whether it counts on somebody whom nobody has named yet."""
        return self.kind is LeverKind.PERSON and self.about < 0


Levers = tuple[Lever, ...]


def in_order(levers: Iterable[Lever]) -> Levers:
    """One lever for each thing, always in the same order."""
    return tuple(one for _, one in sorted({lever.key: lever for lever in levers}.items()))


def of_kind(levers: Iterable[Lever], kind: LeverKind) -> list[Lever]:
    """The levers of one kind."""
    return [one for one in levers if one.kind is kind]


def content_of(levers: Iterable[Lever], made_of: Mapping[str, object]) -> str:
    """Names exactly what is agreed on: the levers, and the plan they were moved in."""
    said = [
        (*one.key, one.number, one.day.isoformat() if one.day else None, one.words)
        for one in in_order(levers)
    ]
    return hashlib.sha256(json.dumps([said, made_of], sort_keys=True).encode()).hexdigest()


def day_of(levers: Iterable[Lever], promised: date | None) -> date | None:
    """The day that is promised in it."""
    return next((one.day for one in of_kind(levers, LeverKind.DATE)), None) or promised


def inside_of(levers: Iterable[Lever], inside: Collection[int]) -> frozenset[int]:
    """The requirements that are built in it; `inside` are those of the plan."""
    moved = {one.about: bool(one.number) for one in of_kind(levers, LeverKind.SCOPE)}
    out = {pk for pk, is_in in moved.items() if not is_in}
    return frozenset(inside) - out | {pk for pk, is_in in moved.items() if is_in}


# What follows for the question to the engine ------------------------------------------------------

Spans = Mapping[int, tuple[datetime, datetime]]
"""Freezes by id: from when until when nothing is launched."""


def applied(
    facts: Facts, levers: Collection[Lever], comers: Collection[Colleague], spans: Spans
) -> Facts:
    """The plan as it would be. `comers` are those of its people who aren't in the plan yet."""
    scope = of_kind(levers, LeverKind.SCOPE)
    out = facts.left_out | {one.about for one in scope if not one.number}
    changed = replace(facts, left_out=out - {one.about for one in scope if one.number})
    changed = _with_people(changed, of_kind(levers, LeverKind.PERSON), comers)
    for wait in of_kind(levers, LeverKind.WAIT):
        changed = _waiting(changed, wait)
    return _frozen(changed, of_kind(levers, LeverKind.FREEZE), spans)


def _frozen(facts: Facts, levers: Collection[Lever], spans: Spans) -> Facts:
    """Without the freezes that end or are passed, with those that are kept or only tried."""
    if not levers:
        return facts
    there = list(facts.freezes)
    for one in levers:
        span = _new_freeze(one, facts) if one.about < 0 else spans.get(one.about)
        if span is None:
            continue
        if one.number:
            there.append(span)
        elif span in there:
            there.remove(span)
    return replace(facts, freezes=tuple(sorted(there)))


def _new_freeze(lever: Lever, facts: Facts) -> tuple[datetime, datetime] | None:
    if lever.day is None or not lever.number:
        return None
    first = datetime.combine(lever.day, time(), facts.calendar.zone)
    last = lever.day + timedelta(days=lever.number)
    return first, datetime.combine(last, time(), facts.calendar.zone)


def _with_people(facts: Facts, levers: Collection[Lever], comers: Collection[Colleague]) -> Facts:
    percent = {one.about: one.number or 0 for one in levers}
    away = [pk for pk, share in percent.items() if not share]
    there = without(facts, away) if away else facts
    new = tuple(replace(one, share=percent[one.id] / 100) for one in comers if percent.get(one.id))
    people = tuple(
        replace(one, share=percent[one.id] / 100) if one.id in percent else one
        for one in there.people
    )
    known = {one.id for one in people}
    joined = tuple(one for one in new if one.id not in known)
    return with_help(replace(there, people=people + joined), [one.id for one in joined])


def _waiting(facts: Facts, lever: Lever) -> Facts:
    if lever.day is None:
        kept = tuple(
            one for one in facts.waits if (one.waiting, one.on) != (lever.about, lever.other)
        )
        return replace(facts, waits=kept)
    ready = datetime.combine(lever.day, time(), facts.calendar.zone)
    moved = tuple(
        Elsewhere(one.id, one.over, ready) if one.id == lever.other else one
        for one in facts.elsewhere
    )
    return replace(facts, elsewhere=moved)


def with_other_shares(
    facts: Facts, shares: Mapping[int, float], ready: Mapping[int, datetime | None]
) -> Facts:
    """Another initiative's plan, when its people have other shares of their time for it, and the
    work it waits for elsewhere is ready on other days.
    """
    people = tuple(
        replace(one, share=shares[one.id]) if one.id in shares else one for one in facts.people
    )
    elsewhere = tuple(
        Elsewhere(one.id, one.over, ready[one.id]) if ready.get(one.id) else one
        for one in facts.elsewhere
    )
    return replace(facts, people=people, elsewhere=elsewhere)
