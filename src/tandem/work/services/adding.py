"""Adding work, and changing what it says."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.rules import SKILL_LIMIT, Actor, Lane
from tandem.accounts.services import lock_person
from tandem.activity.permissions import standing_on
from tandem.activity.services import (
    make_findable,
    make_subject,
    record_event,
    rename_subject,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.work import events, permissions, queries, rules
from tandem.work.models import SkillAsked, WorkItem
from tandem.work.rules import Changes, WorkKind, WorkState
from tandem.work.services import state

SIDE_OF_ACTOR = "own"
"""In place of a side: whichever the actor works for there."""


@transaction.atomic
def add_work_item(  # noqa: PLR0913 - what a line of the list can say
    *,
    actor: Actor,
    home_id: int,
    title: str,
    kind: WorkKind = WorkKind.TASK,
    lane: Lane | str | None = SIDE_OF_ACTOR,
    stands: WorkState = WorkState.TO_DO,
    parent_id: int | None = None,
    form_key: str | None = None,
) -> WorkItem:
    """Add a piece of work to what has work: its title is enough, the rest can follow.

    The same `form_key` twice gives the first one back.
    """
    queries.home_visible_to(actor, home_id)
    side = _side(actor, home_id, lane)
    state.home_to_work_on(actor, home_id, side)
    if form_key:
        lock_person(actor.me)
        if standing := queries.item_with_form_key(actor, form_key):
            return standing
    named = state.title_typed(title)
    item = _new(actor, home_id, named, kind, side, stands, form_key)
    if parent_id is not None:
        _set_parent(actor, item, parent_id)
        item.save(update_fields=["parent"])
    state.record_move(item, None, None, actor)
    record_event(
        events.ADDED,
        actor=actor,
        subject_id=item.pk,
        number=item.number,
        work=kind.value,
        side=side,
        state=item.state,
        title=salted_digest(item.pk, named),
    )
    return item


def _new(
    actor: Actor,
    home_id: int,
    named: str,
    kind: WorkKind,
    side: Lane | None,
    stands: WorkState,
    form_key: str | None,
) -> WorkItem:
    number, last = queries.last_of(home_id)
    now = clock.now()
    return WorkItem.objects.create(
        subject_id=make_subject(events.WORK_ITEM, named, parent_id=home_id),
        home_id=home_id,
        number=number + 1,
        kind=kind.value,
        lane=side or "",
        state=stands.value,
        rank=rules.after_all(last),
        asked_by_id=actor.me,
        asked_at=now,
        state_since=now,
        form_key=form_key or None,
    )


def _side(actor: Actor, home_id: int, lane: Lane | str | None) -> Lane | None:
    if lane == SIDE_OF_ACTOR:
        return state.side_of(actor, standing_on(actor, home_id))
    return Lane(lane) if lane else None


@transaction.atomic
def edit_work_item(
    *, actor: Actor, work_id: int, changes: Changes, version: int | None = None
) -> WorkItem:
    """Change what a piece of work says; what `changes` doesn't name stays.

    `version` is what the editor saw: where somebody changed it meanwhile, both texts are shown.
    """
    held = state.item_to_edit(actor, work_id)
    item = held.item
    before = _said(item)
    _not_stale(item, changes, version)
    if "lane" in changes and (changes["lane"] or "") != item.lane:
        if not permissions.can_work(actor, held.standing, changes["lane"]):
            raise NotAllowed(state.why_not_theirs(changes["lane"]))
        item.lane = changes["lane"] or ""
    if "kind" in changes:
        item.kind = changes["kind"].value
    _set_texts(item, changes)
    _set_days(item, changes)
    if "parent_id" in changes and changes["parent_id"] != item.parent_id:
        _set_parent(actor, item, changes["parent_id"])
    skilled = "skills" in changes and _set_skills(item, changes["skills"])
    if _said(item) == before and not skilled:
        return item
    item.version += 1
    item.save()
    record_event(
        events.CHANGED,
        actor=actor,
        subject_id=item.pk,
        fields=".".join(sorted(changes)),
        text=salted_digest(item.pk, f"{item.subject.title}\n{item.description}"),
    )
    return item


def _said(item: WorkItem) -> tuple[object, ...]:
    return (
        *(item.subject.title, item.description, item.kind, item.lane, item.starts_on, item.due_on),
        item.parent_id,
    )


def _not_stale(item: WorkItem, changes: Changes, version: int | None) -> None:
    if version is None or version == item.version:
        return
    title = changes.get("title", item.subject.title)
    mine = f"{title}\n\n{changes.get('description', item.description)}".strip()
    raise Stale(
        say("Somebody changed this meanwhile. Here are both."),
        mine=mine,
        theirs=f"{item.subject.title}\n\n{item.description}".strip(),
        version=item.version,
    )


def _set_texts(item: WorkItem, changes: Changes) -> None:
    if "title" in changes:
        title = state.title_typed(changes["title"])
        if title != item.subject.title:
            rename_subject(item.pk, title)
            item.subject.title = title
    if "description" in changes:
        item.description = typed(
            changes["description"],
            limit=rules.DESCRIPTION_LIMIT,
            field="description",
            required=False,
        )
        make_findable(item.pk, state.DESCRIPTION, item.description)


def _set_days(item: WorkItem, changes: Changes) -> None:
    if "starts_on" in changes:
        item.starts_on = changes["starts_on"]
    if "due_on" in changes:
        item.due_on = changes["due_on"]
    if reason := rules.why_not_days(item.starts_on, item.due_on):
        raise BadInput(reason, field="due_on")


def _set_parent(actor: Actor, item: WorkItem, parent_id: int | None) -> None:
    if parent_id is None:
        item.parent_id = None
        return
    if queries.item_visible_to(actor, parent_id).home_id != item.home_id:
        raise BadInput(say("Its parts stand where it stands."), field="parent")
    _put_below(item, parent_id)


def _put_below(item: WorkItem, parent_id: int) -> None:
    above, titles = queries.parents_in(item.home_id)
    titles |= {one.id: one.title for one in queries.rows_by_id([item.pk, parent_id])}
    if reason := rules.why_not_below(item.pk, parent_id, above, titles):
        raise BadInput(reason, field="parent")
    item.parent_id = parent_id


def _set_skills(item: WorkItem, skills: Collection[str]) -> bool:
    named = [" ".join(one.split()) for one in skills if one.strip()]
    named = list({one.casefold(): one for one in named}.values())
    if reason := rules.why_not_ask_for(named):
        raise BadInput(reason, field="skills")
    named = [typed(one, limit=SKILL_LIMIT, field="skills") for one in named]
    before = set(item.skills.values_list("name", flat=True))
    if before == set(named):
        return False
    item.skills.exclude(name__in=named).delete()
    SkillAsked.objects.bulk_create(
        SkillAsked(item=item, name=one) for one in named if one not in before
    )
    return True
