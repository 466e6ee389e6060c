"""Holding an initiative for security, data protection or risk, and letting it go on."""

from datetime import date

from django.db import transaction

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import sponsor_of
from tandem.activity.services import close_turns, open_turn, record_event, salted_digest
from tandem.assessment import events, permissions, queries, rules
from tandem.assessment.models import Hold, HoldRenewal, HoldRuling
from tandem.assessment.rules import Authority
from tandem.assessment.services import state
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say


@transaction.atomic
def hold_initiative(
    *,
    actor: Actor,
    initiative_id: int,
    kind: Authority,
    reason: str,
    lifts: str,
    look_again_on: date,
) -> Hold:
    """Keep an initiative from its next stages; say why, what would lift it, and when you look at
    it again.
    """
    state.locked(actor, initiative_id)
    _has(actor, kind)
    held = queries.standing_hold(initiative_id, kind)
    reason = typed(reason, limit=rules.TEXT_LIMIT, field="reason")
    lifts = typed(lifts, limit=rules.TEXT_LIMIT, field="lifts")
    if held and (held.held_by_id, held.reason, held.lifts) == (actor.me, reason, lifts):
        return held
    if refused := rules.why_not_hold(held=held is not None):
        raise RuleBroken(refused)
    _day(look_again_on)
    hold = Hold.objects.create(
        initiative_id=initiative_id,
        kind=kind.value,
        reason=reason,
        lifts=lifts,
        look_again_on=look_again_on,
        held_by_id=actor.me,
    )
    _record(events.HELD, actor, hold, f"{reason}\n{lifts}")
    _look_again(actor, hold)
    return hold


@transaction.atomic
def renew_hold(
    *, actor: Actor, initiative_id: int, hold_id: int, reason: str, look_again_on: date
) -> HoldRenewal:
    """Let a hold go on until another day. The second time, sponsor and risk owner decide that."""
    hold = _standing(actor, initiative_id, hold_id)
    _has(actor, Authority(hold.kind))
    asked = queries.open_renewal(hold.pk)
    if refused := rules.why_not_change_hold(
        lifted=hold.lifted_at is not None, asked=asked is not None
    ):
        raise RuleBroken(refused)
    reason = typed(reason, limit=rules.TEXT_LIMIT, field="reason")
    _day(look_again_on)
    renewal = HoldRenewal.objects.create(
        hold=hold,
        reason=reason,
        look_again_on=look_again_on,
        renewed_by_id=actor.me,
        went_up=rules.goes_up(HoldRenewal.objects.filter(hold=hold).count()),
    )
    if renewal.went_up:
        _record(events.WENT_UP, actor, hold, reason)
        _close_unless_others(actor, hold, events.LOOK_AGAIN)
        _ask_to_decide(actor, initiative_id)
    else:
        hold.look_again_on = look_again_on
        hold.save(update_fields=["look_again_on"])
        _record(events.RENEWED, actor, hold, reason)
        _look_again(actor, hold)
    return renewal


@transaction.atomic
def decide_hold(
    *, actor: Actor, initiative_id: int, hold_id: int, keep: bool, reason: str
) -> HoldRuling:
    """Say as sponsor or risk owner whether a hold stays, and why. It is lifted only if both want
    that.
    """
    hold = _standing(actor, initiative_id, hold_id)
    sponsor_id = sponsor_of(initiative_id)
    authorities = queries.authorities_of(actor.me)
    if not permissions.can_decide_hold(actor, authorities, sponsor_id=sponsor_id):
        raise NotAllowed(say("The sponsor and the risk owner decide about this hold."))
    renewal = queries.open_renewal(hold.pk)
    spoken = set(
        HoldRuling.objects.filter(renewal=renewal).values_list("as_sponsor", flat=True)
        if renewal
        else ()
    )
    as_sponsor = sponsor_id == actor.me and not (True in spoken and Authority.RISK in authorities)
    if refused := rules.why_not_decide_hold(
        lifted=hold.lifted_at is not None,
        asked=renewal is not None,
        spoken=as_sponsor in spoken,
    ):
        raise RuleBroken(refused)
    assert renewal is not None  # noqa: S101 - the rule has said so; for mypy
    ruling = HoldRuling.objects.create(
        renewal=renewal,
        as_sponsor=as_sponsor,
        keep=keep,
        reason=typed(reason, limit=rules.TEXT_LIMIT, field="reason"),
        ruled_by_id=actor.me,
    )
    _record(events.HOLD_RULED, actor, hold, ruling.reason)
    close_turns(events.DECIDE_HOLD, subject_id=initiative_id, actor=actor, person_id=actor.me)
    _settle(actor, hold, renewal)
    return ruling


