"""Everything that changes the year. What was noted is cancelled, never deleted."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.activity.services import lock_subject, make_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.systems.queries import rows_of
from tandem.year import events, permissions, rules
from tandem.year.models import Freeze, LaunchWindow, Moment, MomentMove
from tandem.year.rules import FreezeKind, Windows

_Row = TypeVar("_Row", Moment, Freeze)


@transaction.atomic
def note_moment(
    *,
    actor: Actor,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    where: str = "",
    form_key: str | None = None,
) -> Moment:
    """Note a fixed date: one day, or from one to another; `where` are markets and channels."""
    if not permissions.can_note_moments(actor):
        raise NotAllowed(say("Marketing's people note the fixed dates of the year."))
    if made := _made_before(Moment, actor, form_key):
        return made
    name, last = _checked(name, starts_on, ends_on)
    moment = Moment.objects.create(
        subject_id=make_subject(events.MOMENT, name),
        name=name,
        starts_on=starts_on,
        ends_on=last,
        where=typed(where, limit=rules.LINE_LIMIT, field="where", required=False),
        noted_by_id=actor.me,
        form_key=form_key or None,
    )
    record_event(events.MOMENT_NOTED, actor=actor, subject_id=moment.pk)
    return moment


@transaction.atomic
def cancel_moment(*, actor: Actor, moment_id: int) -> Moment:
    """Take a fixed date out of the year."""
    moment = Moment.objects.filter(subject__id=moment_id).first()
    if moment is None:
        raise NotFound
    lock_subject(moment.pk)
    moment.refresh_from_db()
    if not permissions.can_note_moments(actor):
        raise NotAllowed(say("Marketing's people keep the fixed dates of the year."))
    if moment.cancelled_at is None:
        moment.cancelled_by_id, moment.cancelled_at = actor.me, clock.now()
        moment.save(update_fields=["cancelled_by", "cancelled_at"])
        record_event(events.MOMENT_CANCELLED, actor=actor, subject_id=moment.pk)
    return moment


@transaction.atomic
def move_moment(
    *,
    actor: Actor,
    moment_id: int,
    starts_on: date,
    ends_on: date,
    reason: str,
    starts_before: date,
    ends_before: date,
) -> MomentMove | None:
    """Move a fixed date and say why; the days before are those that the person read. The same days
    again are no move.
    """
    moment = _to_move(actor, moment_id)
    if (moment.starts_on, moment.ends_on) == (starts_on, ends_on):
        return None
    if refused := rules.why_not_span(starts_on, ends_on):
        raise BadInput(refused, field="ends_on")
    why = typed(reason, limit=rules.TEXT_LIMIT, field="reason")
    if (moment.starts_on, moment.ends_on) != (starts_before, ends_before):
        raise Stale(
            say("It was moved since you looked. Here are both."),
            mine=f"{starts_on} – {ends_on}",
            theirs=f"{moment.starts_on} – {moment.ends_on}",
            version=0,
        )
    return _move(actor, moment, starts_on, ends_on, why)


@transaction.atomic
def undo_moment_move(*, actor: Actor, moment_id: int, move_id: int) -> MomentMove:
    """Put a fixed date back where it was before a move, as long as nothing moved it since."""
    moment = _to_move(actor, moment_id)
    move = moment.moves.filter(pk=move_id).first()
    if move is None:
        raise NotFound
    if move != moment.moves.order_by("pk").last():
        raise RuleBroken(say("It was moved again since. Move it to where it should be."))
    return _move(actor, moment, move.starts_before, move.ends_before, move.reason, undoes=move)


def _to_move(actor: Actor, moment_id: int) -> Moment:
    """A fixed date, locked, that the actor may move."""
    moment = Moment.objects.filter(subject__id=moment_id).first()
    if moment is None:
        raise NotFound
    lock_subject(moment.pk)
    moment.refresh_from_db()
    if not permissions.can_note_moments(actor):
        raise NotAllowed(say("Marketing's people keep the fixed dates of the year."))
    if moment.cancelled_at is not None:
        raise RuleBroken(say("It was cancelled. Note it anew."))
    return moment


def _move(
    actor: Actor,
    moment: Moment,
    starts_on: date,
    ends_on: date,
    reason: str,
    undoes: MomentMove | None = None,
) -> MomentMove:
    move = MomentMove.objects.create(
        moment=moment,
        starts_before=moment.starts_on,
        ends_before=moment.ends_on,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        by_id=actor.me,
        undoes=undoes,
    )
    days = (starts_on - moment.starts_on).days
    moment.starts_on, moment.ends_on = starts_on, ends_on
    moment.save(update_fields=["starts_on", "ends_on"])
    kind = events.MOMENT_MOVE_UNDONE if undoes else events.MOMENT_MOVED
    record_event(kind, actor=actor, subject_id=moment.pk, days=days, move=move.pk)
    return move


@transaction.atomic
def declare_freeze(  # noqa: PLR0913 - a freeze has these parts
    *,
    actor: Actor,
    kind: FreezeKind,
    name: str,
    reason: str,
    starts_on: date,
    ends_on: date,
    systems: Collection[int] = (),
    form_key: str | None = None,
) -> Freeze:
    """Declare a time without launches, of all systems or of some (their ids)."""
    if not permissions.can_declare_freezes(actor):
        raise NotAllowed(say("IT's people declare freezes."))
    if made := _made_before(Freeze, actor, form_key):
        return made
    name, last = _checked(name, starts_on, ends_on)
    known = rows_of(systems)
    if set(known) != set(systems):
        raise BadInput(say("Choose systems from the list."), field="systems")
    freeze = Freeze.objects.create(
        subject_id=make_subject(events.FREEZE, name),
        kind=kind.value,
        name=name,
        reason=typed(reason, limit=rules.TEXT_LIMIT, field="reason"),
        starts_on=starts_on,
        ends_on=last,
        noted_by_id=actor.me,
        form_key=form_key or None,
    )
    freeze.systems.set(known)
    record_event(events.FREEZE_DECLARED, actor=actor, subject_id=freeze.pk)
    return freeze


@transaction.atomic
def cancel_freeze(*, actor: Actor, freeze_id: int) -> Freeze:
    """Let launches be possible again."""
    freeze = Freeze.objects.filter(subject__id=freeze_id).first()
    if freeze is None:
        raise NotFound
    lock_subject(freeze.pk)
    freeze.refresh_from_db()
    if not permissions.can_declare_freezes(actor):
        raise NotAllowed(say("IT's people keep the freezes."))
    if freeze.cancelled_at is None:
        freeze.cancelled_by_id, freeze.cancelled_at = actor.me, clock.now()
        freeze.save(update_fields=["cancelled_by", "cancelled_at"])
        record_event(events.FREEZE_CANCELLED, actor=actor, subject_id=freeze.pk)
    return freeze


@transaction.atomic
def set_windows(*, actor: Actor, windows: Windows) -> None:
    """Set when launches may begin, for each weekday that has a window."""
    if not permissions.can_set_windows(actor):
        raise NotAllowed(say("Only an administrator changes the settings."))
    if reason := rules.why_not_windows(windows):
        raise BadInput(reason)
    LaunchWindow.objects.all().delete()
    LaunchWindow.objects.bulk_create(
        LaunchWindow(weekday=weekday, opens_at=opens, closes_at=closes)
        for weekday, (opens, closes) in sorted(windows.items())
    )


def _made_before(model: type[_Row], actor: Actor, form_key: str | None) -> _Row | None:
    """What the same form has made already (a double click)."""
    if not form_key:
        return None
    lock_person(actor.me)
    found: _Row | None = model.objects.filter(noted_by_id=actor.me, form_key=form_key).first()
    return found


def _checked(name: str, starts_on: date, ends_on: date | None) -> tuple[str, date]:
    last = ends_on or starts_on
    if reason := rules.why_not_span(starts_on, last):
        raise BadInput(reason, field="ends_on")
    return " ".join(typed(name, limit=rules.NAME_LIMIT, field="name").split()), last


def carry_freezes(actor: Actor, merged_id: int, into_id: int) -> None:
    """Let freezes of a system be freezes of the one that its entry was merged into. Part of that
    act, which is written down with the entries.
    """
    del actor
    for freeze in Freeze.objects.filter(systems=merged_id):
        freeze.systems.add(into_id)
        freeze.systems.remove(merged_id)
