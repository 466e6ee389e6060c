"""What a scenario does to others: initiatives that share its people or wait for its work."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tandem.accounts.queries import names, workspace_calendar
from tandem.accounts.rules import Actor
from tandem.core.errors import NotFound
from tandem.core.words import Sentence, say
from tandem.initiatives.queries import Heading, heading_visible_to
from tandem.plans.problems import SAFE, Curve, end_of, question, shares_left
from tandem.plans.promises import Failure
from tandem.plans.queries import (
    NotSaid,
    answer_to,
    facts_of,
    newest_forecast,
    promised_days,
    shares_of,
)
from tandem.scenarios import rules
from tandem.scenarios.queries.plan_now import PlanNow
from tandem.scenarios.rules import LeverKind, Levers, with_other_shares
from tandem.work.queries import homes_begun, homes_that_wait, work_to_plan

LOOKED_AT = 3
"""So many other initiatives are asked about at once; the engine is there for everybody."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """Another initiative: its safe date and the chance of its promise, before and after."""

    heading: Heading
    day: date | None
    before: Curve | None
    after: Curve | None
    shares_people: bool
    waits: bool
    failed: Failure | None = None

    @property
    def safe_before(self) -> datetime | None:
        return self.before.end(SAFE) if self.before else None

    @property
    def safe_after(self) -> datetime | None:
        return self.after.end(SAFE) if self.after else None

    @property
    def days(self) -> int:
        """By how many days its safe date moves; below zero: it is earlier."""
        if self.safe_before is None or self.safe_after is None:
            return 0
        return (self.safe_after.date() - self.safe_before.date()).days

    def chance(self, curve: Curve | None) -> float | None:
        """The chance of its promise."""
        if curve is None or self.day is None:
            return None
        return curve.chance(end_of(self.day, workspace_calendar()))


@dataclass(frozen=True, slots=True)
class Consequences:
    """All that was looked at, what wasn't, and what the team sees of it, in sentences."""

    rows: tuple[Consequence, ...]
    unseen: tuple[Heading, ...]
    team: tuple[Sentence, ...]


def consequences_of(actor: Actor, plan: PlanNow, levers: Levers) -> Consequences:
    """What these levers do to others, as far as the actor may see them."""
    moved = {
        one.about: (one.number or 0) / 100
        for one in rules.of_kind(levers, LeverKind.PERSON)
        if one.about > 0
    }
    begun, agreed = homes_begun(moved), shares_of(moved)
    sharing = {home for homes in begun.values() for home in homes}
    sharing |= {home for given in agreed.values() for home in given}
    waiting = homes_that_wait(plan.initiative_id)
    found = [
        heading
        for home in sorted((sharing | set(waiting)) - {plan.initiative_id})
        if (heading := _seen(actor, home))
    ]
    ready = _ready(plan, levers, {on for ons in waiting.values() for on in ons})
    days = promised_days([one.id for one in found])
    rows = []
    for heading in found[:LOOKED_AT]:
        shares = {
            pk: share
            for pk, given in moved.items()
            if (
                share := shares_left(
                    {**agreed[pk], plan.initiative_id: round(100 * given)},
                    begun[pk] | {plan.initiative_id},
                    heading.id,
                )
            )
        }
        of_it = (heading.id in sharing, heading.id in waiting)
        rows.append(_asked(heading, days.get(heading.id), shares, ready, of_it))
    return Consequences(tuple(rows), tuple(found[LOOKED_AT:]), tuple(_team(plan, levers)))


def _seen(actor: Actor, home: int) -> Heading | None:
    try:
        return heading_visible_to(actor, home)
    except NotFound:
        return None


def _ready(plan: PlanNow, levers: Levers, wanted: Collection[int]) -> Mapping[int, datetime | None]:
    """When the work that others wait for is safely ready."""
    if not wanted:
        return {}
    asked = question(plan.applied(levers))
    try:
        return answer_to(asked, plan.initiative_id, sorted(wanted)).ends
    except NotSaid:
        return {}


def _asked(
    heading: Heading,
    day: date | None,
    shares: Mapping[int, float],
    ready: Mapping[int, datetime | None],
    of_it: tuple[bool, bool],
) -> Consequence:
    facts = facts_of(heading.id, work_to_plan(heading.id))
    asked, kept = question(facts), newest_forecast(heading.id)
    before: Curve | None = kept.curve if kept else None
    try:
        if kept is None or kept.digest != asked.digest:
            before = answer_to(asked, heading.id).curve
        after = answer_to(question(with_other_shares(facts, shares, ready)), heading.id).curve
    except NotSaid as none:
        return Consequence(heading, day, before, None, *of_it, failed=none.why)
    return Consequence(heading, day, before, after, *of_it)


def _team(plan: PlanNow, levers: Levers) -> list[Sentence]:
    """Who comes, who goes, who gives more or less."""
    people = rules.of_kind(levers, LeverKind.PERSON)
    there = {one.name.id: one for one in plan.people}
    known = names(one.about for one in people if one.about > 0)
    told = []
    for one in people:
        name = known[one.about].name if one.about in known else say("Somebody new")
        if one.about not in there:
            told.append(say("{name} comes new to it, {share} %.", name=name, share=one.number))
        elif not one.number:
            open_work = [row for row in plan.rows.values() if not row.state.is_over]
            told.append(_goes(name, sum(row.is_done_by(one.about) for row in open_work)))
        else:
            told.append(
                say(
                    "{name} gives it {share} % instead of {before} %.",
                    name=name,
                    share=one.number,
                    before=there[one.about].percent,
                )
            )
    return told


def _goes(name: str, doing: int) -> Sentence:
    if not doing:
        return say("{name}, who began it, has no time for it any more.", name=name)
    return say(
        "{name}, who began it, has no time for it any more; {count} of their pieces of work fall "
        "to the others.",
        name=name,
        count=doing,
    )
