"""An initiative's plan as it is now, as far as it can be moved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tandem.accounts.queries import Name, active_people_of, names, workspace_calendar
from tandem.accounts.rules import Actor, Lane
from tandem.plans.problems import Colleague, Facts, Question, question, share_of
from tandem.plans.queries import (
    PromiseGiven,
    budget_standing,
    colleagues,
    currency,
    facts_of,
    freezes_ahead,
    in_force,
    promises_of,
    scope_facts,
    span_of,
)
from tandem.plans.rules import ScopeFacts, Wanted
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Decider, Matter
from tandem.scenarios import rules
from tandem.scenarios.rules import Labels, Lever, LeverKind, Levers, MadeOf
from tandem.work.queries import WorkRow, rows_by_id, titles_seen, work_to_plan
from tandem.year.queries import DatedRow
from tandem.year.rules import FreezeKind


@dataclass(frozen=True, slots=True)
class WaitNow:
    """One piece of work waits for another. `title` is empty where the reader can't see that."""

    waiting: WorkRow
    on: int
    label: str
    title: str
    elsewhere: bool
    home_title: str = ""

    @property
    def key(self) -> str:
        """How it is called in a form."""
        return f"{self.waiting.id}-{self.on}"


@dataclass(frozen=True, slots=True)
class PersonNow:
    """Somebody of the plan, and what part of their time is counted with, in percent."""

    name: Name
    lane: Lane | None
    percent: int
    agreed: bool


@dataclass(frozen=True)
class PlanNow:
    """All of it. `rows` is its work by id; `in_force` are those freezes in which it isn't launched:
    hard ones, and soft ones that both sides keep.
    """

    initiative_id: int
    facts: Facts
    scope: ScopeFacts
    rows: Mapping[int, WorkRow]
    promise: PromiseGiven | None
    people: tuple[PersonNow, ...]
    waits: tuple[WaitNow, ...]
    freezes: tuple[DatedRow, ...]
    in_force: frozenset[int]
    date_lane: Lane | None
    date_by_sponsor: bool
    currency: str
    has_budget: bool

    @cached_property
    def question(self) -> Question:
        """What it asks of the engine."""
        return question(self.facts)

    @cached_property
    def new_people(self) -> Mapping[Lane, tuple[Name, ...]]:
        """Whom one could add, by side."""
        there = {one.name.id for one in self.people}
        return {
            lane: tuple(one for one in active_people_of(lane) if one.id not in there)
            for lane in Lane
        }

    @property
    def wanted(self) -> dict[int, Wanted]:
        """What could be built, by id."""
        return {one.id: one for one in self.scope.wanted}

    @property
    def inside(self) -> frozenset[int]:
        """What is built, as the plan is now."""
        return frozenset(self.wanted) - self.facts.left_out

    @property
    def musts(self) -> dict[int, str]:
        """The labels of the must-haves."""
        return {one.id: one.label for one in self.scope.wanted if one.must}

    @property
    def day(self) -> date | None:
        """The promised day."""
        return self.promise.day if self.promise else None

    @property
    def hard(self) -> list[DatedRow]:
        """Freezes in which nothing is launched."""
        return [one for one in self.freezes if one.freeze is FreezeKind.HARD]

    @property
    def soft(self) -> list[DatedRow]:
        """Freezes that both sides' go passes, unless they keep out of them."""
        return [one for one in self.freezes if one.freeze is FreezeKind.SOFT]

    @cached_property
    def made_of(self) -> MadeOf:
        """What a scenario that is made now stands on."""
        soft = [one.id for one in self.soft]
        return rules.made_of(self.facts, self.scope, self.day, self.in_force, soft)

    @cached_property
    def labels(self) -> Labels:
        """How what moves is called."""
        return Labels(
            {str(pk): row.label for pk, row in self.rows.items()},
            {str(one.id): one.label for one in self.scope.wanted},
            {str(one.name.id): one.name.name for one in self.people},
        )

    def lane_of(self, lever: Lever) -> Lane | None:
        """Whose lever it is."""
        if lever.kind is LeverKind.DATE:
            return self.date_lane
        if lever.kind is LeverKind.SCOPE:
            return decision_rights().lane(Matter.MUST_HAVE) or Lane.MARKETING
        if lever.kind is LeverKind.WAIT:
            row = self.rows.get(lever.about)
            return (row.lane if row else None) or Lane.IT
        if lever.kind is LeverKind.PERSON:
            known = {one.name.id: one.lane for one in self.people}
            return known.get(lever.about, lever.lane) or Lane.IT
        return None

    def applied(self, levers: Levers) -> Facts:
        """The facts as they would be."""
        spans = {one.id: span_of(one, self.facts.calendar) for one in self.freezes}
        return rules.applied(self.facts, levers, self._comers(levers), spans)

    def _comers(self, levers: Levers) -> list[Colleague]:
        known = {one.id for one in self.facts.people}
        new = [one for one in rules.of_kind(levers, LeverKind.PERSON) if one.about not in known]
        lanes = {one.about: {one.lane or Lane.IT} for one in new if one.about > 0}
        start = self.facts.start
        found = list(colleagues(self.initiative_id, lanes, set(lanes), start)) if lanes else []
        return found + [_nameless(one, self.facts) for one in new if one.about < 0]


