"""Changing what both sides have signed: a change waits, is weighed, and its author settles it."""

from decimal import Decimal

from django.db import transaction

from tandem.accounts.queries import workspace_calendar
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.services import lock_subject, record_event
from tandem.assessment.services import keep_impact
from tandem.briefs import events, permissions, queries, rules
from tandem.briefs.models import AllowanceEntry, Baseline, Brief, ChangeRequest, Estimate, Item
from tandem.briefs.rules import Content, Effort, How, WayOut, Weight
from tandem.briefs.services import state
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.engine.working_time import add_working_days
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter


@transaction.atomic
def state_effort(
    *, actor: Actor, initiative_id: int, item_id: int, low: Decimal, high: Decimal
) -> Estimate:
    """IT says how many days a requirement takes, from … to …; the middle counts.

    It isn't part of what is signed. The baseline of the allowance stays as it was at sign-off,
    unless a must-have had no effort then: that is added when it is said.
    """
    brief = state.locked(actor, initiative_id)
    item = Item.objects.filter(brief=brief, pk=item_id).first()
    if item is None:
        raise NotFound
    _may_estimate(actor, initiative_id)
    low, high = _days(low, high)
    if reason := rules.why_not_estimate(rules.ItemKind(item.kind)):
        raise RuleBroken(reason)
    before = Estimate.objects.filter(item=item).last()
    if before and (before.low, before.high) == (low, high):
        return before
    estimate = Estimate.objects.create(item=item, low=low, high=high, stated_by_id=actor.me)
    standing = Baseline.objects.filter(brief=brief).last()
    if standing and before is None and standing.snapshot.revisions.filter(
        item=item, priority=rules.Priority.MUST.value, removed=False
    ).exists():  # fmt: skip
        days = standing.days + Effort(low, high).middle
        Baseline.objects.create(brief=brief, snapshot=standing.snapshot, days=days)
    record_event(
        events.EFFORT_STATED,
        actor=actor,
        subject_id=brief.pk,
        item=str(item).lower(),
        item_id=item.pk,
        section=item.section,
    )
    return estimate


@transaction.atomic
def state_change_effort(
    *, actor: Actor, initiative_id: int, change_id: int, effort: Effort
) -> ChangeRequest:
    """IT says how many days a waiting change takes, and what else it brings with it."""
    change = _change(actor, initiative_id, change_id)
    _may_estimate(actor, initiative_id)
    low, high = _days(effort.low, effort.high)
    if reason := rules.why_not_settle(is_open=not change.outcome):
        raise RuleBroken(reason)
    if queries.effort_of(change) == effort:
        return change
    change.low, change.high = low, high
    change.new_system, change.new_data = effort.new_system, effort.new_data
    change.moves_promise = effort.moves_promise
    change.stated_by_id, change.stated_at = actor.me, clock.now()
    change.save()
    _record(events.CHANGE_ESTIMATED, change, actor)
    state.settle_turns(change.brief, actor)
    return change


@transaction.atomic
def apply_change(
    *,
    actor: Actor,
    initiative_id: int,
    change_id: int,
    how: How,
    way_out: WayOut = WayOut.NONE,
    note: str = "",
) -> ChangeRequest:
    """Its author brings a change into the brief: by the allowance, or for both to sign.

    Weighed again in this moment: raises RuleBroken if the allowance is used up meanwhile, or the
    part was changed. `How.NEXT_VERSION` leaves the signed text and keeps the change for later.
    """
    change = _change(actor, initiative_id, change_id)
    _may_settle(actor, initiative_id, change)
    now = queries.weighed(change)
    stale = queries.current_of(change.item).pk != change.base_id
    if how is not How.NEXT_VERSION and (reason := rules.why_not_apply(how, now, is_stale=stale)):
        raise RuleBroken(reason)
    change.note = typed(note, limit=rules.NOTE_LIMIT, field="note", required=False)
    if how is How.NEXT_VERSION:
        _close(change, actor, "next_version")
        _record(events.CHANGE_POSTPONED, change, actor)
        state.settle_turns(change.brief, actor)
        return change
    weight = Weight.BOTH if how is How.SIGNATURES or now.weight is None else now.weight
    change.way_out = way_out.value if weight is Weight.BOTH else ""
    write_change(change, actor, weight)
    return change


@transaction.atomic
def withdraw_change(*, actor: Actor, initiative_id: int, change_id: int) -> ChangeRequest:
    """Its author takes a waiting change back; the signed text stays."""
    change = _change(actor, initiative_id, change_id)
    _may_settle(actor, initiative_id, change)
    _close(change, actor, "withdrawn")
    _record(events.CHANGE_WITHDRAWN, change, actor)
    state.settle_turns(change.brief, actor)
    return change


