"""Copying a signed brief for a repeat. A part of the act by which both owners confirm it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from tandem.accounts.queries import names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.services import make_many_findable, make_subject, record_event
from tandem.briefs import events, queries, rules
from tandem.briefs.models import Brief, Estimate, Item, SignOff, Snapshot
from tandem.briefs.rules import Content, Statement
from tandem.briefs.services import changing, state


def copy_signed_brief(
    *,
    actor: Actor,
    initiative_id: int,
    sentence: str,
    snapshot_id: int,
    word: Callable[[str], str],
    said: Mapping[Lane, tuple[int, datetime]],
) -> None:
    """Write the brief of a repeat: each part of the signed content, its dates moved by `word`.

    `said` is who confirmed it for each side, and when: that is the side's signature on it.
    """
    source = Snapshot.objects.select_related("brief").get(pk=snapshot_id)
    brief = Brief.objects.create(
        subject_id=make_subject(events.BRIEF, sentence, parent_id=initiative_id),
        initiative_id=initiative_id,
        started_by_id=actor.me,
    )
    _copy_parts(brief, actor, source, word)
    now = state.present(brief)
    snapshot = state.snapshot_of_present(brief, now)
    called = names(person_id for person_id, _ in said.values())
    for lane, (person_id, at) in said.items():
        SignOff.objects.create(
            brief=brief,
            snapshot=snapshot,
            lane=lane.value,
            statement=Statement.AGREE.value,
            signed_by_id=person_id,
            signed_as=called[person_id].name,
            signed_at=at,
        )
    changing.set_baseline(actor, brief)
    state.settle_owed(brief, actor)
    record_event(
        events.REPEATED,
        actor=actor,
        subject_id=brief.pk,
        source=source.brief_id,
        content=now.digest,
    )


def _copy_parts(brief: Brief, actor: Actor, source: Snapshot, word: Callable[[str], str]) -> None:
    texts = source.revisions.filter(removed=False).select_related("item")
    efforts = queries.efforts_of([source.brief_id])[source.brief_id]
    found = {}
    for old in texts.order_by("item__position", "item_id"):
        item = Item.objects.create(
            brief=brief,
            number=old.item.number,
            position=old.item.position,
            kind=old.item.kind,
            section=old.section,
        )
        content = _moved(queries.content_of(old.item, old), word)
        lane = Lane(old.lane) if old.lane else None
        item.current = state.new_revision(item, 1, content, actor, lane)
        item.current.save()
        item.save(update_fields=["current"])
        found[state.search_part(item)] = f"{content.title}\n{content.text}"
        if effort := efforts.get(old.item_id):
            Estimate.objects.create(
                item=item, low=effort.low, high=effort.high, stated_by_id=actor.me
            )
    make_many_findable(brief.pk, found)


def _moved(content: Content, word: Callable[[str], str]) -> Content:
    return replace(
        content,
        title=word(content.title)[: rules.TITLE_LIMIT],
        text=word(content.text),
        fields={
            name: _value(value, word)
            for name, value in content.fields.items()
            if name != rules.PICTURE
        },
    )


def _value(value: object, word: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return word(value)
    if isinstance(value, list):
        return [_value(one, word) for one in value]
    return value
