"""Writing a brief, item by item. Nothing typed is ever overwritten: each save is a revision."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import people_on
from tandem.activity.services import lock_subject, make_many_findable, make_subject, record_event
from tandem.briefs import events, permissions, queries, rules
from tandem.briefs.models import Baseline, Brief, ChangeRequest, Item, Revision
from tandem.briefs.rules import Content, Effort, Fields, ItemKind, Priority, Section
from tandem.briefs.services import changing, state
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.formats.brief_markdown import Piece, read_brief
from tandem.initiatives.queries import initiative_visible_to
from tandem.initiatives.queries import whole as idea
from tandem.initiatives.rules import Stage
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter


@transaction.atomic
def start_brief(
    *,
    actor: Actor,
    initiative_id: int,
    document: str = "",
    with_answers: bool = True,
    form_key: str = "",
) -> Brief:
    """Start the brief of an initiative: from a Markdown document, from what the idea's questions
    have answered, or empty.

    Of the document nothing is lost: what fits no section stands under “Also in the document”.
    Beside a document the answers aren't written: the page offers them where parts are missing.
    """
    initiative = initiative_visible_to(actor, initiative_id)
    lock_subject(initiative_id)
    if not permissions.can_start_brief(standing_on(actor, initiative_id)):
        raise NotAllowed(say("Somebody of Marketing on this initiative starts the brief."))
    standing = Brief.objects.filter(initiative_id=initiative_id).first()
    if standing and form_key and standing.form_key == form_key:
        return standing
    if reason := rules.why_not_start(
        assessed=Stage(initiative.stage) not in {Stage.IDEA, Stage.ASSESS},
        started=standing is not None,
    ):
        raise RuleBroken(reason)
    text = typed(document, limit=rules.DOCUMENT_LIMIT, field="document", required=False)
    pieces = _pieces(text, initiative.sentence) if text else ()
    if reason := rules.why_not_so_many(len(pieces)):
        raise BadInput(reason, field="document")
    brief = Brief.objects.create(
        subject_id=make_subject(events.BRIEF, initiative.sentence, parent_id=initiative_id),
        initiative_id=initiative_id,
        started_by_id=actor.me,
        form_key=form_key,
    )
    if text:
        parts = _write_parts(brief, actor, map(_content_of, pieces))
    else:
        parts = _write_parts(brief, actor, _answered(actor, initiative_id) if with_answers else ())
    record_event(
        events.STARTED,
        actor=actor,
        subject_id=brief.pk,
        parts=parts,
        content=state.present(brief).digest,
    )
    return brief


def _pieces(text: str, sentence: str) -> tuple[Piece, ...]:
    """The parts of a document; its title, too, where it says more than the idea does."""
    draft = read_brief(text)
    if not draft.title or draft.title == sentence:
        return draft.pieces
    title = Piece(Section.MORE.value, ItemKind.TEXT.value, "", draft.title, None)
    return (*draft.pieces, title)


def _answered(actor: Actor, initiative_id: int) -> list[Content]:
    """What was answered about the idea, as parts of a brief in their reading order."""
    given = idea(actor, initiative_id).answers.values()
    parts = [
        rules.from_answer(one.question, one.text, measure_first=one.measure_first) for one in given
    ]
    return sorted(parts, key=lambda part: list(Section).index(part.section))


def _write_parts(brief: Brief, actor: Actor, parts: Iterable[Content]) -> int:
    """Write all items at once in a handful of statements, and say how many there are."""
    numbers: dict[str, int] = {}
    items, revisions = [], []
    for position, content in enumerate(parts, start=1):
        if not content.text and not content.fields and content.section is not Section.MORE:
            continue  # only a heading, and the section itself says as much
        numbers[content.kind] = numbers.get(content.kind, 0) + 1
        item = Item(
            brief=brief,
            number=numbers[content.kind],
            position=position,
            kind=content.kind.value,
            section=content.section.value,
        )
        items.append(item)
        revisions.append(state.new_revision(item, 1, content, actor, Lane.MARKETING))
    Item.objects.bulk_create(items)
    Revision.objects.bulk_create(revisions)
    pairs = list(zip(items, revisions, strict=True))
    for item, revision in pairs:
        item.current = revision
    Item.objects.bulk_update(items, ["current"], batch_size=200)
    make_many_findable(
        brief.pk, {state.search_part(item): f"{one.title}\n{one.text}" for item, one in pairs}
    )
    return len(items)


def _content_of(piece: Piece) -> Content:
    return Content(
        kind=ItemKind(piece.kind),
        section=Section(piece.section),
        title=piece.title,
        text=piece.text,
        priority=Priority(piece.priority) if piece.priority else None,
    )


@transaction.atomic
def add_item(  # noqa: PLR0913 - what a part is made of, each by its name
    *,
    actor: Actor,
    initiative_id: int,
    section: Section,
    title: str = "",
    text: str,
    priority: Priority | None = None,
    fields: Fields | None = None,
    form_key: str | None = None,
) -> Item:
    """Add a part to a section. The same `form_key` twice gives the first one back.

    `fields` is what a part of this section carries beside its text (`rules.slots_of`).
    """
    brief = state.locked(actor, initiative_id)
    may_write(actor, initiative_id, {rules.matter_of(section)})
    content = cleaned(section, section.item_kind, title, text, priority, fields or {})
    if own := rules.matters_of_new(content) - {rules.matter_of(section)}:
        may_write(actor, initiative_id, own)
    named_are_there(brief, content)
    sent = Item.objects.filter(brief=brief, form_key=form_key).select_related("current")
    if form_key and (standing := sent.first()):
        if queries.current_of(standing).digest == rules.item_digest(content):
            return standing
        form_key = None  # the same form with other words, by the browser's Back: another part
    item = new_item(brief, content, form_key)
    save(item, 1, content, actor, events.ITEM_ADDED)
    return item


def new_item(brief: Brief, content: Content, form_key: str | None = None) -> Item:
    """A part at the end of the brief, with a short name that no other ever had."""
    same_kind = Item.objects.filter(brief=brief, kind=content.kind.value)
    return Item.objects.create(
        brief=brief,
        number=(same_kind.aggregate(at=Max("number"))["at"] or 0) + 1,
        position=state.last_position(brief) + 1,
        kind=content.kind.value,
        section=content.section.value,
        form_key=form_key or None,
    )


@transaction.atomic
def edit_item(  # noqa: PLR0913 - what is changed of a part, each by its name
    *,
    actor: Actor,
    initiative_id: int,
    item_id: int,
    title: str = "",
    text: str,
    priority: Priority | None = None,
    fields: Fields | None = None,
    base: int,
    effort: Effort | None = None,
) -> Item:
    """Change an item. `base` is the revision number that the person began from. What it carries
    beside its text stays where no `fields` are given.

    Raises Stale with both texts if somebody saved meanwhile. What both sides have signed stays
    what counts: its change waits (`changing`), with IT's `effort` if somebody of IT writes it.
    """
    item, section, decided = item_to_write(actor, initiative_id, item_id)
    current = queries.current_of(item)
    kept = _slots(current.fields) if fields is None else fields
    content = cleaned(section, ItemKind(item.kind), title, text, priority, kept)
    named_are_there(item.brief, content, item)
    content = replace(content, fields={**content.fields, **_answers(item, current)})
    if rules.item_digest(content) == current.digest:
        changing.drop_change(item, actor)
        return item
    not_stale(item, current, base, _words(content))
    if reason := rules.why_not_change(removed=current.removed):
        raise RuleBroken(reason)
    may_touch(rules.matters_touched(queries.content_of(item, current), content), decided)
    save_content(item, content, actor, effort)
    return item


def save_content(item: Item, content: Content, actor: Actor, effort: Effort | None = None) -> None:
    """Give an item a new content, or let that wait where both sides have signed the item."""
    current = queries.current_of(item)
    if _is_agreed(item, current):
        changing.save_change(item, content, actor, effort)
    else:
        save(item, current.number + 1, content, actor, events.ITEM_EDITED)


def _slots(fields: Fields) -> Fields:
    carried = {rules.WHAT_IFS, rules.PICTURE}
    return {name: value for name, value in fields.items() if name not in carried}


def _answers(item: Item, current: Revision) -> Fields:
    """The answered cards, and the picture a part shows. No form of the text sends them: they stay
    as they are or wait."""
    if item.kind not in {ItemKind.USE_CASE.value, ItemKind.TEXT.value}:
        return {}
    waiting = ChangeRequest.objects.filter(item=item, outcome="").first()
    fields = waiting.fields if waiting else current.fields
    return {name: fields[name] for name in (rules.WHAT_IFS, rules.PICTURE) if fields.get(name)}


@transaction.atomic
def remove_item(*, actor: Actor, initiative_id: int, item_id: int, base: int) -> Item:
    """Take an item out. If it was signed, both sides sign that it is gone."""
    return _set_removed(actor, initiative_id, item_id, base, removed=True)


@transaction.atomic
def restore_item(*, actor: Actor, initiative_id: int, item_id: int, base: int) -> Item:
    """Put an item back with the text it had: what was signed of it last counts again."""
    return _set_removed(actor, initiative_id, item_id, base, removed=False)


def _set_removed(
    actor: Actor, initiative_id: int, item_id: int, base: int, *, removed: bool
) -> Item:
    item, section, decided = item_to_write(actor, initiative_id, item_id)
    may_touch({rules.matter_of(section)}, decided)
    current = queries.current_of(item)
    if current.removed == removed:
        return item
    not_stale(item, current, base, current.text)
    nothing_waits(item)
    content = replace(queries.content_of(item, current), removed=removed)
    kind = events.ITEM_REMOVED if removed else events.ITEM_RESTORED
    save(item, current.number + 1, content, actor, kind)
    if item.kind == ItemKind.USE_CASE.value:
        state.settle_cards(item, actor, removed=removed)
    return item


def nothing_waits(item: Item) -> None:
    """A change of the part that waits is settled before the part goes elsewhere."""
    waiting = ChangeRequest.objects.filter(item=item, outcome="").first()
    if waiting:
        raise RuleBroken(rules.why_not_while_waiting(waiting.written_by.name))


def _is_agreed(item: Item, current: Revision) -> bool:
    """Whether an item carries both signatures in a brief that was once signed as a whole."""
    if not Baseline.objects.filter(brief=item.brief).exists():
        return False
    signatures = queries.signatures_of([item.brief_id])[item.brief_id]
    pairs = {item.pk: current.digest}
    return rules.is_signed(pairs, signatures)


def may_write(actor: Actor, initiative_id: int, touched: Collection[Matter]) -> None:
    """Raises NotAllowed where others decide what is touched, and outside of the initiative."""
    may_touch(touched, _written(actor, initiative_id))


def _written(actor: Actor, initiative_id: int) -> frozenset[Matter]:
    """What the actor changes directly; raises NotAllowed outside of the initiative."""
    standing = standing_on(actor, initiative_id)
    mine = queries.written(actor, initiative_id, standing)
    if standing.helps and not mine:
        raise NotAllowed(
            say("This brief has been signed. From here on, suggest what you would change.")
        )
    if not permissions.can_edit(standing, mine):
        raise NotAllowed(say("Take part in this initiative first; then you can write here."))
    return mine


def may_touch(touched: Collection[Matter], decided: Collection[Matter]) -> None:
    """Raises NotAllowed where others decide what is touched."""
    if reason := rules.why_not_edit(touched, decided, decision_rights()):
        raise NotAllowed(reason)


def item_to_write(
    actor: Actor, initiative_id: int, item_id: int
) -> tuple[Item, Section, frozenset[Matter]]:
    """A part of which the actor decides something, locked with its brief; where it stands, and
    what they decide."""
    brief = state.locked(actor, initiative_id)
    item = Item.objects.filter(brief=brief, pk=item_id).select_related("current").first()
    if item is None:
        raise NotFound
    item.brief = brief
    section = Section(item.section)
    decided = _written(actor, initiative_id)
    if not decided & rules.matters_in(section):
        may_touch({rules.matter_of(section)}, decided)
    return item, section, decided


def named_are_there(brief: Brief, content: Content, item: Item | None = None) -> None:
    """Whatever requirement a part names stands in the brief, and isn't the part itself."""
    _is_on(brief, content)
    named = rules.named_requirements(content.section, content.fields)
    if not named:
        return
    rows = Item.objects.filter(brief=brief, kind=ItemKind.REQUIREMENT.value)
    there = {str(row) for row in rows if item is None or row.pk != item.pk}
    for field, label in named:
        if label not in there:
            raise BadInput(
                say("There is no other requirement {label} here.", label=label), field=field
            )


