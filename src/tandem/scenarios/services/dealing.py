"""The deal table: both sides on one scenario, each with its own levers, until both press Deal."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import close_turns, record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.scenarios import events, permissions, queries, rules
from tandem.scenarios.models import Agreement, Scenario
from tandem.scenarios.rules import ScenarioState, Voice
from tandem.scenarios.services import adopting, state


@transaction.atomic
def open_table(*, actor: Actor, initiative_id: int, scenario_id: int) -> None:
    """Bring it to the deal table: from now on both sides see it and move their own levers. Twice is
    once.
    """
    place, seen = state.locked(actor, initiative_id, scenario_id)
    if seen.made_by.id != actor.me or not place.standing.sides:
        raise NotAllowed(say("Whoever made this brings it to the table, for a side."))
    if seen.state is ScenarioState.TABLE:
        return
    if reason := rules.why_not_sit_down(seen.state):
        raise RuleBroken(reason)
    state.show(actor, seen)
    Scenario.objects.filter(pk=seen.id).update(table_at=clock.now())
    record_event(events.TABLE, actor=actor, subject_id=seen.id)
    state.pass_on(actor, seen.id, place.standing.sides)


@transaction.atomic
def leave_table(*, actor: Actor, initiative_id: int, scenario_id: int) -> None:
    """Get up from the deal table: nobody sits there any more and nothing is agreed. The levers stay
    as they are, and whoever made it goes on with it.
    """
    if not permissions.can_get_up(queries.place_of(actor, initiative_id).standing):
        raise NotAllowed(say("Both sides' people sit at the deal table."))
    _, seen = state.locked(actor, initiative_id, scenario_id)
    if reason := rules.why_not_get_up(seen.state):
        raise RuleBroken(reason)
    Scenario.objects.filter(pk=seen.id).update(table_at=None)
    state.end_agreements(actor, seen.id)
    close_turns(events.SIT_DOWN, subject_id=seen.id, actor=actor)
    record_event(events.TABLE_LEFT, actor=actor, subject_id=seen.id)


@transaction.atomic
def press_deal(
    *, actor: Actor, initiative_id: int, scenario_id: int, voice: Voice, seen: str
) -> bool:
    """Press Deal for a side, or as sponsor where the sponsor promises the date, on exactly what one
    has before oneself (`seen`). When all have, it is signed and adopted, all of it or nothing.
    Returns whether it is the plan now; pressed again, it is once.
    """
    _speaks(actor, initiative_id, voice)
    place, there = state.locked(actor, initiative_id, scenario_id)
    if state.said_before(actor, there, voice, seen):
        return there.state is ScenarioState.ADOPTED
    _at_table(there)
    if voice not in queries.voices_asked(there):
        raise RuleBroken(say("The two sides decide this."))
    if seen != there.content:
        raise RuleBroken(say("The other side has just moved something. Look once more."))
    plan = queries.plan_now(actor, initiative_id)
    reason = queries.why_not_become(actor, place, plan, there)
    if reason := reason or state.why_not_agree(actor, there, voice):
        raise RuleBroken(reason)
    state.agree(actor, there, voice)
    record_event(events.DEAL, actor=actor, subject_id=there.id, voice=voice.value)
    state.asked_no_more(actor, there.id, voice)
    return adopting.adopt_where_all_agree(actor, place, scenario_id)


@transaction.atomic
def take_deal_back(*, actor: Actor, initiative_id: int, scenario_id: int, voice: Voice) -> None:
    """Take one's Deal back, while somebody else hasn't pressed. Twice is once."""
    _speaks(actor, initiative_id, voice)
    _, there = state.locked(actor, initiative_id, scenario_id)
    _at_table(there)
    standing = Agreement.objects.filter(scenario_id=there.id, voice=voice, ended_at=None)
    if standing.update(ended_at=clock.now()):
        close_turns(events.CONSENT, subject_id=there.id, actor=actor)
        record_event(events.DEAL_BACK, actor=actor, subject_id=there.id)


@transaction.atomic
def decline_deal(*, actor: Actor, initiative_id: int, scenario_id: int, words: str) -> None:
    """The sponsor, where the sponsor promises the date, says no to what lies on the table, and why.
    Nothing is agreed any more; both sides still sit there and go on from it. Said again, it is
    once.
    """
    _speaks(actor, initiative_id, Voice.SPONSOR)
    _, there = state.locked(actor, initiative_id, scenario_id)
    _at_table(there)
    if Voice.SPONSOR not in queries.voices_asked(there):
        raise RuleBroken(say("The two sides decide this."))
    text = typed(words, limit=rules.SAID_LIMIT, field="words")
    before = there.refused_by
    if before and before.id == actor.me and there.answer == text and not there.agreed:
        return
    Scenario.objects.filter(pk=there.id).update(
        answer=text, settled_by_id=actor.me, settled_at=clock.now()
    )
    state.end_agreements(actor, there.id)
    state.pass_on(actor, there.id, ())
    record_event(
        events.DEAL_DECLINED, actor=actor, subject_id=there.id, text=salted_digest(there.id, text)
    )


def _speaks(actor: Actor, initiative_id: int, voice: Voice) -> None:
    if voice not in queries.place_of(actor, initiative_id).voices:
        if voice.lane is None:
            raise NotAllowed(say("The sponsor says it."))
        raise NotAllowed(say("{side}'s people on this initiative press for it.", side=voice.label))


def _at_table(seen: queries.ScenarioSeen) -> None:
    if reason := rules.why_not_get_up(seen.state):
        raise RuleBroken(reason)
