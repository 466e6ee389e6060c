"""What the acts of this context share. Called inside their transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import OpenTurn, due_after, end_of, open_turns_on
from tandem.activity.services import close_turns, lock_subject, open_turn
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.initiatives.queries import Heading, heading_visible_to, light_tracks
from tandem.initiatives.rules import Stage
from tandem.rights.queries import decision_rights, matters_decided
from tandem.rights.rules import Matter
from tandem.risk import events, queries, rules
from tandem.risk.models import RiskCheck, RiskResult
from tandem.risk.rules import RiskStep, Standing

_KINDS = (events.ANSWER, events.REVIEW, events.ACCEPT, events.LOOK_AGAIN)
_NOBODY: frozenset[int] = frozenset()


def locked(actor: Actor, initiative_id: int) -> Heading:
    """The initiative, locked, as the actor sees it, while something can be said about its risk."""
    heading_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    return heading_visible_to(actor, initiative_id)


def decides(actor: Actor, initiative_id: int, matter: Matter) -> None:
    """Refuse who doesn't decide this by the table of rights."""
    on = standing_on(actor, initiative_id)
    if not matters_decided(actor, on, initiative_id, [matter]):
        decider = decision_rights().decider(matter)
        raise NotAllowed(say("{side} says this here.", side=decider.label))


def under_way(heading: Heading) -> None:
    """Refuse what isn't under way any more."""
    if reason := rules.why_not_check(heading.stage):
        raise RuleBroken(reason)


def begun(initiative_id: int) -> RiskCheck:
    """The check; it begins now, in today's version of the questions, if it hadn't."""
    if check := queries.check_on(initiative_id):
        return check
    version = queries.present_questions().version
    return RiskCheck.objects.create(initiative_id=initiative_id, version=version)


def standing_result(initiative_id: int) -> RiskResult | None:
    """What was handed in and stands."""
    result = queries.last_result(initiative_id)
    return result if result and result.ended_at is None else None


def end_result(initiative_id: int) -> None:
    """What was handed in stands no more: its answers changed, or it was sent back."""
    RiskResult.objects.filter(check_of_id=initiative_id, ended_at=None).update(ended_at=clock.now())


def settle_check(*, actor: Actor, initiative_id: int, owed: bool = False) -> None:
    """Let the check begin once IT has said what it affects, and wait for whoever's turn it is.

    It begins by itself in Assess, on the standard path; whoever answers earlier begins it earlier.
    """
    stage = heading_visible_to(actor, initiative_id).stage
    check = queries.check_on(initiative_id)
    if check is None and stage is Stage.ASSESS and not owed and not light_tracks([initiative_id]):
        check = begun(initiative_id)
    if check is None:
        return
    if not rules.is_open(stage):
        for kind in _KINDS:
            close_turns(kind, subject_id=initiative_id, actor=actor)
        return
    _wait(actor, check, stage)


def _wait(actor: Actor, check: RiskCheck, stage: Stage) -> None:
    result = queries.last_result(check.pk)
    standing = queries.standing_on_result(result)
    step = standing.step(present_day())
    due = queries.due_day(check.begun_at, standing.tier or queries.tier_so_far(check))
    here = [turn for turn in open_turns_on([check.pk]) if turn.kind in _KINDS]
    waits = Waits(actor, check.pk, here)
    waits.for_lane(due if step is RiskStep.QUESTIONS and stage is not Stage.IDEA else None)
    reviewers = _reviewers(standing, result) if step is RiskStep.REVIEWS else _NOBODY
    waits.for_people(events.REVIEW, reviewers, max(due, _next_day()) if reviewers else None)
    owner = frozenset({result.risk_owner_id} if result and result.risk_owner_id else ())
    waits.for_people(events.ACCEPT, owner if step is RiskStep.RESIDUAL else _NOBODY)
    accepted = step is RiskStep.DONE and standing.accepted_until is not None
    waits.for_people(events.LOOK_AGAIN, owner if accepted else _NOBODY, standing.accepted_until)


def _next_day() -> date:
    """Who is asked has a working day, however late those before were."""
    return due_after(clock.now(), 1, person_id=None, lane=None).date()


def _reviewers(standing: Standing, result: RiskResult | None) -> frozenset[int]:
    if result is None:
        return _NOBODY
    asked = [queries.reviewer_of(kind, result).people for kind in standing.missing]
    return frozenset(pk for people in asked for pk in people)


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits here now, to be made what should."""

    actor: Actor
    initiative_id: int
    here: Sequence[OpenTurn]

    def for_lane(self, until: date | None) -> None:
        """Let the answers wait for the side that gives them, until a day; or for nobody."""
        lane = queries.answering_lane() or Lane.IT
        open_now = [turn for turn in self.here if turn.kind == events.ANSWER]
        wanted = end_of(until, person_id=None) if until else None
        if open_now and all(turn.due_at == wanted and turn.lane is lane for turn in open_now):
            return
        if open_now:
            close_turns(events.ANSWER, subject_id=self.initiative_id, actor=self.actor)
        if until:
            open_turn(
                events.ANSWER,
                subject_id=self.initiative_id,
                actor=self.actor,
                lane=lane,
                until=until,
            )

    def for_people(self, kind: str, people: Collection[int], until: date | None = None) -> None:
        """Let it wait for these people and no others."""
        asked = {turn.person.id for turn in self.here if turn.kind == kind and turn.person}
        for person_id in sorted(asked - set(people)):
            close_turns(kind, subject_id=self.initiative_id, actor=self.actor, person_id=person_id)
        for person_id in sorted(set(people) - asked):
            open_turn(
                kind,
                subject_id=self.initiative_id,
                actor=self.actor,
                person_id=person_id,
                until=until,
            )
