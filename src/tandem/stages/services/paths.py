"""Choosing a path, saying yes or no to it, and how an experiment and an emergency end."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from tandem.accounts.queries import actor_by_id, present_day
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.rules import TurnOutcome
from tandem.activity.services import close_turns, company_subject, open_turn, record_event
from tandem.assessment.conditions import before as assessed
from tandem.assessment.conditions import facts as assessment_facts
from tandem.assessment.services.state import settle_turns
from tandem.briefs.services.repeating import copy_signed_brief
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives import permissions, rules
from tandem.initiatives.events import NEXT_STAGE
from tandem.initiatives.rules import InitiativeKind, PathLimit, Stage, Terms, Track
from tandem.initiatives.services.state import locked, only_of, record_track
from tandem.stages import events, queries
from tandem.stages.models import PathAmount, PathChoice, PathWord, StageMove
from tandem.stages.services.aside import leave_path, move_to
from tandem.stages.services.moving import find_place

if TYPE_CHECKING:
    from tandem.initiatives.models import Initiative

_ASKING = (events.CHECK, events.CONFIRM, events.APPROVE)


@transaction.atomic
def choose_path(
    *,
    actor: Actor,
    initiative_id: int,
    track: Track,
    terms: Terms | None = None,
    repeats: int | None = None,
) -> PathChoice:
    """Choose how heavy the way is. In force once everybody asked has said yes; until then the path
    before goes on.

    `repeats` is the snapshot of the signed brief that a repeat copies. Raises RuleBroken naming
    everything that forbids the path.
    """
    initiative = locked(actor, initiative_id)
    standing = standing_on(actor, initiative.pk)
    if not permissions.can_choose_path(standing):
        raise NotAllowed(say("Take part in this initiative first; then you can choose its path."))
    said = _cleaned(actor, terms or Terms(), repeats)
    _allowed(initiative, actor, track, said)
    _end_waiting(initiative, actor)
    choice = PathChoice.objects.create(
        initiative=initiative,
        track=track.value,
        days=said.days,
        share=said.share,
        budget=said.budget,
        launch_on=said.launch_on,
        shift=_shift(said),
        repeats_id=said.repeats.initiative_id if said.repeats else None,
        snapshot_id=repeats,
        reason=said.reason,
        approver_id=said.approver if track is Track.EMERGENCY else None,
        chosen_by_id=actor.me,
        lane=only_of(standing.sides) or Lane.MARKETING,
    )
    record_event(events.PATH_CHOSEN, actor=actor, subject_id=initiative.pk, path=track.value)
    _ask(initiative, actor, choice)
    return choice


def _cleaned(actor: Actor, terms: Terms, repeats: int | None) -> Terms:
    signed = queries.earlier_briefs(actor).get(repeats) if repeats else None
    if repeats and signed is None:
        raise BadInput(say("Choose a signed brief from the list."), field="repeats")
    reason = typed(terms.reason, limit=rules.WORDS_LIMIT, field="reason", required=False)
    return replace(terms, repeats=signed, reason=reason)


def _allowed(initiative: "Initiative", actor: Actor, track: Track, terms: Terms) -> None:
    place = (Stage(initiative.stage), InitiativeKind(initiative.kind))
    known = queries.path_facts({initiative.pk: place})[initiative.pk]
    forbids = rules.why_not_path(track, known, present_day(), terms, me=actor.me)
    if len(forbids) == 1:
        raise RuleBroken(forbids[0])
    if forbids:
        raise RuleBroken(say("{what}", what=" ".join(forbids)))
    if track is Track.EMERGENCY and terms.approver not in _able(actor, initiative.pk):
        raise BadInput(say("Choose somebody from the list."), field="approver")


def _able(actor: Actor, initiative_id: int) -> set[int]:
    found = {pk for pk, _ in queries.approvers_for(actor, initiative_id)}
    return {pk for pk in found if actor_by_id(pk).may_write}


def _shift(terms: Terms) -> int:
    if terms.repeats and terms.launch_on and terms.repeats.launched_on:
        return (terms.launch_on - terms.repeats.launched_on).days
    return 0


def _ask(initiative: "Initiative", actor: Actor, choice: PathChoice) -> None:
    """Let those be waited for whose yes is needed; in force at once where nobody's is."""
    track = Track(choice.track)
    kind = events.CONFIRM if track is Track.REPEAT else events.CHECK
    if track is Track.EMERGENCY:
        open_turn(
            events.APPROVE,
            subject_id=initiative.pk,
            actor=actor,
            person_id=choice.approver_id,
        )
    for lane in sorted(rules.sides_asked(track)):
        if kind == events.CHECK and lane in actor.lanes:
            _write_word(choice, actor, lane, agrees=True, note="")  # whose terms they are: IT's
        else:
            open_turn(kind, subject_id=initiative.pk, actor=actor, lane=lane)
    _settle(initiative, actor, choice)


