"""What work is for, and what it waits for."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.briefs.queries import parts_to_cover
from tandem.core.circles import path_between
from tandem.core.errors import BadInput, RuleBroken
from tandem.core.words import say
from tandem.work import events, queries, rules
from tandem.work.models import Covered, Dependency, WorkItem
from tandem.work.rules import DependencyKind
from tandem.work.services import state


@transaction.atomic
def link_work_item(*, actor: Actor, work_id: int, part_id: int) -> WorkItem:
    """Say which requirement or use case of the brief it is for. Twice is once."""
    item = state.item_to_edit(actor, work_id).item
    if part_id not in {part.id for part in parts_to_cover(item.home_id)}:
        raise BadInput(say("Choose a requirement or a use case of this brief."), field="part")
    if item.covers.count() >= rules.PARTS_AT_MOST:
        raise RuleBroken(say("It is for many parts already. Make sub-tasks of it."))
    _, new = Covered.objects.get_or_create(item=item, part_id=part_id, defaults={"by_id": actor.me})
    if new:
        record_event(events.LINKED, actor=actor, subject_id=item.pk, part=part_id)
    return item


@transaction.atomic
def unlink_work_item(*, actor: Actor, work_id: int, part_id: int) -> WorkItem:
    """Say that it isn't for that part of the brief. Twice is once."""
    item = state.item_to_edit(actor, work_id).item
    if item.covers.filter(part_id=part_id).delete()[0]:
        record_event(events.UNLINKED, actor=actor, subject_id=item.pk, part=part_id)
    return item


@transaction.atomic
def let_wait_for(
    *,
    actor: Actor,
    work_id: int,
    on_id: int,
    kind: DependencyKind = DependencyKind.FINISH_START,
    lag: int = 0,
) -> Dependency:
    """Let it wait for other work, of any home that the actor sees, with so many working days
    between (fewer than none: so much earlier). Said again, it is changed.
    """
    queries.item_visible_to(actor, work_id)
    # Of two people who close a circle from both ends, the second one sees what the first did.
    lock_subject(company_subject())
    item = state.item_to_edit(actor, work_id).item
    on = queries.item_visible_to(actor, on_id)
    standing = Dependency.objects.filter(waiting=item, on=on).first()
    if standing and (standing.kind, standing.lag) == (kind.value, lag):
        return standing
    reason = rules.why_not_wait_for(
        same=item.pk == on.pk,
        related=_related(item, on),
        lag=lag,
        count=0 if standing else item.waits_for.count(),
    )
    if reason:
        raise BadInput(reason, field="on")
    _no_circle(actor, item.pk, on.pk)
    made, _ = Dependency.objects.update_or_create(
        waiting=item, on=on, defaults={"kind": kind.value, "lag": lag, "by_id": actor.me}
    )
    record_event(events.WAITS, actor=actor, subject_id=item.pk, on=on.pk, how=kind.value, lag=lag)
    return made


def _related(item: WorkItem, on: WorkItem) -> bool:
    """Whether one is a part of the other, however deep."""
    if item.home_id != on.home_id:
        return False
    above, _ = queries.parents_in(item.home_id)
    return any(_is_above(one, other, above) for one, other in ((item.pk, on.pk), (on.pk, item.pk)))


def _is_above(one: int, other: int, above: dict[int, int | None]) -> bool:
    place: int | None = other
    while place is not None:
        place = above.get(place)
        if place == one:
            return True
    return False


def _no_circle(actor: Actor, item_id: int, on_id: int) -> None:
    following = queries.what_waits_for(item_id)
    path = path_between(item_id, on_id, following)
    if path:
        raise BadInput(rules.circle(path, queries.titles_seen(actor, set(path))), field="on")


@transaction.atomic
def let_wait_no_more(*, actor: Actor, work_id: int, dependency_id: int) -> WorkItem:
    """Let it no longer wait for other work."""
    found = queries.dependency_of(actor, work_id, dependency_id)
    item = state.item_to_edit(actor, work_id).item
    on = found.on_id
    found.delete()
    record_event(events.WAITS_NO_MORE, actor=actor, subject_id=item.pk, on=on)
    return item
