"""Entries are added, changed, confirmed, retired and brought back."""

from dataclasses import replace

from django.db import transaction

from tandem.accounts.queries import active_people
from tandem.accounts.rules import Actor, Lane
from tandem.accounts.services import lock_person
from tandem.activity.services import (
    make_subject,
    open_turn,
    record_event,
    rename_subject,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.systems import events, permissions, queries, rules
from tandem.systems.models import System
from tandem.systems.rules import Entry
from tandem.systems.services import state


@transaction.atomic
def add_system(*, actor: Actor, entry: Entry, form_key: str | None = None) -> System:
    """Add an entry. One that Marketing adds waits for IT to confirm it.

    The same `form_key` twice gives the first entry back (a double click).
    """
    if not permissions.can_add_system(actor):
        raise NotAllowed(say("People of Marketing and IT add systems."))
    if form_key:
        lock_person(actor.me)
        if added := queries.system_with_form_key(actor, form_key):
            return added
    entry = _checked(entry, None)
    system = System(subject_id=make_subject(events.SYSTEM, entry.name), added_by_id=actor.me)
    system.form_key = form_key or None
    state.fill(system, entry)
    if permissions.can_keep_catalogue(actor):
        _confirm(system, actor)
    system.save(force_insert=True)
    state.restamp()
    record_event(events.ADDED, actor=actor, subject_id=system.pk)
    if system.confirmed_at is None:
        open_turn(events.CONFIRM, subject_id=system.pk, actor=actor, lane=Lane.IT)
    return system


@transaction.atomic
def edit_system(*, actor: Actor, system_id: int, entry: Entry, version: int) -> System:
    """Change an entry. `version` is the one the person began from; a later save is Stale.

    Saved by somebody who keeps the catalogue, it counts as confirmed: they had all of it in front
    of them.
    """
    system = state.locked(actor, system_id)
    if not permissions.can_edit_system(
        actor, added_by=system.added_by_id, confirmed=system.confirmed_at is not None
    ):
        raise NotAllowed(say("People of IT keep the entries. Tell them what should change."))
    if reason := rules.why_not_edit(retired=system.retired_at is not None):
        raise RuleBroken(reason)
    entry = _checked(entry, system)
    standing = queries.entry_of(system)
    if version != system.version and entry != standing:
        raise Stale(
            say("Somebody changed this entry since you opened it. Here are both."),
            mine=_different(entry, standing),
            theirs=_different(standing, entry),
            version=system.version,
        )
    if entry == standing:
        return system
    state.fill(system, entry)
    system.version += 1
    if permissions.can_keep_catalogue(actor):
        _confirm(system, actor)
        state.settle_entry(actor, system)
    system.save()
    if entry.name != standing.name:
        rename_subject(system.pk, entry.name)
    state.restamp()
    record_event(events.EDITED, actor=actor, subject_id=system.pk)
    return system


@transaction.atomic
def confirm_system(*, actor: Actor, system_id: int) -> System:
    """Say that everything in the entry is (still) right."""
    system = state.locked(actor, system_id)
    if not permissions.can_confirm_system(actor, it_owner=system.it_owner_id):
        raise NotAllowed(say("People of IT say whether an entry is right."))
    if reason := rules.why_not_confirm(retired=system.retired_at is not None):
        raise RuleBroken(reason)
    _confirm(system, actor)
    system.save(update_fields=["confirmed_by", "confirmed_at"])
    state.settle_entry(actor, system)
    record_event(events.CONFIRMED, actor=actor, subject_id=system.pk)
    return system


@transaction.atomic
def retire_system(*, actor: Actor, system_id: int) -> System:
    """Take an entry out of use. It stays readable, with all that happened to it."""
    system = state.kept(actor, system_id)
    if system.retired_at is not None:
        return system
    system.retired_by_id, system.retired_at = actor.me, clock.now()
    system.save(update_fields=["retired_by", "retired_at"])
    state.restamp()
    state.settle_entry(actor, system)
    state.settle_flows(actor, system)
    record_event(events.RETIRED, actor=actor, subject_id=system.pk)
    return system


@transaction.atomic
def restore_system(*, actor: Actor, system_id: int) -> System:
    """Bring a retired entry back into use. What went along with a merged one stays where it is."""
    system = state.kept(actor, system_id)
    if system.retired_at is None:
        return system
    if queries.same_name(system.name, but=system.pk):
        raise RuleBroken(say("Another entry has this name now. Change one of the two first."))
    system.retired_by_id, system.retired_at, system.merged_into_id = None, None, None
    system.save(update_fields=["retired_by", "retired_at", "merged_into"])
    state.restamp()
    state.settle_flows(actor, system)
    record_event(events.RESTORED, actor=actor, subject_id=system.pk)
    return system


def _confirm(system: System, actor: Actor) -> None:
    system.confirmed_by_id, system.confirmed_at = actor.me, clock.now()


def _checked(entry: Entry, system: System | None) -> Entry:
    """The entry as it can be kept, or BadInput naming a field."""
    cleaned = replace(
        entry,
        name=state.line(entry.name, "name", required=True),
        aliases=_aliases(entry.aliases),
        vendor=state.line(entry.vendor, "vendor"),
        support_hours=state.line(entry.support_hours, "support_hours", rules.LINE_LIMIT),
        support_team=state.line(entry.support_team, "support_team"),
        replaced_by=state.line(entry.replaced_by, "replaced_by"),
        target_means=typed(
            entry.target_means, limit=rules.TEXT_LIMIT, field="target_means", required=False
        ),
        data_classes=tuple(one for one in rules.DataClass if one in entry.data_classes),
    )
    if wrong := rules.why_not_enter(cleaned):
        raise BadInput(wrong[1], field=wrong[0])
    if other := queries.same_name(cleaned.name, but=system.pk if system else None):
        raise BadInput(
            say("There is an entry of this name already: {name}.", name=other.name), field="name"
        )
    _owners_are_there(cleaned, system)
    return cleaned


def _aliases(aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, in their order."""
    cleaned = (state.line(alias, "aliases") for alias in aliases)
    return tuple(dict.fromkeys(alias for alias in cleaned if alias))


def _owners_are_there(entry: Entry, system: System | None) -> None:
    """An owner who has left may stay until another is named; nobody new is chosen so."""
    standing = {system.it_owner_id, system.business_owner_id} if system else set()
    chosen = {"it_owner": entry.it_owner, "business_owner": entry.business_owner}
    wanted = {field: pk for field, pk in chosen.items() if pk and pk not in standing}
    active = {pk for pk, _ in active_people()} if wanted else set()
    for field, pk in wanted.items():
        if pk not in active:
            raise BadInput(say("Choose somebody from the list."), field=field)


def _different(entry: Entry, other: Entry) -> str:
    """What of an entry isn't the same in another, a line each."""
    fields = (
        *("name", "aliases", "vendor", "criticality", "data_classes", "support_hours"),
        *("support_team", "yearly_cost", "renews_on", "lifecycle", "target", "replaced_by"),
        *("target_means", "kind"),
    )
    told = [(getattr(entry, field), getattr(other, field)) for field in fields]
    lines = [_said(mine) for mine, theirs in told if mine != theirs]
    return "\n".join(lines)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_said(one) for one in value) or "–"
    return str(getattr(value, "label", None) or (value if value not in {None, ""} else "–"))
