"""An entry is merged into another: both meant the same system all the time."""

from django.db import transaction
from django.db.models import Q

from tandem.accounts.rules import Actor
from tandem.activity.services import lock_subjects, record_event, record_events
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.systems import events, permissions, queries, registry, rules
from tandem.systems.models import DataFlow, System
from tandem.systems.services import state
from tandem.systems.services.sourced import carry_sources


@transaction.atomic
def merge_system(*, actor: Actor, system_id: int, into_id: int) -> System:
    """Merge an entry into another, which stays. Returns the one that stays.

    Its names, flows and whatever uses it go along; it is retired, keeps its history and leads to
    the other.
    """
    goes, stays = _both(actor, system_id, into_id)
    if goes.merged_into_id == stays.pk:
        return stays
    if not permissions.can_keep_catalogue(actor):
        raise NotAllowed(say("People of IT keep the entries of the catalogue."))
    reason = rules.why_not_merge(
        same=goes.pk == stays.pk,
        retired=goes.retired_at is not None,
        into_retired=stays.retired_at is not None,
    )
    entry = rules.merged(queries.entry_of(stays), queries.entry_of(goes))
    if reason := reason or rules.why_not_so_many_names(entry):
        raise RuleBroken(reason)
    state.fill(stays, entry)
    stays.version += 1
    stays.save()
    goes.merged_into_id = stays.pk
    goes.retired_by_id, goes.retired_at = actor.me, clock.now()
    goes.save(update_fields=["merged_into", "retired_by", "retired_at"])
    _carry_flows(actor, goes.pk, stays.pk)
    carry_sources(goes.pk, stays.pk)
    registry.carry_over(actor, goes.pk, stays.pk)
    state.restamp()
    state.settle_entry(actor, goes)
    for system in (goes, stays):
        state.settle_flows(actor, system)
    record_event(events.MERGED, actor=actor, subject_id=goes.pk, into=stays.pk)
    record_event(events.TOOK_IN, actor=actor, subject_id=stays.pk, merged=goes.pk)
    return stays


def _both(actor: Actor, system_id: int, into_id: int) -> tuple[System, System]:
    """Both as the actor sees them, locked in one order for everybody."""
    ids = (system_id, into_id)
    for pk in ids:
        queries.system_visible_to(actor, pk)
    lock_subjects(ids)
    goes, stays = (queries.system_visible_to(actor, pk) for pk in ids)
    return goes, stays


def _carry_flows(actor: Actor, goes: int, stays: int) -> None:
    """Its flows are the other's from now on. What would flow inside it ends; what is there twice
    becomes one, with the data of both.
    """
    others = set()
    live = DataFlow.objects.filter(retired_at=None)
    for flow in live.filter(Q(from_system=goes) | Q(to_system=goes)).order_by("pk"):
        giver = stays if flow.from_system_id == goes else flow.from_system_id
        taker = stays if flow.to_system_id == goes else flow.to_system_id
        same = live.filter(from_system=giver, to_system=taker, how=flow.how).first()
        if giver == taker or same:
            flow.retired_by_id, flow.retired_at = actor.me, clock.now()
            if same:
                _unite(same, flow)
        else:
            flow.from_system_id, flow.to_system_id = giver, taker
            flow.version += 1
        flow.save()
        others |= {giver, taker}
    told = {pk: {"merged": goes, "into": stays} for pk in others - {goes, stays}}
    record_events(events.FLOWS_CARRIED, actor=actor, data=told)


def _unite(same: DataFlow, flow: DataFlow) -> None:
    """Let a flow carry what another carried as well. Not knowing which data stays not knowing."""
    if same.data_classes and flow.data_classes:
        both = {*same.data_classes, *flow.data_classes}
        same.data_classes = [one.value for one in rules.DataClass if one.value in both]
    else:
        same.data_classes = []
    if not same.note:
        same.note = flow.note
    same.version += 1
    same.save()
