"""Playback and sign-off: both sides agree on one exact content."""

from django.db import transaction

from tandem.accounts.queries import names, people_who_act
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.activity.queries import SIGNS, Alone, alone_on, kinds_open_on
from tandem.activity.services import (
    close_turns,
    end_access,
    give_access,
    lock_subject,
    open_turn,
    record_event,
)
from tandem.briefs import events, permissions, queries, rules
from tandem.briefs.models import Brief, Playback, SignOff
from tandem.briefs.rules import Statement
from tandem.briefs.services import changing, state
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.events import NAME_SECOND, SIGN_SECOND
from tandem.initiatives.queries import initiative_visible_to


@transaction.atomic
def ask_for_playback(*, actor: Actor, initiative_id: int) -> None:
    """Marketing says that the brief is ready to be read: IT is asked for its playback."""
    brief = state.locked(actor, initiative_id)
    if not permissions.can_ask_for_playback(standing_on(actor, initiative_id)):
        raise NotAllowed(say("Somebody of Marketing on this initiative asks for the playback."))
    if reason := rules.why_not_play_back(state.present(brief).pairs):
        raise RuleBroken(reason)
    if (events.PLAY_BACK, Lane.IT) in kinds_open_on(brief.pk):
        return
    open_turn(events.PLAY_BACK, subject_id=brief.pk, actor=actor, lane=Lane.IT)
    record_event(events.PLAYBACK_ASKED, actor=actor, subject_id=brief.pk)


@transaction.atomic
def play_back(*, actor: Actor, initiative_id: int, text: str, seen: str) -> Playback:
    """IT says what it understood of the content it saw (`seen` is that content's digest)."""
    brief = state.locked(actor, initiative_id)
    signs = state.second_signs(actor, initiative_id)
    if not permissions.can_play_back(standing_on(actor, initiative_id), signs):
        raise NotAllowed(say("Somebody of IT on this initiative plays the brief back."))
    now = state.present(brief)
    if reason := rules.why_not_play_back(now.pairs) or rules.why_not_this_content(seen, now.digest):
        raise RuleBroken(reason)
    text = typed(text, limit=rules.NOTE_LIMIT, field="text")
    standing = Playback.objects.filter(brief=brief).order_by("-pk").first()
    if standing and _same(standing, actor, text) and standing.snapshot.digest == now.digest:
        return standing
    playback = Playback.objects.create(
        brief=brief,
        snapshot=state.snapshot_of_present(brief, now),
        text=text,
        said_by_id=actor.me,
    )
    close_turns(events.PLAY_BACK, subject_id=brief.pk, actor=actor)
    record_event(events.PLAYED_BACK, actor=actor, subject_id=brief.pk, playback=playback.pk)
    state.settle_turns(brief, actor)
    return playback


@transaction.atomic
def answer_playback(
    *, actor: Actor, initiative_id: int, playback_id: int, confirmed: bool, answer: str = ""
) -> Playback:
    """Marketing confirms the playback, or says what is different; then IT says it again."""
    brief = state.locked(actor, initiative_id)
    playback = Playback.objects.filter(brief=brief, pk=playback_id).first()
    if playback is None:
        raise NotFound
    signs = state.second_signs(actor, initiative_id)
    if not permissions.can_confirm(standing_on(actor, initiative_id), signs):
        raise NotAllowed(say("The Marketing owner of this initiative confirms the playback."))
    newest = Playback.objects.filter(brief=brief).order_by("-pk").first()
    if reason := rules.why_not_confirm(
        is_latest=newest == playback,
        answered=playback.answered_at is not None,
        said_by=playback.said_by_id,
        person_id=actor.me,
    ):
        raise RuleBroken(reason)
    playback.answer = typed(answer, limit=rules.NOTE_LIMIT, field="answer", required=not confirmed)
    playback.confirmed = confirmed
    playback.answered_by_id = actor.person_id
    playback.answered_at = clock.now()
    playback.save()
    _record_answer(brief, actor, playback)
    state.settle_turns(brief, actor)
    return playback


def _record_answer(brief: Brief, actor: Actor, playback: Playback) -> None:
    kind = events.PLAYBACK_CONFIRMED if playback.confirmed else events.PLAYBACK_REJECTED
    record_event(kind, actor=actor, subject_id=brief.pk, playback=playback.pk)
    if not playback.confirmed:
        open_turn(events.PLAY_BACK, subject_id=brief.pk, actor=actor, lane=Lane.IT)


