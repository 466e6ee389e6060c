"""What every change of a brief begins and ends with: the locked brief, and its turns settled."""

from dataclasses import dataclass

from django.db.models import F, Max

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import alone_on, end_of, kinds_open_on, open_turns_on, people_on
from tandem.activity.services import (
    close_turns,
    lock_subject,
    make_findable,
    open_turn,
    record_event,
    salted_digest,
)
from tandem.briefs import events, queries, rules
from tandem.briefs.models import (
    Brief,
    ChangeRequest,
    Item,
    Playback,
    Revision,
    SignOff,
    Snapshot,
    WhatIf,
)
from tandem.briefs.rules import Content, ItemKind, Pairs, Signature, Statement
from tandem.initiatives.events import SIGN_SECOND
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter


@dataclass(frozen=True, slots=True)
class Present:
    """A brief's exact content now and the signatures that stand."""

    pairs: Pairs
    digest: str
    signatures: list[Signature]


def locked(actor: Actor, initiative_id: int) -> Brief:
    """The brief, seen through the actor's eyes and locked: hidden and missing are the same."""
    brief = queries.brief_visible_to(actor, initiative_id)
    lock_subject(brief.pk)
    return brief


def present(brief: Brief) -> Present:
    """Read a brief's exact content and its signatures, once the brief is locked."""
    signatures = queries.signatures_of([brief.pk])[brief.pk]
    pairs = queries.present_pairs(queries.present_parts([brief.pk])[brief.pk], signatures)
    return Present(pairs, rules.content_digest(pairs), signatures)


def snapshot_of_present(brief: Brief, now: Present) -> Snapshot:
    """The snapshot of the present content; the same content is the same snapshot."""
    standing = Snapshot.objects.filter(brief=brief, digest=now.digest).first()
    if standing:
        return standing
    snapshot = Snapshot.objects.create(
        brief=brief,
        number=Snapshot.objects.filter(brief=brief).count() + 1,
        digest=now.digest,
    )
    snapshot.revisions.set(Revision.objects.filter(item_id__in=now.pairs, item__current=F("pk")))
    return snapshot


def last_position(brief: Brief) -> int:
    """Where the last part of a brief stands."""
    return Item.objects.filter(brief=brief).aggregate(at=Max("position"))["at"] or 0


def new_revision(
    item: Item, number: int, content: Content, actor: Actor, lane: Lane | None
) -> Revision:
    """A text of an item, not yet saved."""
    return Revision(
        item=item,
        number=number,
        section=content.section.value,
        title=content.title,
        text=content.text,
        priority=content.priority.value if content.priority else "",
        removed=content.removed,
        fields=dict(content.fields),
        digest=rules.item_digest(content),
        written_by_id=actor.me,
        lane=lane.value if lane else "",
    )


def second_signs(actor: Actor, initiative_id: int) -> frozenset[Lane]:
    """The side for which somebody is the second signer, where one person answers for both."""
    alone = alone_on(initiative_id) if actor.may_write else None
    return alone.signs(actor.me) if alone else frozenset()


def side_of(actor: Actor, brief: Brief, content: Content) -> Lane | None:
    """For which side somebody writes a part: the one that decides it, if they are of it."""
    standing = standing_on(actor, brief.initiative_id)
    sides = standing.sides | standing.helps
    decides = decision_rights().lane(rules.words_matter(content.section))
    return decides if decides in sides else next(iter(sorted(sides)), None)


def record_item(kind: str, item: Item, revision: Revision, actor: Actor) -> None:
    """Chain that an item has a new text; its words stay out of the record."""
    record_event(
        kind,
        actor=actor,
        subject_id=item.brief_id,
        item=str(item).lower(),
        item_id=item.pk,
        revision=revision.number,
        section=item.section,
        text=salted_digest(item.brief_id, revision.digest),
    )
    text = "" if revision.removed else f"{revision.title}\n{revision.text}"
    make_findable(item.brief_id, search_part(item), text)


def search_part(item: Item) -> str:
    """What the search index calls an item's text."""
    return f"item:{item.pk}"


def settle_turns(brief: Brief, actor: Actor) -> None:
    """Let wait what has to wait now, and nothing else: derived from the brief's state."""
    wanted = _second_instead(brief, actor, _wanted(brief))
    standing = {turn for turn in kinds_open_on(brief.pk) if turn[0] in _DERIVED}
    for kind, lane in sorted(standing - wanted):
        close_turns(kind, subject_id=brief.pk, actor=actor, lane=lane)
    for kind, lane in sorted(wanted - standing):
        open_turn(kind, subject_id=brief.pk, actor=actor, lane=lane)
    settle_owed(brief, actor)


