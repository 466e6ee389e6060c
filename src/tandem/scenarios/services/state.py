"""What the acts of this context share. Called inside their transaction."""

from collections.abc import Collection
from typing import Any

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import sponsor_of
from tandem.activity.services import (
    close_turns,
    lock_subject,
    open_turn,
    record_event,
    rename_subject,
)
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import Sentence, say
from tandem.scenarios import events, permissions, queries, rules
from tandem.scenarios.models import Agreement, LeverMoved, Scenario
from tandem.scenarios.queries import Place, PlanNow, ScenarioSeen
from tandem.scenarios.rules import Lever, ScenarioState, Voice


def locked(actor: Actor, initiative_id: int, scenario_id: int) -> tuple[Place, ScenarioSeen]:
    """A scenario, seen through the actor's eyes and locked, and where it is."""
    queries.scenario_of(actor, initiative_id, scenario_id)
    lock_subject(initiative_id)
    lock_subject(scenario_id)
    place = queries.place_of(actor, initiative_id)
    if reason := rules.why_not_try(place.heading.stage):
        raise RuleBroken(reason)
    return place, queries.scenario_at(actor, place, scenario_id)


def own(actor: Actor, initiative_id: int, scenario_id: int) -> ScenarioSeen:
    """The same for whoever made it."""
    _, seen = locked(actor, initiative_id, scenario_id)
    if not permissions.can_change(actor, made_by=seen.made_by.id):
        raise NotAllowed(say("Whoever made this changes it. Make a copy for yourself."))
    return seen


def put_levers(
    scenario_id: int, actor: Actor, before: Collection[Lever], after: Collection[Lever]
) -> int:
    """Let these levers be the scenario's; how many differ from before. The others keep who moved
    them.
    """
    was = {one.key: one for one in before}
    now = {one.key: one for one in after}
    gone = [key for key in was if key not in now]
    for kind, about, other in gone:
        LeverMoved.objects.filter(
            scenario_id=scenario_id, kind=kind, about=about, other=other
        ).delete()
    changed = [one for key, one in now.items() if was.get(key) != one]
    for one in changed:
        LeverMoved.objects.update_or_create(
            scenario_id=scenario_id,
            kind=one.kind.value,
            about=one.about,
            other=one.other,
            defaults={
                "number": one.number,
                "day": one.day,
                "lane": one.lane or "",
                "words": one.words,
                "moved_by_id": actor.me,
                "moved_at": clock.now(),
            },
        )
    return len(gone) + len(changed)


def agree(actor: Actor, seen: ScenarioSeen, voice: Voice) -> None:
    """Somebody's yes to exactly what it says, in the place of any that stands."""
    standing = Agreement.objects.filter(scenario_id=seen.id, voice=voice, ended_at=None)
    standing.update(ended_at=clock.now())
    Agreement.objects.create(
        scenario_id=seen.id, voice=voice, person_id=actor.me, content=seen.content
    )


def pass_on(actor: Actor, scenario_id: int, mine: Collection[Lane]) -> None:
    """At the deal table it is the other side's to look now."""
    for lane in Lane:
        if lane in mine:
            close_turns(events.SIT_DOWN, subject_id=scenario_id, actor=actor, lane=lane)
        else:
            open_turn(events.SIT_DOWN, subject_id=scenario_id, actor=actor, lane=lane)


def said_before(actor: Actor, there: ScenarioSeen, voice: Voice, seen: str) -> bool:
    """Whether they have said just this: a button that is pressed twice says it once."""
    before = there.agreement(voice)
    return before is not None and before.by.id == actor.me and seen == there.content


def ask(actor: Actor, seen: ScenarioSeen, voices: Collection[Voice]) -> None:
    """Let those be waited for who haven't said yes. At the deal table the sponsor is asked once
    both sides have a deal.
    """
    at_table = seen.state is ScenarioState.TABLE
    for lane in sorted(one.lane for one in voices if one.lane):
        kind = events.SIT_DOWN if at_table else events.DECIDE
        open_turn(kind, subject_id=seen.id, actor=actor, lane=lane)
    sponsor = sponsor_of(seen.initiative_id) if Voice.SPONSOR in voices else None
    if sponsor and not (at_table and set(voices) & rules.SIDES):
        kind = events.CONSENT if at_table else events.DECIDE
        open_turn(kind, subject_id=seen.id, actor=actor, person_id=sponsor)


def asked_no_more(actor: Actor, scenario_id: int, voice: Voice) -> None:
    """They have said yes: nobody waits for them here."""
    told: dict[str, Any] = {"subject_id": scenario_id, "actor": actor}
    if voice.lane:
        for kind in (events.DECIDE, events.SIT_DOWN):
            close_turns(kind, **told, lane=voice.lane)
    else:
        for kind in (events.DECIDE, events.CONSENT):
            close_turns(kind, **told, person_id=actor.me)


def why_not_agree(actor: Actor, seen: ScenarioSeen, voice: Voice) -> Sentence | None:
    """Two people speak for the two sides; the sponsor may be one of them."""
    if voice.lane is None:
        return None
    other = Voice(voice.lane.other)
    said = seen.agreement(other)
    return rules.why_not_same_person(actor.me, [said.by.id] if said else [])


def end_agreements(actor: Actor, scenario_id: int) -> int:
    """Nobody agrees any more: it says something else now. How many did."""
    standing = Agreement.objects.filter(scenario_id=scenario_id, ended_at=None)
    ended = standing.update(ended_at=clock.now())
    if ended:
        close_turns(events.CONSENT, subject_id=scenario_id, actor=actor)
    return ended


def checked(plan: PlanNow, levers: Collection[Lever]) -> rules.Levers:
    """The levers as they are kept: each with its side, none for what isn't there. What says
    exactly what the plan says is no lever.
    """
    if len(levers) > rules.LEVERS_AT_MOST:
        raise RuleBroken(say("These are too many levers. Try fewer things at once."))
    return queries.as_levers(plan, levers)


def show(actor: Actor, seen: ScenarioSeen) -> None:
    """From now on its people see it."""
    if seen.shared:
        return
    Scenario.objects.filter(pk=seen.id).update(shared_at=clock.now())
    rename_subject(seen.id, seen.name)
    record_event(events.SHARED, actor=actor, subject_id=seen.id)