@transaction.atomic
def call_material(*, actor: Actor, initiative_id: int, change_id: int) -> ChangeRequest:
    """Within two working days either side's owner wants both to sign a change after all.

    What it used comes back: both decide now. Later changes of the same part stood on it and are
    signed with it.
    """
    change = _change(actor, initiative_id, change_id)
    if not permissions.can_call_material(standing_on(actor, initiative_id)):
        raise NotAllowed(say("The owner of either side may ask for both signatures."))
    reason = rules.why_not_call_material(
        Weight(change.weight) if change.weight else None,
        change.callable_until,
        clock.now(),
        called=change.called_at is not None,
        signed=_signed_since(change),
    )
    if reason:
        raise RuleBroken(reason)
    later = ChangeRequest.objects.filter(
        item=change.item, revision__number__gt=change.base.number, called_at=None
    ).exclude(weight=Weight.BOTH.value)
    for one in later:
        one.called_by_id, one.called_at = actor.me, clock.now()
        one.save()
        _take_back(one, actor)
    _record(events.CHANGE_CALLED_MATERIAL, change, actor)
    state.settle_turns(change.brief, actor)
    change.refresh_from_db()
    return change


@transaction.atomic
def give_back_at_revision(*, actor: Actor, revision: str) -> int:
    """Give every brief half of its used allowance back; `revision` names it, e.g. "2026-Q2".

    Once for each brief and revision, however often it is called. Returns how many got some back.
    """
    if not permissions.can_give_back(actor):
        raise NotAllowed(say("The quarterly revision gives allowance back, or an administrator."))
    if reason := rules.why_not_revision(revision):
        raise BadInput(reason, field="revision")
    done = 0
    for brief_id in Baseline.objects.order_by("brief").values_list("brief", flat=True).distinct():
        lock_subject(brief_id)
        back = rules.given_back(queries.used_by_now(brief_id))
        known = AllowanceEntry.objects.filter(brief_id=brief_id, revision_key=revision).exists()
        if not back or known:
            continue
        AllowanceEntry.objects.create(
            brief_id=brief_id, days=-back, revision_key=revision, by_id=actor.person_id
        )
        record_event(
            events.ALLOWANCE_RETURNED,
            actor=actor,
            subject_id=brief_id,
            revision=revision.lower(),
        )
        done += 1
    return done


def save_change(item: Item, content: Content, actor: Actor, effort: Effort | None) -> ChangeRequest:
    """Keep a change of a signed item as waiting; a cosmetic one is applied at once.

    IT's effort is taken with it only from people of IT. Writing one's waiting change anew replaces
    it: what IT said was about the former words.
    """
    waiting = ChangeRequest.objects.filter(item=item, outcome="").first()
    if waiting and waiting.written_by_id != actor.person_id:
        raise RuleBroken(rules.why_not_while_waiting(waiting.written_by.name))
    if waiting and queries.proposed(waiting) == content:
        return waiting
    if waiting:
        _close(waiting, actor, "replaced")
    decides = decision_rights().asked(rules.words_matter(content.section))
    lane = state.side_of(actor, item.brief, content) or decides
    change = ChangeRequest(
        brief=item.brief,
        item=item,
        base=queries.current_of(item),
        title=content.title,
        text=content.text,
        priority=content.priority.value if content.priority else "",
        fields=dict(content.fields),
        written_by_id=actor.me,
        lane=lane,
    )
    if effort and _may_say_effort(actor, item.brief.initiative_id):
        change.low, change.high = _days(effort.low, effort.high)
        change.new_system, change.new_data = effort.new_system, effort.new_data
        change.moves_promise = effort.moves_promise
        change.stated_by_id, change.stated_at = actor.me, clock.now()
    change.save()
    if queries.weighed(change).weight is Weight.COSMETIC:
        write_change(change, actor, Weight.COSMETIC)
        return change
    _record(events.CHANGE_SAVED, change, actor)
    state.settle_turns(item.brief, actor)
    return change


def drop_change(item: Item, actor: Actor) -> None:
    """Whoever writes the signed text again takes their own waiting change back."""
    own = ChangeRequest.objects.filter(item=item, outcome="", written_by_id=actor.person_id)
    for change in own.select_related("item", "brief"):
        _close(change, actor, "withdrawn")
        _record(events.CHANGE_WITHDRAWN, change, actor)
        state.settle_turns(change.brief, actor)