def _second_instead(
    brief: Brief, actor: Actor, wanted: set[tuple[str, Lane]]
) -> set[tuple[str, Lane]]:
    """Where one person answers for both sides, the second signer is waited for by name."""
    alone = alone_on(brief.initiative_id)
    if alone is None or alone.second is None or alone.lane is None:
        return wanted
    theirs = (events.SIGN, alone.lane)
    if theirs in wanted:
        open_turn(SIGN_SECOND, subject_id=brief.initiative_id, actor=actor, person_id=alone.second)
    else:
        close_turns(SIGN_SECOND, subject_id=brief.initiative_id, actor=actor)
    return wanted - {theirs}


def settle_owed(brief: Brief, actor: Actor) -> None:
    """Let each side and person be waited for until the first day on which they owe something."""
    owed = Item.objects.filter(brief=brief, kind=ItemKind.OWED.value, current__removed=False)
    rows = list(owed.values_list("current__fields", "delivery"))
    if not rows and not Item.objects.filter(brief=brief, kind=ItemKind.OWED.value).exists():
        return
    here = {one.name.id for one in people_on([brief.initiative_id])[brief.initiative_id]}
    days = rules.next_days(fields for fields, delivered in rows if not delivered)
    # Whoever has left is not waited for; the part stays and can be given to somebody else.
    wanted = {who: day for who, day in days.items() if who[1] is None or who[1] in here}
    turns = [t for t in open_turns_on([brief.initiative_id]) if t.kind == events.DELIVER]
    standing = {(t.lane, t.person.id if t.person else None): t.due_at for t in turns}
    for (lane, person_id), due in standing.items():
        until = wanted.get((lane, person_id))
        if until is None or end_of(until, person_id=person_id) != due:
            close_turns(
                events.DELIVER, subject_id=brief.pk, actor=actor, lane=lane, person_id=person_id
            )
    for (lane, person_id), until in wanted.items():
        open_turn(
            events.DELIVER,
            subject_id=brief.pk,
            actor=actor,
            lane=lane,
            person_id=person_id,
            until=until,
        )


_DERIVED = {
    events.CONFIRM,
    events.SIGN,
    events.REWORK,
    events.STATE_EFFORT,
    events.SETTLE_CHANGE,
}


def _wanted(brief: Brief) -> set[tuple[str, Lane]]:
    now = present(brief)
    newest = Playback.objects.filter(brief=brief).order_by("-pk").first()
    objecting = _objecting(brief, now.digest)
    wanted = {(events.REWORK, lane.other) for lane in objecting}
    if newest is not None and newest.answered_at is None:
        wanted.add((events.CONFIRM, Lane.MARKETING))
    if brief.pk in queries.confirmed_among([brief.pk]):
        wanted |= {
            (events.SIGN, lane)
            for lane in Lane
            if lane not in objecting and rules.unsigned_items(now.pairs, lane, now.signatures)
        }
    return wanted | _wanted_by_changes(brief)


def _wanted_by_changes(brief: Brief) -> set[tuple[str, Lane]]:
    waiting = ChangeRequest.objects.filter(brief=brief, outcome="")
    estimating = decision_rights().asked(Matter.ESTIMATE)
    return {
        (events.SETTLE_CHANGE, Lane(change.lane))
        if queries.weighed(change).weight
        else (events.STATE_EFFORT, estimating)
        for change in waiting.select_related("item", "base")
    }


def _objecting(brief: Brief, digest: str) -> set[Lane]:
    """The sides whose newest word on the present content is an objection."""
    said = SignOff.objects.filter(brief=brief, snapshot__digest=digest).order_by("pk")
    newest = dict(said.values_list("lane", "statement"))
    return {Lane(lane) for lane, statement in newest.items() if statement == Statement.OBJECT}


def settle_cards(item: Item, actor: Actor, *, removed: bool = False) -> None:
    """Let whoever decides how it is used be waited for while a question of the brief is open."""
    cards = WhatIf.objects.filter(item=item, answered_at=None)
    item.unanswered = 0 if removed else cards.count()
    item.save(update_fields=["unanswered"])
    if Item.objects.filter(brief_id=item.brief_id, unanswered__gt=0).exists():
        asked = decision_rights().asked(Matter.USE)
        open_turn(events.ANSWER_WHAT_IF, subject_id=item.brief_id, actor=actor, lane=asked)
    else:
        close_turns(events.ANSWER_WHAT_IF, subject_id=item.brief_id, actor=actor)