@transaction.atomic
def lift_hold(*, actor: Actor, initiative_id: int, hold_id: int, note: str = "") -> Hold:
    """Let the initiative go on: by anybody who has the authority it was held by."""
    hold = _standing(actor, initiative_id, hold_id)
    _has(actor, Authority(hold.kind))
    if refused := rules.why_not_change_hold(lifted=hold.lifted_at is not None):
        raise RuleBroken(refused)
    note = typed(note, limit=rules.TEXT_LIMIT, field="note", required=False)
    HoldRenewal.objects.filter(hold=hold, settled_at=None).update(settled_at=clock.now())
    _lift(actor, hold, note)
    return hold


def _standing(actor: Actor, initiative_id: int, hold_id: int) -> Hold:
    state.locked(actor, initiative_id)
    hold = Hold.objects.filter(initiative_id=initiative_id, pk=hold_id).first()
    if hold is None:
        raise NotFound
    return hold


def _has(actor: Actor, kind: Authority) -> None:
    if not permissions.can_hold(actor, queries.authorities_of(actor.me), kind):
        raise NotAllowed(
            say(
                "Only who was named for it in Settings does this: {authority}.",
                authority=kind.label,
            )
        )


def _day(on: date) -> None:
    if refused := rules.why_not_look_again(on, present_day()):
        raise BadInput(refused, field="look_again_on")


def _record(kind: str, actor: Actor, hold: Hold, text: str) -> None:
    record_event(
        kind,
        actor=actor,
        subject_id=hold.initiative_id,
        authority=hold.kind,
        hold=hold.pk,
        text=salted_digest(hold.initiative_id, text),
    )


def _look_again(actor: Actor, hold: Hold) -> None:
    """Let it wait for whoever held it until that day; what waited before is done."""
    _close_unless_others(actor, hold, events.LOOK_AGAIN)
    open_turn(
        events.LOOK_AGAIN,
        subject_id=hold.initiative_id,
        actor=actor,
        person_id=hold.held_by_id,
        until=hold.look_again_on,
    )


def _close_unless_others(actor: Actor, hold: Hold, kind: str) -> None:
    """Close what waits, and open again what another hold of the initiative waits for."""
    close_turns(kind, subject_id=hold.initiative_id, actor=actor)
    others = Hold.objects.filter(initiative_id=hold.initiative_id, lifted_at=None)
    for other in others.exclude(pk=hold.pk):
        asked = queries.open_renewal(other.pk)
        if kind == events.DECIDE_HOLD and asked:
            _ask_to_decide(actor, hold.initiative_id)
        elif kind == events.LOOK_AGAIN and not asked:
            open_turn(
                kind,
                subject_id=hold.initiative_id,
                actor=actor,
                person_id=other.held_by_id,
                until=other.look_again_on,
            )


def _ask_to_decide(actor: Actor, initiative_id: int) -> None:
    """Sponsor and risk owners are both waited for, until each has said it."""
    wanted = {sponsor_of(initiative_id), *queries.people_with(Authority.RISK)}
    for person_id in sorted(pk for pk in wanted if pk):
        open_turn(events.DECIDE_HOLD, subject_id=initiative_id, actor=actor, person_id=person_id)


def _settle(actor: Actor, hold: Hold, renewal: HoldRenewal) -> None:
    said = dict(HoldRuling.objects.filter(renewal=renewal).values_list("as_sponsor", "keep"))
    stays = rules.outcome(sponsor=said.get(True), risk=said.get(False))
    if stays is None:
        return
    renewal.settled_at = clock.now()
    renewal.save(update_fields=["settled_at"])
    if stays:
        hold.look_again_on = max(renewal.look_again_on, hold.look_again_on)
        hold.save(update_fields=["look_again_on"])
        _close_unless_others(actor, hold, events.DECIDE_HOLD)
        _look_again(actor, hold)
    else:
        _lift(actor, hold, "")


def _lift(actor: Actor, hold: Hold, note: str) -> None:
    hold.lifted_by_id, hold.lifted_at, hold.lifted_note = actor.me, clock.now(), note
    hold.save(update_fields=["lifted_by", "lifted_at", "lifted_note"])
    _record(events.LIFTED, actor, hold, note)
    for kind in (events.LOOK_AGAIN, events.DECIDE_HOLD):
        _close_unless_others(actor, hold, kind)
