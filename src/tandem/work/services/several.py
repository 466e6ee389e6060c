"""Changing many pieces of work at once: all of them or none, and back again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils.module_loading import import_string

from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing, people_who_see, standings_on
from tandem.activity.services import lock_subjects, notify, record_events
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.words import say
from tandem.work import events, permissions, queries, rules
from tandem.work.models import Assignment, Block, BulkEdit, BulkLine, Move, WorkItem
from tandem.work.queries import ChangedMany
from tandem.work.registry import several_with
from tandem.work.rules import WorkKind, WorkState
from tandem.work.services.state import not_before_filled_in


class BulkChanges(TypedDict, total=False):
    """What many pieces of work are to be; what isn't named stays as it is on each."""

    state: WorkState
    lane: Lane | None
    due_on: date | None
    person_id: int
    fields: Mapping[str, str | Sequence[str]]
    """Of fields of one's own, by name: what is to stand there. They are filled in first."""


OWN_FIELDS = "own_fields"
_COLUMNS = ["state", "state_since", "lane", "due_on", "blocked", "accepted_at", "accepted_by"]


@transaction.atomic
def change_several(
    *, actor: Actor, work_ids: Collection[int], changes: BulkChanges
) -> ChangedMany | None:
    """Change many at once, in as many queries for five hundred as for five; None: nothing changed.

    Where one of them can't be changed, none is, and the reason names some that stand in the way.
    """
    ids = sorted(set(work_ids))
    if reason := rules.why_not_several(len(ids), len(changes)):
        raise BadInput(reason, field="work")
    if queries.count_seen(actor, ids) != len(ids):
        raise NotAllowed(say("Some of these aren't there for you. Choose again."))
    lock_subjects(ids)
    items = list(WorkItem.objects.filter(pk__in=ids).select_related("subject").order_by("pk"))
    doing = queries.assigned_to(ids)
    assigned = {pk for pk, people in doing.items() if any(one.id == actor.me for one in people)}
    standings = standings_on(actor, {item.home_id for item in items})
    refused = [one for one in items if not _may(actor, one, standings, assigned, changes)]
    if refused:
        raise NotAllowed(rules.several_refused(_named(refused), len(refused), len(items)))
    late = [one for one in items if rules.why_not_days(one.starts_on, changes.get("due_on"))]
    if late:
        raise RuleBroken(rules.several_due_too_early(_named(late), len(late)))
    new = _able(actor, items, doing, changes.get("person_id"))
    before = {item.pk: _said(item) for item in items}
    edit = BulkEdit.objects.create(by_id=actor.me)
    filled = _filled(actor, items, changes, edit)
    if changes.get("state") is WorkState.DONE:
        not_before_filled_in([one for one in items if one.state != WorkState.DONE.value])
    moves = _apply(items, changes, actor)
    others = new | filled
    changed = [item for item in items if _said(item) != before[item.pk] or item.pk in others]
    if not changed:
        edit.delete()
        return None
    _write(actor, changed, before, moves, new, changes)
    BulkLine.objects.bulk_create(
        BulkLine(
            edit=edit,
            item=item,
            before=before[item.pk],
            after=_said(item),
            person_id=changes.get("person_id") if item.pk in new else None,
        )
        for item in changed
    )
    return ChangedMany(edit.pk, len(changed))


@transaction.atomic
def undo_several(*, actor: Actor, edit_id: int) -> int:
    """Put back what one's own change of many did; what others changed since stays as it is.

    Says how many were put back. Twice is once.
    """
    edit = BulkEdit.objects.filter(pk=edit_id, by_id=actor.me).first()
    if edit is None:
        raise NotFound
    lines = list(edit.lines.select_related("item__subject").order_by("pk"))
    lock_subjects([line.item_id for line in lines])
    edit.refresh_from_db()
    if edit.undone_at is not None:
        return 0
    standing = [line for line in lines if _said(line.item) == line.after]
    seen = queries.count_seen(actor, [line.item_id for line in standing])
    if seen != len(standing):
        raise NotFound
    edit.undone_at = clock.now()
    edit.save(update_fields=["undone_at"])
    _put_back(actor, standing)
    back = {line.item_id for line in standing if line.before != line.after or line.person_id}
    put_back = import_string(several_with(OWN_FIELDS).put_back)
    return len(back | put_back(actor=actor, edit_id=edit.pk))


def _filled(
    actor: Actor, items: Sequence[WorkItem], changes: BulkChanges, edit: BulkEdit
) -> set[int]:
    """Those of which fields of one's own say something else now."""
    fields = changes.get("fields")
    if not fields:
        return set()
    fill = import_string(several_with(OWN_FIELDS).fill)
    kinds = {item.pk: WorkKind(item.kind) for item in items}
    found: set[int] = fill(actor=actor, items=kinds, fields=fields, edit_id=edit.pk)
    return found