def _write_word(
    choice: PathChoice, actor: Actor, lane: Lane | None, *, agrees: bool, note: str
) -> None:
    PathWord.objects.create(
        choice=choice, lane=lane or "", agrees=agrees, note=note, said_by_id=actor.me
    )


@transaction.atomic
def say_to_path(
    *, actor: Actor, initiative_id: int, choice_id: int, agrees: bool, note: str = ""
) -> PathChoice:
    """Say yes or no to the path that waits: IT to its terms, both owners to a repeat, the named
    approver to an emergency. A no says why, and the path before goes on.
    """
    initiative = locked(actor, initiative_id)
    choice = queries.waiting_choice(initiative.pk)
    if choice is None or choice.pk != choice_id:
        raise RuleBroken(say("This path isn't waiting for a word any more. Look again."))
    lane = _side_that_speaks(actor, choice)
    said = list(choice.words.values_list("lane", "said_by_id"))
    if reason := rules.why_not_speak(
        spoken=any(side == (lane or "") for side, _ in said),
        for_other=any(by == actor.me for _, by in said),
    ):
        raise RuleBroken(reason)
    note = typed(note, limit=rules.WORDS_LIMIT, field="note", required=not agrees)
    _write_word(choice, actor, lane, agrees=agrees, note=note)
    kind = events.PATH_AGREED if agrees else events.PATH_REFUSED
    record_event(kind, actor=actor, subject_id=initiative.pk, path=choice.track)
    if lane is not None:
        for asking in (events.CHECK, events.CONFIRM):
            close_turns(asking, subject_id=initiative.pk, actor=actor, lane=lane)
    if agrees:
        _settle(initiative, actor, choice)
    else:
        _end_waiting(initiative, actor)
    return choice


def _side_that_speaks(actor: Actor, choice: PathChoice) -> Lane | None:
    """For which side the actor speaks, none for an approver. Raises NotAllowed."""
    track = Track(choice.track)
    standing = standing_on(actor, choice.initiative_id)
    asked: list[Lane | None] = [*sorted(rules.sides_asked(track))] or [None]
    said = set(choice.words.values_list("lane", flat=True))
    able = [
        lane
        for lane in asked
        if permissions.can_speak_on_path(actor, standing, track, lane, approver=choice.approver_id)
    ]
    if not able:
        raise NotAllowed(say("Somebody else's word is waited for here."))
    return next((lane for lane in able if (lane or "") not in said), able[0])


def _settle(initiative: "Initiative", actor: Actor, choice: PathChoice) -> None:
    """Put it in force once everybody asked has said yes."""
    track = Track(choice.track)
    said = set(choice.words.values_list("lane", flat=True))
    if not said >= (rules.sides_asked(track) or ({""} if track is Track.EMERGENCY else set())):
        return
    earlier = PathChoice.objects.filter(initiative=initiative, ended_at=None)
    earlier.exclude(in_force_at=None).update(ended_at=clock.now())
    choice.in_force_at = clock.now()
    choice.save(update_fields=["in_force_at"])
    record_track(initiative.pk, track)
    record_event(events.PATH_STARTED, actor=actor, subject_id=initiative.pk, path=track.value)
    for kind in _ASKING:
        close_turns(kind, subject_id=initiative.pk, actor=actor)
    if track is Track.REPEAT:
        _copy(initiative, actor, choice)
    if track is Track.EMERGENCY:
        open_turn(events.FULL_CHECK, subject_id=initiative.pk, actor=actor, lane=Lane.IT)


