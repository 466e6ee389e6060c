"""Moving work: into another state, to another place, and back."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import lock_subject, notify, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.work import events, queries, rules
from tandem.work.models import Block, Move, WorkItem
from tandem.work.queries import Moved
from tandem.work.rules import WorkState
from tandem.work.services import state

AT_END = 0
"""In place of the item that follows: behind all others."""


@transaction.atomic
def move_work_item(
    *,
    actor: Actor,
    work_id: int,
    to: WorkState,
    seen: WorkState | None = None,
    before_id: int | None = None,
) -> Moved:
    """Put it into a state, and perhaps to a place: before another item, or AT_END.

    `seen` is the state in which the actor saw it: whoever comes second is told, and moves nothing.
    """
    held = state.item_to_do(actor, work_id)
    item = held.item
    stood, rank = WorkState(item.state), item.rank
    if seen and (reason := rules.why_not_moved_by(seen, stood, to)):
        raise RuleBroken(reason)
    if before_id is not None:
        _place(actor, item, before_id)
    if (stood, rank) == (to, item.rank):
        return Moved(item, None)
    if to is WorkState.DONE and stood is not to:
        state.not_before_filled_in([item])
    _put_into(item, to, actor)
    item.save()
    move = state.record_move(item, stood, rank, actor)
    if stood is to:
        record_event(events.PLACED, actor=actor, subject_id=item.pk)
    else:
        record_event(
            events.MOVED, actor=actor, subject_id=item.pk, before=stood.value, after=to.value
        )
        if to is WorkState.DONE:
            notify([item.asked_by_id], events.WORK_IS_DONE, actor=actor, subject_id=item.pk)
    return Moved(item, move)


@transaction.atomic
def undo_move(*, actor: Actor, move_id: int) -> Moved:
    """Put it back where one's own move took it from, while nobody moved it since. Twice is once."""
    found = queries.move_of(actor, move_id)
    held = state.item_to_do(actor, found.item_id)
    item = held.item
    if found.by_id != actor.me or not found.before:
        raise NotAllowed(say("Whoever moved it undoes that. You can move it yourself."))
    if Move.objects.filter(undoes_id=move_id).exists():
        return Moved(item, None)
    if (item.state, item.rank) != (found.after, found.rank_after):
        raise RuleBroken(say("It was moved again meanwhile. Look at it, then move it."))
    stood, rank = WorkState(item.state), item.rank
    item.rank = found.rank_before or item.rank
    _put_into(item, WorkState(found.before), actor)
    item.save()
    move = state.record_move(item, stood, rank, actor, undoes=move_id)
    record_event(
        events.MOVE_UNDONE,
        actor=actor,
        subject_id=item.pk,
        before=stood.value,
        after=item.state,
    )
    return Moved(item, move)


def _put_into(item: WorkItem, to: WorkState, actor: Actor) -> None:
    """Let it stand there; what was only true where it stood before ends."""
    if item.state == to.value:
        return
    item.state, item.state_since = to.value, clock.now()
    if to is not WorkState.DONE:
        item.accepted_at = item.accepted_by_id = None
    if to.is_over and item.blocked:
        item.blocked = False
        Block.objects.filter(item=item, ends_at=None).update(
            ends_at=clock.now(), ended_by_id=actor.person_id
        )


def _place(actor: Actor, item: WorkItem, before_id: int) -> None:
    """Give it its new place. Of those who put two cards in one gap, the second waits."""
    lock_subject(item.home_id)
    if before_id == AT_END:
        _, last = queries.last_of(item.home_id)
        item.rank = item.rank if last == item.rank else rules.after_all(last)
        return
    if before_id == item.pk:
        return
    follows = queries.item_visible_to(actor, before_id)
    if follows.home_id != item.home_id:
        raise BadInput(say("Those two stand in different places."), field="before")
    rank = _rank_before(item, follows)
    if rank is None:
        _spread_out(item.home_id)
        follows.refresh_from_db(fields=["rank"])
        rank = _rank_before(item, follows)
    item.rank = rank if rank is not None else item.rank


def _rank_before(item: WorkItem, follows: WorkItem) -> int | None:
    before = queries.rank_before(item.home_id, follows.rank, without=item.pk)
    if (before is None or before < item.rank) and item.rank < follows.rank:
        return item.rank  # It stands there already.
    return rules.between(before, follows.rank)


def _spread_out(home_id: int) -> None:
    """Make room between all of a home's work; their order stays."""
    items = list(WorkItem.objects.filter(home_id=home_id).order_by("rank", "pk").only("pk"))
    for item, rank in zip(items, rules.spread_out(len(items)), strict=True):
        item.rank = rank
    WorkItem.objects.bulk_update(items, ["rank"], batch_size=200)
