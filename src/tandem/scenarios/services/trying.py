"""Scenarios are made, named, shared, moved and removed by whoever tries something."""

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import (
    close_turns,
    lock_subject,
    make_subject,
    record_event,
    rename_subject,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.scenarios import events, permissions, queries, rules
from tandem.scenarios.models import Scenario
from tandem.scenarios.queries import Answered
from tandem.scenarios.rules import Lever
from tandem.scenarios.services import state

UNNAMED = "What if"
"""How a private one is called wherever its own name isn't anybody else's to read."""


@transaction.atomic
def start_scenario(
    *,
    actor: Actor,
    initiative_id: int,
    name: str,
    copy_of: int | None = None,
    form_key: str | None = None,
) -> Scenario:
    """Try something on an initiative: a private copy of today's plan, or of another what-if. The
    same form again is the same what-if.
    """
    place = queries.place_of(actor, initiative_id)
    if not place.may_try(actor):
        raise NotAllowed(say("Whoever works on it tries things out. Take part in it first."))
    if reason := rules.why_not_try(place.heading.stage):
        raise RuleBroken(reason)
    if form_key and (again := Scenario.objects.filter(made_by=actor.me, form_key=form_key).first()):
        return again
    there = queries.scenarios_of(actor, place)
    mine = [one for one in there if one.made_by.id == actor.me and not one.state.is_over]
    if len(mine) >= rules.SCENARIOS_AT_MOST:
        raise RuleBroken(say("You have many what-ifs here. Remove some first."))
    lock_subject(initiative_id)
    called = _name(name)
    copied = queries.scenario_at(actor, place, copy_of) if copy_of else None
    plan = queries.plan_now(actor, initiative_id)
    made = Scenario.objects.create(
        subject_id=make_subject(events.SCENARIO, UNNAMED, parent_id=initiative_id),
        initiative_id=initiative_id,
        name=called,
        made_by_id=actor.me,
        made_of=plan.made_of,
        form_key=form_key,
    )
    if copied:
        state.put_levers(made.pk, actor, (), queries.as_levers(plan, copied.levers))
    record_event(events.MADE, actor=actor, subject_id=made.pk)
    return made


def _name(name: str) -> str:
    return " ".join(typed(name, limit=rules.NAME_LIMIT, field="name").split())


@transaction.atomic
def rename_scenario(*, actor: Actor, initiative_id: int, scenario_id: int, name: str) -> None:
    """Call it otherwise."""
    seen = state.own(actor, initiative_id, scenario_id)
    called = _name(name)
    if called == seen.name:
        return
    Scenario.objects.filter(pk=seen.id).update(name=called)
    if seen.shared:
        rename_subject(seen.id, called)
    record_event(events.RENAMED, actor=actor, subject_id=seen.id)


@transaction.atomic
def share_scenario(*, actor: Actor, initiative_id: int, scenario_id: int) -> None:
    """Show it to everybody who works on the initiative. Twice is once."""
    seen = state.own(actor, initiative_id, scenario_id)
    state.show(actor, seen)


@transaction.atomic
def remove_scenario(*, actor: Actor, initiative_id: int, scenario_id: int) -> None:
    """Remove it. What is proposed, adopted or declined stays: others rely on it."""
    seen = state.own(actor, initiative_id, scenario_id)
    if seen.state is rules.ScenarioState.PROPOSED or seen.state.is_over:
        raise RuleBroken(say("It was proposed: others may have read it, so it stays."))
    Scenario.objects.filter(pk=seen.id).update(removed_at=clock.now())
    for kind in (events.SIT_DOWN, events.CONSENT):
        close_turns(kind, subject_id=seen.id, actor=actor)
    record_event(events.REMOVED, actor=actor, subject_id=seen.id)


@transaction.atomic
def move_levers(
    *, actor: Actor, initiative_id: int, scenario_id: int, levers: Collection[Lever]
) -> int:
    """Let these levers be moved, and no others; how many were moved by it. At the deal table each
    side moves its own: the other side's stay as they are.
    """
    place, seen = state.locked(actor, initiative_id, scenario_id)
    if reason := rules.why_not_change(seen.state):
        raise RuleBroken(reason)
    at_table = seen.state is rules.ScenarioState.TABLE
    if at_table and not place.standing.sides:
        raise NotAllowed(say("Both sides' people sit at the deal table."))
    if not at_table and seen.made_by.id != actor.me:
        raise NotAllowed(say("Whoever made this changes it. Make a copy for yourself."))
    plan = queries.plan_now(actor, initiative_id)
    wanted = state.checked(plan, [_cleaned(one) for one in levers])
    if at_table:
        wanted = _own_alone(place, seen.levers, wanted)
    if reason := rules.why_not_must(wanted, plan.musts):
        raise BadInput(reason, field="why")
    moved = state.put_levers(seen.id, actor, seen.levers, wanted)
    if moved:
        state.end_agreements(actor, seen.id)
        record_event(events.MOVED, actor=actor, subject_id=seen.id, count=moved)
        if at_table:
            state.pass_on(actor, seen.id, place.standing.sides)
    return moved


def _own_alone(
    place: queries.Place, standing: Collection[Lever], wanted: Collection[Lever]
) -> rules.Levers:
    """One's own side's levers as wanted, the other side's as they stand."""
    mine = [one for one in wanted if permissions.can_move(place.standing, one.lane)]
    theirs = [one for one in standing if not permissions.can_move(place.standing, one.lane)]
    return rules.in_order([*mine, *theirs])


def _cleaned(lever: Lever) -> Lever:
    text = typed(lever.words, limit=rules.WORDS_LIMIT, field="why", required=False)
    return replace(lever, words=" ".join(text.split()))


@transaction.atomic
def carry_over(*, actor: Actor, initiative_id: int, scenario_id: int) -> int:
    """Move the same levers in today's plan; how many of them there still are. What says what the
    plan says by now falls away, and nobody has agreed any more.
    """
    place, seen = state.locked(actor, initiative_id, scenario_id)
    if reason := rules.why_not_change(seen.state):
        raise RuleBroken(reason)
    at_table = seen.state is rules.ScenarioState.TABLE and place.standing.sides
    if seen.made_by.id != actor.me and not at_table:
        raise NotAllowed(say("Whoever made this changes it. Make a copy for yourself."))
    plan = queries.plan_now(actor, initiative_id)
    kept = queries.as_levers(plan, seen.levers)
    state.put_levers(seen.id, actor, seen.levers, kept)
    Scenario.objects.filter(pk=seen.id).update(made_of=plan.made_of)
    state.end_agreements(actor, seen.id)
    record_event(events.CARRIED, actor=actor, subject_id=seen.id, count=len(kept))
    if at_table:
        state.pass_on(actor, seen.id, place.standing.sides)
    return len(kept)


@transaction.atomic
def keep_answer(*, actor: Actor, initiative_id: int, scenario_id: int, answer: Answered) -> None:
    """Keep what the engine has just said of it, for when it can't be asked."""
    seen = queries.scenario_of(actor, initiative_id, scenario_id)
    curve = answer.then.curve
    if not answer.is_new or curve is None or answer.levers != seen.levers:
        return
    Scenario.objects.filter(pk=seen.id).update(
        said={"curve": list(curve.ends)}, said_at=clock.now(), said_digest=answer.content
    )