@transaction.atomic
def sign_brief(
    *,
    actor: Actor,
    initiative_id: int,
    lane: Lane,
    statement: Statement,
    seen: str,
    note: str = "",
) -> SignOff:
    """State what a side says about the exact content `seen` (its digest).

    Raises RuleBroken if the content changed meanwhile, if this side has signed already, or if the
    same person signed for the other side; then nothing is written.
    """
    brief = state.locked(actor, initiative_id)
    alone = alone_on(initiative_id)
    signs = alone.signs(actor.me) if actor.may_write and alone else frozenset()
    if not permissions.can_sign(standing_on(actor, initiative_id), lane, signs):
        raise NotAllowed(say("The {side} owner signs for {side}.", side=lane.label))
    now = state.present(brief)
    note = typed(note, limit=rules.NOTE_LIMIT, field="note", required=False)
    if standing := _said_before(brief, actor, lane, statement, note, now):
        return standing
    both = rules.OneForBoth(alone.second, alone.lane) if alone else None
    reason = rules.why_not_this_content(seen, now.digest)
    reason = reason or rules.why_not_sign_alone(lane, actor.me, both)
    reason = reason or rules.why_not_sign(
        lane,
        actor.me,
        now.pairs,
        now.signatures,
        playback_confirmed=brief.pk in queries.confirmed_among([brief.pk]),
        changed_unheard=queries.changed_unheard(brief.pk, actor.me) if statement.signs else (),
    )
    if reason:
        raise RuleBroken(reason)
    if reason := rules.why_not_state(statement, note):
        raise BadInput(reason, field="note")
    return _state(brief, actor, lane, statement, note, now)


@transaction.atomic
def name_second_signer(*, actor: Actor, initiative_id: int, lane: Lane, person_id: int) -> Alone:
    """Let somebody else sign for a side, where one person answers for both: the sponsor names them
    before anybody signs. They play back or confirm for that side, too.
    """
    initiative_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    sponsor = sponsor_of(initiative_id)
    if not permissions.can_name_second(actor, sponsor=sponsor):
        raise NotAllowed(say("The sponsor names who signs for one of the sides."))
    alone = alone_on(initiative_id)
    if reason := rules.why_not_second(
        alone=alone is not None,
        acts=person_id in {pk for pk, _ in people_who_act()},
        owns=alone is not None and alone.owner == person_id,
        is_sponsor=person_id == sponsor,
    ):
        raise BadInput(reason, field="person")
    assert alone is not None  # noqa: S101 - the rule says so
    if (alone.second, alone.lane) == (person_id, lane):
        return alone
    for role, side in SIGNS.items():
        end_access(initiative_id, role)
        if side is lane:
            give_access(initiative_id, person_id, role, None)
    record_event(
        events.SECOND_NAMED,
        actor=actor,
        subject_id=initiative_id,
        lane=lane.value,
        person=person_id,
    )
    close_turns(NAME_SECOND, subject_id=initiative_id, actor=actor)
    close_turns(SIGN_SECOND, subject_id=initiative_id, actor=actor)
    settle_signers(initiative_id=initiative_id, actor=actor)
    return Alone(alone.owner, person_id, lane)


def settle_signers(*, initiative_id: int, actor: Actor) -> None:
    """Let those be waited for who sign now: other people own the sides, or a second signer does."""
    if brief := Brief.objects.filter(initiative_id=initiative_id).first():
        lock_subject(brief.pk)
        state.settle_turns(brief, actor)


def _state(
    brief: Brief,
    actor: Actor,
    lane: Lane,
    statement: Statement,
    note: str,
    now: state.Present,
) -> SignOff:
    sign_off = SignOff.objects.create(
        brief=brief,
        snapshot=state.snapshot_of_present(brief, now),
        lane=lane.value,
        statement=statement.value,
        note=note,
        signed_by_id=actor.me,
        signed_as=names([actor.me])[actor.me].name,
    )
    record_event(
        events.SIGNED,
        actor=actor,
        subject_id=brief.pk,
        lane=lane.value,
        statement=statement.value,
        content=now.digest,
    )
    if statement.signs:
        changing.set_baseline(actor, brief)
    state.settle_turns(brief, actor)
    return sign_off


def _said_before(
    brief: Brief, actor: Actor, lane: Lane, statement: Statement, note: str, now: state.Present
) -> SignOff | None:
    """The same words of the same person on the same content: a double click says them once."""
    newest = SignOff.objects.filter(brief=brief, lane=lane.value).select_related("snapshot").last()
    same = (
        newest is not None
        and newest.signed_by_id == actor.person_id
        and (newest.statement, newest.note) == (statement.value, note)
        and newest.snapshot.digest == now.digest
    )
    return newest if same else None


def _same(playback: Playback, actor: Actor, text: str) -> bool:
    return (
        playback.said_by_id == actor.person_id
        and playback.text == text
        and playback.answered_at is None
    )
