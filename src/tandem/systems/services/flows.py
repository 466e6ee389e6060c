"""Data flows are added, changed, confirmed, ended and brought back."""

from dataclasses import replace

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import lock_subjects, record_events
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.systems import events, permissions, queries, rules
from tandem.systems.models import DataFlow, System
from tandem.systems.rules import FlowEntry
from tandem.systems.services import state


@transaction.atomic
def add_flow(*, actor: Actor, entry: FlowEntry) -> DataFlow:
    """Say that data goes from one system to another. What Marketing says waits for IT.

    Said twice in the same words is said once.
    """
    giver = _giver(actor, entry)
    if not permissions.can_add_system(actor):
        raise NotAllowed(say("People of Marketing and IT say where data flows."))
    entry = _checked(entry)
    if standing := queries.live_flow_like(entry):
        if queries.flow_entry_of(standing) == entry:
            return standing
        raise _doubled()
    flow = DataFlow(
        from_system_id=entry.from_system, to_system_id=entry.to_system, added_by_id=actor.me
    )
    _fill(flow, entry)
    if permissions.can_keep_catalogue(actor):
        _confirm(flow, actor)
    flow.save(force_insert=True)
    _note(events.FLOW_ADDED, actor, flow)
    state.settle_flows(actor, giver)
    return flow


@transaction.atomic
def edit_flow(*, actor: Actor, flow_id: int, entry: FlowEntry, version: int) -> DataFlow:
    """Change which data flows, how, or what is said of it. A later save is Stale.

    Its two systems stay: data that goes elsewhere is another flow. Saved by somebody who keeps
    the catalogue, it counts as confirmed.
    """
    flow, giver = _changeable(actor, flow_id)
    if reason := rules.why_not_live(retired=flow.retired_at is not None):
        raise RuleBroken(reason)
    standing = queries.flow_entry_of(flow)
    ends = replace(entry, from_system=standing.from_system, to_system=standing.to_system)
    entry = _checked(ends)
    if version != flow.version and entry != standing:
        raise Stale(
            say("Somebody changed this flow since you opened it. Here are both."),
            mine=_said(entry),
            theirs=_said(standing),
            version=flow.version,
        )
    if entry == standing:
        return flow
    if entry.how is not standing.how and queries.live_flow_like(entry):
        raise _doubled()
    _fill(flow, entry)
    flow.version += 1
    if permissions.can_keep_catalogue(actor):
        _confirm(flow, actor)
    flow.save()
    _note(events.FLOW_EDITED, actor, flow)
    state.settle_flows(actor, giver)
    return flow


@transaction.atomic
def confirm_flow(*, actor: Actor, flow_id: int) -> DataFlow:
    """Say that a flow is (still) right."""
    flow, giver = _found(actor, flow_id)
    if not permissions.can_keep_catalogue(actor):
        raise NotAllowed(say("People of IT say whether a flow is right."))
    if reason := rules.why_not_live(retired=flow.retired_at is not None):
        raise RuleBroken(reason)
    _confirm(flow, actor)
    flow.save(update_fields=["confirmed_by", "confirmed_at"])
    record_events(events.FLOW_CONFIRMED, actor=actor, data=_both(flow))
    state.settle_flows(actor, giver)
    return flow


@transaction.atomic
def end_flow(*, actor: Actor, flow_id: int) -> DataFlow:
    """Say that data no longer flows so. It stays readable, with all that happened to it."""
    flow, giver = _changeable(actor, flow_id)
    if flow.retired_at is not None:
        return flow
    flow.retired_by_id, flow.retired_at = actor.me, clock.now()
    flow.save(update_fields=["retired_by", "retired_at"])
    _note(events.FLOW_ENDED, actor, flow)
    state.settle_flows(actor, giver)
    return flow


@transaction.atomic
def restore_flow(*, actor: Actor, flow_id: int) -> DataFlow:
    """Say that data flows so again."""
    flow, giver = _changeable(actor, flow_id)
    if flow.retired_at is None:
        return flow
    if queries.live_flow_like(queries.flow_entry_of(flow)):
        raise RuleBroken(say("There is such a flow again by now."))
    flow.retired_by_id, flow.retired_at = None, None
    flow.save(update_fields=["retired_by", "retired_at"])
    _note(events.FLOW_RESTORED, actor, flow)
    state.settle_flows(actor, giver)
    return flow


def _giver(actor: Actor, entry: FlowEntry) -> System:
    """The system that gives; both are locked and in use."""
    ends = (entry.from_system, entry.to_system)
    for system_id in ends:
        queries.system_visible_to(actor, system_id)
    lock_subjects(ends)
    giver, taker = (queries.system_visible_to(actor, system_id) for system_id in ends)
    out = next((one.name for one in (giver, taker) if one.retired_at is not None), None)
    if reason := rules.why_not_between(retired=out):
        raise RuleBroken(reason)
    return giver


def _found(actor: Actor, flow_id: int) -> tuple[DataFlow, System]:
    """The flow and the system that gives, both locked."""
    seen = queries.flow_visible_to(actor, flow_id)
    lock_subjects((seen.from_system_id, seen.to_system_id))
    flow = queries.flow_visible_to(actor, flow_id)
    return flow, queries.system_visible_to(actor, flow.from_system_id)


def _changeable(actor: Actor, flow_id: int) -> tuple[DataFlow, System]:
    flow, giver = _found(actor, flow_id)
    if not permissions.can_change_flow(
        actor, added_by=flow.added_by_id, confirmed=flow.confirmed_at is not None
    ):
        raise NotAllowed(say("People of IT keep the flows. Tell them what should change."))
    return flow, giver


def _checked(entry: FlowEntry) -> FlowEntry:
    if reason := rules.why_not_flow(entry):
        raise BadInput(reason, field="other")
    return replace(
        entry,
        data_classes=tuple(one for one in rules.DataClass if one in entry.data_classes),
        note=typed(entry.note, limit=rules.NOTE_LIMIT, field="note", required=False),
    )


def _doubled() -> BadInput:
    reason = say("There is such a flow already, in the same way. Change that one.")
    return BadInput(reason, field="how")


def _fill(flow: DataFlow, entry: FlowEntry) -> None:
    flow.data_classes = [one.value for one in entry.data_classes]
    flow.how, flow.note = entry.how.value, entry.note


def _confirm(flow: DataFlow, actor: Actor) -> None:
    flow.confirmed_by_id, flow.confirmed_at = actor.me, clock.now()


def _both(flow: DataFlow) -> dict[int, dict[str, int]]:
    """The event is part of the history of either system."""
    giver, taker = flow.from_system_id, flow.to_system_id
    return {giver: {"flow": flow.pk, "to": taker}, taker: {"flow": flow.pk, "from": giver}}


def _note(kind: str, actor: Actor, flow: DataFlow) -> None:
    state.restamp()
    record_events(kind, actor=actor, data=_both(flow))


def _said(entry: FlowEntry) -> str:
    """What people wrote, a line each."""
    classes = ", ".join(one.label for one in entry.data_classes)
    return "\n".join(part for part in (classes, entry.how.label, entry.note) if part)
