"""Work that was written down elsewhere: taken in by hundreds, tied together, caught up with.

Parts of an import, inside its transaction: that one act is told of once, on the home. Nobody is
told of what happened long ago in another tool.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from tandem.accounts.rules import SKILL_LIMIT, Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.services import (
    company_subject,
    lock_subject,
    make_subjects,
    make_texts_findable,
    record_event,
    record_events,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter
from tandem.work import events, permissions, queries, rules
from tandem.work.models import Assignment, Block, Check, Dependency, Move, SkillAsked, WorkItem
from tandem.work.rules import GivenMove, GivenWork, WorkState
from tandem.work.services import state

_AT_ONCE = 500


@transaction.atomic
def take_in_work(*, actor: Actor, home_id: int, given: Sequence[GivenWork]) -> list[int]:
    """Add pieces of work as they stood elsewhere, with their moments; returns their ids, in order.

    What may be written line by line may be taken in: the same sides, the same estimates, the same
    home that is open for work.
    """
    queries.home_visible_to(actor, home_id)
    for lane in {one.lane for one in given}:
        state.home_to_work_on(actor, home_id, lane)
    _may_be_given(actor, home_id, given)
    titles = [state.title_typed(one.title) for one in given]
    items = _new(actor, home_id, titles, given)
    _with_moves(items, given)
    now = clock.now()
    Assignment.objects.bulk_create(
        Assignment(item=item, person_id=who, by_id=actor.me, starts_at=min(one.asked_at, now))
        for item, one in zip(items, given, strict=True)
        for who in dict.fromkeys(one.people)
    )
    Check.objects.bulk_create(
        Check(
            item=item,
            position=at,
            text=" ".join(typed(line.text, limit=rules.CHECK_LIMIT, field="text").split()),
            done_at=line.done_at,
        )
        for item, one in zip(items, given, strict=True)
        for at, line in enumerate(one.checks, 1)
    )
    SkillAsked.objects.bulk_create(
        SkillAsked(item=item, name=typed(name, limit=SKILL_LIMIT, field="skills"))
        for item, one in zip(items, given, strict=True)
        for name in dict.fromkeys(one.skills)
    )
    return [item.pk for item in items]


@transaction.atomic
def add_many(*, actor: Actor, home_id: int, given: Sequence[GivenWork]) -> list[int]:
    """The same for work that begins here and now: each piece says who added it."""
    made = take_in_work(actor=actor, home_id=home_id, given=given)
    added = WorkItem.objects.filter(pk__in=made).values_list(
        "pk", "number", "kind", "lane", "state"
    )
    record_events(
        events.ADDED,
        actor=actor,
        data={
            pk: {"number": number, "work": kind, "side": lane or None, "state": stands}
            for pk, number, kind, lane, stands in added
        },
    )
    return made


def _may_be_given(actor: Actor, home_id: int, given: Sequence[GivenWork]) -> None:
    now = clock.now()
    if reason := next((why for one in given if (why := rules.why_not_given(one, now))), None):
        raise BadInput(reason)
    standing, decides = standing_on(actor, home_id), decision_rights().lane(Matter.ESTIMATE)
    for lane in {one.lane for one in given if one.days is not None}:
        if not permissions.can_estimate(actor, standing, lane, decides):
            raise NotAllowed(say("The side whose work it is says how long it takes."))
    people = {who for one in given for who in one.people}
    if people - queries.able_to_do(home_id, people):
        raise BadInput(say("Choose people who are here and see this."), field="people")


def _new(
    actor: Actor, home_id: int, titles: Sequence[str], given: Sequence[GivenWork]
) -> list[WorkItem]:
    number, rank = queries.last_of(home_id)
    subjects = make_subjects(events.WORK_ITEM, titles, parent_id=home_id)
    items = []
    for pk, one in zip(subjects, given, strict=True):
        number, rank = number + 1, rules.after_all(rank)
        items.append(
            WorkItem(
                subject_id=pk,
                home_id=home_id,
                number=number,
                kind=one.kind.value,
                description=typed(
                    one.description,
                    limit=rules.DESCRIPTION_LIMIT,
                    field="description",
                    required=False,
                ),
                lane=one.lane or "",
                state=one.state.value,
                rank=rank,
                days=one.days,
                sureness=(one.estimate and one.estimate.sureness) or "",
                low=one.low,
                high=one.high,
                starts_on=one.starts_on,
                due_on=one.due_on,
                asked_by_id=one.asked_by or actor.me,
                asked_at=one.asked_at,
                state_since=one.state_since,
            )
        )
    WorkItem.objects.bulk_create(items, batch_size=_AT_ONCE)
    texts = {(one.pk, state.DESCRIPTION): one.description for one in items if one.description}
    make_texts_findable(texts)
    return items


def _with_moves(items: Sequence[WorkItem], given: Sequence[GivenWork]) -> None:
    moves = []
    for item, one in zip(items, given, strict=True):
        before = ""
        for at, move in enumerate(one.moves):
            moves.append(
                Move(
                    item=item,
                    before=before,
                    after=move.state.value,
                    rank_before=item.rank if at else None,
                    rank_after=item.rank,
                    at=move.at,
                )
            )
            before = move.state.value
    Move.objects.bulk_create(moves, batch_size=_AT_ONCE)


@transaction.atomic
def catch_up_moves(*, actor: Actor, work_id: int, moves: Sequence[GivenMove]) -> WorkItem:
    """Let it stand where it stands elsewhere by now, by the moves that it made there since."""
    item = state.item_to_do(actor, work_id).item
    to, now = moves[-1].state, clock.now()
    if item.state == to.value:
        return item
    last = item.moves.order_by("-at", "-pk").values_list("at", flat=True).first() or item.asked_at
    stood, before = item.state, item.state
    made = []
    for move in [one for one in moves if one.at > last] or [GivenMove(to, max(last, moves[-1].at))]:
        if move.state.value == before:
            continue
        at = min(move.at, now)
        ranks = {"rank_before": item.rank, "rank_after": item.rank}
        made.append(Move(item=item, before=before, after=move.state.value, at=at, **ranks))
        before = move.state.value
    if before != to.value:
        ranks = {"rank_before": item.rank, "rank_after": item.rank}
        made.append(Move(item=item, before=before, after=to.value, at=now, **ranks))
    Move.objects.bulk_create(made)
    item.state, item.state_since = to.value, made[-1].at
    if to is not WorkState.DONE:
        item.accepted_at = item.accepted_by_id = None
    if to.is_over and item.blocked:
        item.blocked = False
        Block.objects.filter(item=item, ends_at=None).update(
            ends_at=now, ended_by_id=actor.person_id
        )
    item.save()
    record_event(events.MOVED, actor=actor, subject_id=item.pk, before=stood, after=to.value)
    return item


@transaction.atomic
def put_many_below(*, actor: Actor, home_id: int, parents: Mapping[int, int]) -> dict[int, str]:
    """Make items parts of others of the same home: {item: the one above}. What is a part already
    stays. Returns why some can't be: {item: sentence}.
    """
    lock_subject(home_id)
    items = WorkItem.objects.filter(pk__in=parents, home_id=home_id).select_related("subject")
    found = {one.pk: one for one in items}
    _may_work(actor, home_id, found.values())
    above, titles = queries.parents_in(home_id)
    refused: dict[int, str] = {}
    for pk, item in found.items():
        if item.parent_id is not None:
            continue
        titles[pk] = item.subject.title
        if reason := rules.why_not_below(pk, parents[pk], above, titles):
            refused[pk] = str(reason)
        else:
            item.parent_id = above[pk] = parents[pk]
    WorkItem.objects.bulk_update(found.values(), ["parent"], batch_size=100)
    return refused


@transaction.atomic
def let_many_wait(*, actor: Actor, home_id: int, edges: Sequence[tuple[int, int]]) -> int:
    """Let items of a home wait for others there: (item, the one it waits for). Returns how many are
    new. The caller has left circles out, seen under the same lock: `dependencies_in`.
    """
    lock_subject(company_subject())
    lock_subject(home_id)
    waiting = {one for one, _ in edges}
    _may_work(actor, home_id, WorkItem.objects.filter(pk__in=waiting))
    if WorkItem.objects.filter(pk__in={on for _, on in edges}).exclude(home_id=home_id).exists():
        raise BadInput(say("Those two stand in different places."))
    known = set(
        Dependency.objects.filter(waiting_id__in=waiting).values_list("waiting_id", "on_id")
    )
    counts: dict[int, int] = {}
    for item, _ in known:
        counts[item] = counts.get(item, 0) + 1
    new = []
    for item, on in dict.fromkeys(edges):
        if (item, on) in known or counts.get(item, 0) >= rules.DEPENDENCIES_AT_MOST:
            continue
        counts[item] = counts.get(item, 0) + 1
        new.append(Dependency(waiting_id=item, on_id=on, by_id=actor.me))
    Dependency.objects.bulk_create(new)
    return len(new)


def _may_work(actor: Actor, home_id: int, items: Iterable[WorkItem]) -> None:
    standing = standing_on(actor, home_id)
    for one in items:
        lane = Lane(one.lane) if one.lane else None
        if one.home_id != home_id or not permissions.can_work(actor, standing, lane):
            raise NotAllowed(state.why_not_theirs(lane))


@transaction.atomic
def drop_many(*, actor: Actor, home_id: int, work_ids: Collection[int]) -> int:
    """Drop work of a home that was taken in by mistake; what is over already stays. How many."""
    lock_subject(home_id)
    items = list(WorkItem.objects.filter(pk__in=work_ids).exclude(state=WorkState.DROPPED.value))
    _may_work(actor, home_id, items)
    now = clock.now()
    Move.objects.bulk_create(
        Move(
            item=item,
            before=item.state,
            after=WorkState.DROPPED.value,
            rank_before=item.rank,
            rank_after=item.rank,
            by_id=actor.person_id,
            at=now,
        )
        for item in items
    )
    moved = {item.pk: {"before": item.state, "after": WorkState.DROPPED.value} for item in items}
    for item in items:
        item.state, item.state_since = WorkState.DROPPED.value, now
    WorkItem.objects.bulk_update(items, ["state", "state_since"], batch_size=100)
    record_events(events.MOVED, actor=actor, data=moved)
    return len(items)