def write_change(change: ChangeRequest, actor: Actor, weight: Weight) -> None:
    """Make a change the present text of its item, and let it use what it uses."""
    item = change.item
    number = item.revisions.count() + 1
    revision = state.new_revision(item, number, queries.proposed(change), actor, Lane(change.lane))
    # Whoever wrote the change wrote the text; they may be somebody else than who applies it.
    revision.written_by_id = change.written_by_id
    revision.save()
    item.current = revision
    item.save(update_fields=["current"])
    change.revision = revision
    change.weight = weight.value
    change.after = change.brief.sign_offs.filter(
        statement__in=[s.value for s in rules.Statement if s.signs]
    ).last()
    now = clock.now()
    if weight is Weight.WITHIN:
        days = rules.LIMITS.may_be_called_for
        change.callable_until = add_working_days(now, days, workspace_calendar())
        effort = queries.effort_of(change)
        AllowanceEntry.objects.create(
            brief=change.brief,
            change=change,
            days=effort.middle if effort else 0,
            by_id=actor.me,
        )
    _close(change, actor, "applied")
    state.record_item(events.ITEM_EDITED, item, revision, actor)
    _record(events.CHANGE_APPLIED, change, actor, weight=weight.value)
    state.settle_turns(change.brief, actor)


def set_baseline(actor: Actor, brief: Brief) -> None:
    """When both sides have signed all of it, the must-have effort is the baseline from now on, and
    how far it reaches is kept beside it.
    """
    now = state.present(brief)
    if not rules.is_signed(now.pairs, now.signatures):
        return
    Baseline.objects.create(
        brief=brief,
        snapshot=state.snapshot_of_present(brief, now),
        days=queries.must_have_effort(brief.pk),
    )
    keep_impact(actor, brief.initiative_id)


def _change(actor: Actor, initiative_id: int, change_id: int) -> ChangeRequest:
    brief = state.locked(actor, initiative_id)
    rows = ChangeRequest.objects.filter(brief=brief, pk=change_id).exclude(outcome="replaced")
    change = rows.select_related("item__current", "base").first()
    if change is None:
        raise NotFound
    change.brief = change.item.brief = brief
    return change


def _may_estimate(actor: Actor, initiative_id: int) -> None:
    if not _may_say_effort(actor, initiative_id):
        side = decision_rights().asked(Matter.ESTIMATE).label
        raise NotAllowed(
            say(
                "{side} decides the effort. Somebody of {side} on this initiative states it.",
                side=side,
            )
        )


def _may_say_effort(actor: Actor, initiative_id: int) -> bool:
    standing = standing_on(actor, initiative_id)
    return permissions.can_state_effort(queries.decided(actor, initiative_id, standing))


def _may_settle(actor: Actor, initiative_id: int, change: ChangeRequest) -> None:
    standing = standing_on(actor, initiative_id)
    decided = queries.decided(actor, initiative_id, standing)
    own = change.written_by_id == actor.person_id and permissions.can_edit(standing, decided)
    if not own and not permissions.can_settle_change(standing, Lane(change.lane)):
        raise NotAllowed(
            say("Whoever wrote this change applies or withdraws it, or the owner of their side.")
        )
    if reason := rules.why_not_settle(is_open=not change.outcome):
        raise RuleBroken(reason)


def _days(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    if reason := rules.why_not_days(low, high):
        raise BadInput(reason, field="high" if high < low else "low")
    return low, high


def _close(change: ChangeRequest, actor: Actor, outcome: str) -> None:
    change.outcome = outcome
    change.closed_by_id, change.closed_at = actor.me, clock.now()
    change.save()


def _take_back(change: ChangeRequest, actor: Actor) -> None:
    used = sum(change.entries.values_list("days", flat=True), Decimal(0))
    if used > 0:
        AllowanceEntry.objects.create(brief=change.brief, change=change, days=-used, by_id=actor.me)


def _signed_since(change: ChangeRequest) -> bool:
    """Whether both sides have signed this very text themselves."""
    signed = change.brief.sign_offs.filter(
        snapshot__revisions=change.revision,
        statement__in=[s.value for s in rules.Statement if s.signs],
    )
    return len(set(signed.values_list("lane", flat=True))) == len(Lane)


def _record(kind: str, change: ChangeRequest, actor: Actor, **more: str) -> None:
    record_event(
        kind,
        actor=actor,
        subject_id=change.brief_id,
        item=str(change.item).lower(),
        item_id=change.item_id,
        change=change.pk,
        section=change.item.section,
        **more,
    )