def _copy(initiative: "Initiative", actor: Actor, choice: PathChoice) -> None:
    by = timedelta(days=choice.shift)
    copy_signed_brief(
        actor=actor,
        initiative_id=initiative.pk,
        sentence=initiative.sentence,
        snapshot_id=choice.snapshot_id or 0,
        word=lambda text: rules.shifted(text, by),
        said={Lane(word.lane): (word.said_by_id, word.said_at) for word in choice.words.all()},
    )


def _end_waiting(initiative: "Initiative", actor: Actor) -> None:
    waiting = PathChoice.objects.filter(initiative=initiative, in_force_at=None, ended_at=None)
    waiting.update(ended_at=clock.now())
    for kind in _ASKING:
        close_turns(kind, subject_id=initiative.pk, actor=actor, outcome=TurnOutcome.NOT_NEEDED)


@transaction.atomic
def end_experiment(*, actor: Actor, initiative_id: int, promote: bool, learned: str) -> StageMove:
    """Promote an experiment to the standard path, where it is assessed, or stop it. Either way it
    says what was learned.
    """
    initiative = locked(actor, initiative_id)
    if not permissions.can_start_stage(standing_on(actor, initiative.pk)):
        raise NotAllowed(say("The owners of this initiative end its experiment."))
    reason = rules.why_not_end_experiment(Track(initiative.track), Stage(initiative.stage))
    if reason:
        raise RuleBroken(reason)
    learned = typed(learned, limit=rules.WORDS_LIMIT, field="learned")
    if promote:
        find_place(actor, Stage.ASSESS)
    choice = PathChoice.objects.filter(
        initiative=initiative, in_force_at__isnull=False, ended_at=None
    )
    choice.update(learned=learned, ended_at=clock.now())
    if not promote:
        record_event(events.EXPERIMENT_STOPPED, actor=actor, subject_id=initiative.pk)
        return leave_path(initiative, actor, Stage.CLOSED)
    record_track(initiative.pk, Track.STANDARD)
    record_event(events.EXPERIMENT_PROMOTED, actor=actor, subject_id=initiative.pk)
    move = move_to(initiative, actor, Stage.ASSESS)
    settle_turns(actor, initiative.pk)
    open_turn(NEXT_STAGE, subject_id=initiative.pk, actor=actor)
    return move


@transaction.atomic
def finish_full_check(*, actor: Actor, initiative_id: int) -> PathChoice:
    """Say that IT has done the full check after an emergency: systems confirmed, data answered."""
    initiative = locked(actor, initiative_id)
    if not permissions.can_finish_check(standing_on(actor, initiative.pk)):
        raise NotAllowed(say("IT's people on this initiative do the full check."))
    choice = queries.choice_in_force(initiative.pk)
    asked = choice is not None and choice.track == Track.EMERGENCY and choice.checked_at is None
    known = assessment_facts([initiative.pk])[initiative.pk]
    missing = [
        one.what
        for one in assessed(Stage.BRIEF, known)
        if not one.met and one.key in {"systems", "data"}
    ]
    if reason := rules.why_not_finish_check(asked=asked, missing=missing):
        raise RuleBroken(reason)
    assert choice is not None  # noqa: S101 - asked says so
    choice.checked_at, choice.checked_by_id = clock.now(), actor.me
    choice.save(update_fields=["checked_at", "checked_by"])
    record_event(events.FULL_CHECK_DONE, actor=actor, subject_id=initiative.pk)
    close_turns(events.FULL_CHECK, subject_id=initiative.pk, actor=actor)
    return choice


@transaction.atomic
def set_path_limit(*, actor: Actor, limit: PathLimit, amount: int) -> None:
    """Say how much a light path allows. What is on its way is judged by it, too."""
    if not permissions.can_set_limits(actor):
        raise NotAllowed(say("Only an administrator changes the limits."))
    if reason := rules.why_not_path_limit(limit, amount):
        raise BadInput(reason, field="amount")
    before = queries.limits_in_force()[limit]
    if before == amount:
        return
    PathAmount.objects.update_or_create(pk=limit.value, defaults={"amount": amount})
    record_event(
        events.PATH_LIMIT_CHANGED,
        actor=actor,
        subject_id=company_subject(),
        limit=limit.value,
        before=before,
        amount=amount,
    )
