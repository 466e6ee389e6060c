"""What acts on work begin with and share."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.module_loading import import_string

from tandem.accounts.queries import names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing, standing_on
from tandem.activity.queries import SubjectSeen, subject_visible_to, unknown_at, without_sight
from tandem.activity.services import lock_subject
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import Sentence, say
from tandem.work import permissions, queries
from tandem.work.models import Move, WorkItem
from tandem.work.registry import rules_before_done
from tandem.work.rules import TITLE_LIMIT, WorkKind, WorkState

DESCRIPTION = "description"
"""The part that a description is to the search."""


@dataclass(frozen=True, slots=True)
class Held:
    """A locked piece of work, and what the actor is on its home."""

    item: WorkItem
    standing: Standing

    @property
    def lane(self) -> Lane | None:
        return Lane(self.item.lane) if self.item.lane else None


def home_to_work_on(actor: Actor, home_id: int, lane: Lane | None) -> SubjectSeen:
    """What has work, seen and locked, of somebody who may add work of a side there."""
    home = queries.home_visible_to(actor, home_id)
    if not permissions.can_work(actor, standing_on(actor, home_id), lane):
        raise NotAllowed(why_not_theirs(lane))
    lock_subject(home_id)
    if reason := queries.why_no_work(home):
        raise RuleBroken(reason)
    return home


def locked(actor: Actor, work_id: int) -> Held:
    """The item, seen through the actor's eyes and locked."""
    queries.item_visible_to(actor, work_id)
    lock_subject(work_id)
    item = queries.item_visible_to(actor, work_id)
    return Held(item, standing_on(actor, item.home_id))


def item_to_edit(actor: Actor, work_id: int) -> Held:
    """The same for whoever may edit it."""
    held = locked(actor, work_id)
    if not permissions.can_work(actor, held.standing, held.lane):
        raise NotAllowed(why_not_theirs(held.lane))
    return held


def item_to_do(actor: Actor, work_id: int) -> Held:
    """The same for whoever may edit it, or does it."""
    held = locked(actor, work_id)
    if permissions.can_work(actor, held.standing, held.lane):
        return held
    assigned = queries.is_assigned(work_id, actor.me)
    if not permissions.can_do(actor, held.standing, held.lane, assigned=assigned):
        raise NotAllowed(why_not_theirs(held.lane))
    return held


def why_not_theirs(lane: Lane | None) -> Sentence:
    """What whoever may not is told: who does it, and how to take part."""
    if lane is None:
        return say(
            "The people who work on it do this. Take part in it, or say it in the talk beside it."
        )
    return say(
        "The people of {side} who work on it do this. Say it in the talk beside it.",
        side=lane.label,
    )


def side_of(actor: Actor, standing: Standing) -> Lane | None:
    """The side that somebody adds work for who says nothing else; shared where that is unclear."""
    sides = permissions.sides_worked_for(standing) & actor.lanes
    return next(iter(sides)) if len(sides) == 1 else None


def title_typed(title: str) -> str:
    """What it is called, on one line."""
    return " ".join(typed(title, limit=TITLE_LIMIT, field="title").split())


def record_move(
    item: WorkItem, before: WorkState | None, rank_before: int | None, actor: Actor, undoes: int = 0
) -> Move:
    """Write down that it moved to where it stands now."""
    return Move.objects.create(
        item=item,
        before=before or "",
        after=item.state,
        rank_before=rank_before,
        rank_after=item.rank,
        by_id=actor.person_id,
        undoes_id=undoes or None,
    )


def there_for_it(actor: Actor, item: WorkItem, people: Collection[int], *, field: str) -> None:
    """Refuse kindly to give work to, or wait for, people who can't see it."""
    place = subject_visible_to(actor, item.pk)
    if unknown_at(place, people):
        raise BadInput(say("Choose somebody who is on it."), field=field)
    if hidden := without_sight(item.home_id, people):
        name = names(hidden)[min(hidden)].name
        raise BadInput(
            say("{name} can't see this. Let them take part in it first.", name=name), field=field
        )


def not_before_filled_in(items: Collection[WorkItem]) -> None:
    """Refuse to let work be done of which a context above says that something is missing."""
    kinds = {item.pk: WorkKind(item.kind) for item in items}
    for path in rules_before_done():
        if reason := import_string(path)(kinds):
            raise RuleBroken(reason)