def _may(
    actor: Actor,
    item: WorkItem,
    standings: Mapping[int, Standing],
    assigned: Collection[int],
    changes: BulkChanges,
) -> bool:
    standing, lane = standings[item.home_id], Lane(item.lane) if item.lane else None
    if changes.keys() <= {"state", "fields"}:
        return permissions.can_do(actor, standing, lane, assigned=item.pk in assigned)
    new = changes.get("lane", lane)
    return permissions.can_work(actor, standing, lane) and permissions.can_work(
        actor, standing, new
    )


def _able(
    actor: Actor,
    items: Sequence[WorkItem],
    doing: Mapping[int, Sequence[object]],
    person_id: int | None,
) -> set[int]:
    """The items that somebody is given who doesn't do them yet."""
    if person_id is None:
        return set()
    try:
        able = actor_by_id(person_id).may_take_part
    except NotFound:
        able = False
    homes = {item.home_id for item in items}
    sees = able and all(person_id in one for one in people_who_see(homes).values())
    if not sees:
        raise BadInput(say("Choose somebody who is here and sees all of these."), field="person")
    theirs = {
        pk
        for pk, people in doing.items()
        if any(getattr(one, "id", 0) == person_id for one in people)
    }
    return {item.pk for item in items} - theirs


def _named(items: Sequence[WorkItem]) -> list[str]:
    return [item.subject.title for item in items]


def _said(item: WorkItem) -> dict[str, str | None]:
    due = item.due_on.isoformat() if item.due_on else None
    return {"state": item.state, "lane": item.lane, "due_on": due}


def _apply(items: Sequence[WorkItem], changes: BulkChanges, actor: Actor) -> list[Move]:
    """Let them be so, without writing yet; the moves that this makes."""
    moves = []
    for item in items:
        if "lane" in changes:
            item.lane = changes["lane"] or ""
        if "due_on" in changes:
            item.due_on = changes["due_on"]
        if "state" in changes and changes["state"].value != item.state:
            moves.append(_moved(item, changes["state"], actor))
    return moves


def _moved(item: WorkItem, to: WorkState, actor: Actor) -> Move:
    move = Move(
        item=item,
        before=item.state,
        after=to.value,
        rank_before=item.rank,
        rank_after=item.rank,
        by_id=actor.person_id,
        at=clock.now(),
    )
    item.state, item.state_since = to.value, clock.now()
    if to is not WorkState.DONE:
        item.accepted_at = item.accepted_by_id = None
    if to.is_over:
        item.blocked = False
    return move


def _write(
    actor: Actor,
    changed: Sequence[WorkItem],
    before: Mapping[int, Mapping[str, str | None]],
    moves: Sequence[Move],
    new: Collection[int],
    changes: BulkChanges,
) -> None:
    WorkItem.objects.bulk_update(changed, _COLUMNS, batch_size=100)
    Move.objects.bulk_create(moves)
    over = [move.item_id for move in moves if WorkState(move.after).is_over]
    if over:
        Block.objects.filter(item_id__in=over, ends_at=None).update(
            ends_at=clock.now(), ended_by_id=actor.person_id
        )
    person_id = changes.get("person_id")
    if person_id is not None and new:
        Assignment.objects.bulk_create(
            Assignment(item_id=pk, person_id=person_id, by_id=actor.me) for pk in sorted(new)
        )
        record_events(events.ASSIGNED, actor=actor, data={pk: {"person": person_id} for pk in new})
        first = {item.home_id: item.pk for item in reversed(changed) if item.pk in new}
        for pk in first.values():
            notify([person_id], events.YOU_WERE_ASSIGNED, actor=actor, subject_id=pk)
    moved = {move.item_id: {"before": move.before, "after": move.after} for move in moves}
    record_events(events.MOVED, actor=actor, data=moved)
    edited = {
        item.pk: {"fields": "due_on.lane"}
        for item in changed
        if (before[item.pk]["lane"], before[item.pk]["due_on"])
        != (item.lane, _said(item)["due_on"])
    }
    record_events(events.CHANGED, actor=actor, data=edited)


def _put_back(actor: Actor, lines: Sequence[BulkLine]) -> None:
    moves, edited = [], {}
    for line in lines:
        item = line.item
        due = line.before["due_on"]
        if (item.lane, line.after["due_on"]) != (line.before["lane"], due):
            item.lane, item.due_on = line.before["lane"], date.fromisoformat(due) if due else None
            edited[item.pk] = {"fields": "due_on.lane"}
        if line.before["state"] != item.state:
            moves.append(_moved(item, WorkState(line.before["state"]), actor))
    WorkItem.objects.bulk_update([line.item for line in lines], _COLUMNS, batch_size=100)
    Move.objects.bulk_create(moves)
    given = {line.item_id: line.person_id for line in lines if line.person_id}
    for person_id in set(given.values()):
        items = [pk for pk, person in given.items() if person == person_id]
        Assignment.objects.filter(item_id__in=items, person_id=person_id, ends_at=None).update(
            ends_at=clock.now()
        )
    record_events(
        events.UNASSIGNED, actor=actor, data={pk: {"person": one} for pk, one in given.items()}
    )
    moved = {move.item_id: {"before": move.before, "after": move.after} for move in moves}
    record_events(events.MOVE_UNDONE, actor=actor, data=moved)
    record_events(events.CHANGED, actor=actor, data=edited)
