"""What a plan comes to, and what it would come to: chance, dates, money, days, worth."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tandem.accounts.queries import workspace_calendar
from tandem.accounts.rules import Lane
from tandem.plans.problems import EVEN, SAFE, Curve, Facts, Question, end_of, question
from tandem.plans.promises import Failure
from tandem.plans.queries import NotSaid, answer_known, answer_to, newest_forecast
from tandem.plans.rules import Wanted
from tandem.scenarios import rules
from tandem.scenarios.queries.plan_now import PlanNow
from tandem.scenarios.rules import Levers


@dataclass(frozen=True, slots=True)
class Figures:
    """One plan. Without a curve it couldn't be worked out; then `failed` says why."""

    day: date | None
    money: Decimal
    days: dict[Lane | None, Decimal]
    worth: int
    curve: Curve | None = None
    failed: Failure | None = None
    made_at: datetime | None = None
    """When it was worked out, where that is not just now."""

    @property
    def safe(self) -> datetime | None:
        return self.curve.end(SAFE) if self.curve else None

    @property
    def even(self) -> datetime | None:
        return self.curve.end(EVEN) if self.curve else None

    @property
    def chance(self) -> float | None:
        """The chance to be ready by the end of the promised day."""
        if self.curve is None or self.day is None:
            return None
        return self.curve.chance(end_of(self.day, workspace_calendar()))

    @property
    def all_days(self) -> Decimal:
        return sum(self.days.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class Answered:
    """The plan as it is and as it would be. `left` are ids of work that falls out with scope."""

    now: Figures
    then: Figures
    leaving: tuple[Wanted, ...] = ()
    coming: tuple[Wanted, ...] = ()
    left: tuple[int, ...] = ()
    content: str = ""
    levers: Levers = field(default=())

    @property
    def is_new(self) -> bool:
        """Whether the engine has just said it, so that it is worth keeping."""
        return self.then.curve is not None and self.then.made_at is None


def answer_of(plan: PlanNow, levers: Levers, kept: "Kept | None" = None) -> Answered:
    """What the levers do, asked of the engine where that is not known yet. `kept` is what was
    said last of the same scenario: shown, with its age, where no answer comes.
    """
    facts = plan.applied(levers)
    asked = question(facts)
    inside = rules.inside_of(levers, plan.inside)
    day = rules.day_of(levers, plan.day)
    now, failed_now = _of_now(plan)
    then, failed, made_at = now, failed_now, None
    if asked.digest != plan.question.digest:
        then, failed, made_at = _asked(plan, asked, kept)
    before, after = _leaving(plan, inside)
    return Answered(
        _figures(plan, plan.facts, plan.inside, plan.day, now, failed_now, None),
        _figures(plan, facts, inside, day, then, failed, made_at),
        before,
        after,
        _fallen(plan, facts),
        asked.digest,
        levers,
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What was said last of a scenario."""

    curve: Curve
    made_at: datetime
    digest: str


def _asked(
    plan: PlanNow, asked: Question, kept: Kept | None
) -> tuple[Curve | None, Failure | None, datetime | None]:
    if kept and kept.digest == asked.digest:
        return kept.curve, None, kept.made_at
    if not asked.can_be_answered:
        return None, None, None
    try:
        return answer_to(asked, plan.initiative_id).curve, None, None
    except NotSaid as none:
        return (kept.curve if kept else None), none.why, (kept.made_at if kept else None)


def _of_now(plan: PlanNow) -> tuple[Curve | None, Failure | None]:
    """What the forecast says of the plan as it is; asked where nobody has worked it out yet."""
    found = newest_forecast(plan.initiative_id)
    if found and found.digest == plan.question.digest:
        return found.curve, None
    if not plan.question.can_be_answered:
        return None, None
    try:
        return answer_to(plan.question, plan.initiative_id).curve, None
    except NotSaid as none:
        return (found.curve if found else None), none.why


def known_answer(plan: PlanNow, day: date | None, kept: Kept | None, levers: Levers) -> Figures:
    """What is known of these levers without asking anybody anew: for lists."""
    asked = question(plan.applied(levers))
    curve, made_at = (kept.curve, kept.made_at) if kept else (None, None)
    if (found := answer_known(asked)) is not None:
        curve, made_at = found.curve, None
    elif asked.digest == plan.question.digest:
        now = newest_forecast(plan.initiative_id)
        curve, made_at = (now.curve, now.made_at) if now else (curve, made_at)
    inside = rules.inside_of(levers, plan.inside)
    return _figures(plan, plan.facts, inside, day, curve, None, made_at)


def _figures(
    plan: PlanNow,
    facts: Facts,
    inside: Collection[int],
    day: date | None,
    curve: Curve | None,
    failed: Failure | None,
    made_at: datetime | None,
) -> Figures:
    return Figures(
        day,
        plan.scope.money_of(inside),
        days_of(facts),
        sum(one.counts for one in plan.scope.wanted if one.id in inside),
        curve,
        failed,
        made_at,
    )


def days_of(facts: Facts) -> dict[Lane | None, Decimal]:
    """The estimated working days of open work, by side."""
    parents = {one.parent_id for one in facts.pieces}
    found: dict[Lane | None, Decimal] = {Lane.MARKETING: Decimal(0), Lane.IT: Decimal(0)}
    for one in facts.pieces:
        if one.state.is_over or one.id in parents or one.estimate is None:
            continue
        if not (one.parts and one.parts <= facts.left_out):
            found[one.lane] = found.get(one.lane, Decimal(0)) + one.estimate.days
    return found


def _fallen(plan: PlanNow, facts: Facts) -> tuple[int, ...]:
    """Work that isn't done any more, for what it is for isn't built."""
    return tuple(
        one.id
        for one in facts.pieces
        if one.parts
        and not one.state.is_over
        and one.parts <= facts.left_out
        and not one.parts <= plan.facts.left_out
    )


def _leaving(
    plan: PlanNow, inside: Collection[int]
) -> tuple[tuple[Wanted, ...], tuple[Wanted, ...]]:
    return (
        tuple(w for w in plan.scope.wanted if w.id in plan.inside and w.id not in inside),
        tuple(w for w in plan.scope.wanted if w.id not in plan.inside and w.id in inside),
    )


def as_kept(said: dict[str, Any] | None, at: datetime | None, digest: str) -> Kept | None:
    """What a scenario's row keeps of the last answer."""
    if not said or at is None:
        return None
    return Kept(Curve(tuple(said["curve"])), at, digest)