def _is_on(brief: Brief, content: Content) -> None:
    """Who owes something is on the initiative: so they see it, and can be waited for."""
    who = rules.who_owes(content.fields)
    if who is None or who[1] is None:
        return
    people = people_on([brief.initiative_id])[brief.initiative_id]
    if who[1] not in {person.name.id for person in people}:
        raise BadInput(say("Choose a side, or somebody on the initiative."), field="who")


def cleaned(
    section: Section,
    kind: ItemKind,
    title: str,
    text: str,
    priority: Priority | None,
    fields: Fields,
) -> Content:
    """A part's content as it is kept, of what was given; raises BadInput naming the field."""
    if kind is not ItemKind.REQUIREMENT:
        priority = None
    elif priority is None:
        priority = Priority.SHOULD
    cleaned = rules.clean_fields(section, fields, kind)
    return Content(
        kind=kind,
        section=section,
        title=typed(title, limit=rules.TITLE_LIMIT, field="title", required=False),
        text=typed(text, limit=rules.TEXT_LIMIT, field="text", required=not cleaned),
        priority=priority,
        fields=cleaned,
    )


def not_stale(item: Item, current: Revision, base: int, mine: str) -> None:
    """Raises Stale with both texts if somebody saved the part meanwhile."""
    if current.number != base:
        raise Stale(
            say("Somebody else saved this part while you were writing. Here are both texts."),
            mine=mine,
            theirs=_words(queries.content_of(item, current)),
            version=current.number,
        )


def _words(content: Content) -> str:
    return rules.in_words(content, queries.called_in([content.fields]))


def save(item: Item, number: int, content: Content, actor: Actor, kind: str) -> None:
    """Give a part its next text, record that, and let wait what has to."""
    lane = state.side_of(actor, item.brief, content)
    revision = state.new_revision(item, number, content, actor, lane)
    revision.save()
    item.current, item.section = revision, revision.section
    item.save(update_fields=["current", "section"])
    state.record_item(kind, item, revision, actor)
    state.settle_turns(item.brief, actor)