def _nameless(lever: Lever, facts: Facts) -> Colleague:
    """Somebody with the company's hours, who can do what is asked of their side."""
    asked = {skill for piece in facts.pieces for skill in piece.skills}
    skills = frozenset({lever.words.casefold()} if lever.words else asked)
    return Colleague(lever.about, frozenset({lever.lane or Lane.IT}), facts.calendar, skills)


def plan_now(actor: Actor, initiative_id: int) -> PlanNow:
    """The plan of an initiative that the actor may see."""
    listed = work_to_plan(initiative_id)
    facts = facts_of(initiative_id, listed, for_parts=True)
    rows = {row.id: row for row in listed}
    budget = budget_standing(initiative_id)
    promise = next((p for p in promises_of(initiative_id) if p.replaced_at is None), None)
    ahead = freezes_ahead(initiative_id, facts.start, workspace_calendar())
    return PlanNow(
        initiative_id=initiative_id,
        facts=facts,
        scope=scope_facts(initiative_id, budget.build if budget else None),
        rows=rows,
        promise=promise,
        people=_people(facts, listed),
        waits=_waits(actor, facts, rows),
        freezes=tuple(ahead),
        in_force=frozenset(one.id for one in in_force(initiative_id, ahead)),
        date_lane=decision_rights().lane(Matter.DATE),
        date_by_sponsor=decision_rights().decider(Matter.DATE) is Decider.SPONSOR,
        currency=currency(),
        has_budget=budget is not None,
    )


def _people(facts: Facts, rows: Collection[WorkRow]) -> tuple[PersonNow, ...]:
    doing = {one.id for row in rows if not row.state.is_over for one in row.assignees}
    shown = [one for one in facts.people if one.on_it or one.id in doing]
    known = names(one.id for one in shown)
    return tuple(
        PersonNow(
            known[one.id],
            next(iter(one.lanes)) if len(one.lanes) == 1 else known[one.id].lane,
            round(100 * share_of(one)),
            one.share is not None,
        )
        for one in shown
    )


def _waits(actor: Actor, facts: Facts, rows: Mapping[int, WorkRow]) -> tuple[WaitNow, ...]:
    """What waits for what of it, that isn't over."""
    beyond = {one.id for one in facts.elsewhere if not one.over}
    seen = titles_seen(actor, beyond) if beyond else {}
    others = {row.id: row for row in rows_by_id(list(seen))} if seen else {}
    found = []
    for wait in facts.waits:
        waiting, on = rows.get(wait.waiting), rows.get(wait.on)
        if waiting is None or waiting.state.is_over:
            continue
        if on is not None and not on.state.is_over:
            found.append(WaitNow(waiting, on.id, on.label, on.title, elsewhere=False))
        elif wait.on in beyond:
            other = others.get(wait.on)
            home = other.home_title if other else ""
            label = other.label if other else ""
            title = seen.get(wait.on, "")
            found.append(WaitNow(waiting, wait.on, label, title, elsewhere=True, home_title=home))
    return tuple(found)
