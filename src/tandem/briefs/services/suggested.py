"""What others may suggest about a part of a brief, and how it is written once it is taken over.

Whether somebody may is decided where suggestions are (`rights`); these hold the rules of a brief.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from tandem.accounts.rules import Actor
from tandem.briefs import events, queries, rules
from tandem.briefs.models import Brief, Item
from tandem.briefs.rules import Content, ItemKind, Priority, Section
from tandem.briefs.services import state, writing
from tandem.core.errors import BadInput, NotFound, RuleBroken
from tandem.core.words import Sentence, say
from tandem.rights.registry import PartKind, Target, part_kind
from tandem.rights.rules import Fields, Matter

_FIXED = ("kind", "section")
_ELSEWHERE = (rules.WHAT_IFS, rules.PICTURE)
"""What acts of its own write."""


def find_part(actor: Actor, initiative_id: int, target: str) -> Target:
    """A part as it is, with each of its fields."""
    if not target.isdecimal() or len(target) > 18:
        raise NotFound
    row = queries.item_of(actor, initiative_id, int(target))
    if reason := rules.why_not_change(removed=row.removed):
        raise RuleBroken(reason)
    fields = _fields_of(row.content)
    title = say("{item}: {section}", item=row.label, section=row.section.label)
    url = f"/initiatives/{initiative_id}/brief/#{row.label}"
    return Target(rules.words_matter(row.section), title, part_in_words(fields), url, fields)


def _fields_of(content: Content) -> dict[str, object]:
    """All of a part that can be suggested; answers to cards have a way of their own."""
    carried = {name: value for name, value in content.fields.items() if name not in _ELSEWHERE}
    priority = {"priority": content.priority.value} if content.priority else {}
    return {
        "kind": content.kind.value,
        "section": content.section.value,
        "title": content.title,
        "text": content.text,
        **priority,
        **carried,
    }


def _content_of(fields: Fields) -> Content:
    carried = {name: value for name, value in fields.items() if name not in _OWN}
    return Content(
        ItemKind(str(fields["kind"])),
        Section(str(fields["section"])),
        str(fields.get("title") or ""),
        str(fields.get("text") or ""),
        Priority(str(fields["priority"])) if fields.get("priority") else None,
        fields=carried,
    )


_OWN = {*_FIXED, "title", "text", "priority"}


def clean_part(now: Fields, given: Fields) -> Fields:
    """All fields of a part, with what was given in them; raises BadInput naming the field."""
    kind, section = ItemKind(str(now["kind"])), Section(str(now["section"]))
    known = {"title", "text", *(slot.name for slot in rules.slots_of(section, kind))}
    if kind is ItemKind.REQUIREMENT:
        known.add("priority")
    for name in given:
        if name not in known:
            raise BadInput(say("This part has no field “{name}”.", name=name[:40]), field="fields")
    if given.get("priority", "must") not in set(Priority):
        raise BadInput(say("Choose how much it matters."), field="priority")
    wanted = {**now, **given}
    carried = {name: value for name, value in wanted.items() if name not in _OWN}
    priority = Priority(str(wanted["priority"])) if wanted.get("priority") else None
    return _fields_of(
        writing.cleaned(
            section, kind, str(wanted["title"] or ""), str(wanted["text"] or ""), priority, carried
        )
    )


def part_in_words(fields: Fields) -> str:
    """A part with all its fields as text, to be read and compared."""
    content = _content_of(fields)
    called = queries.called_in([content.fields])
    carried = rules.in_words(replace(content, text=""), called)
    weight = content.priority and f"{say('How much does it matter?')} {content.priority.label}"
    parts = [content.title, content.text, _LABEL.sub(r"\1", carried), weight]
    return "\n\n".join(part for part in parts if part)


_LABEL = re.compile(r"^\*\*(.*?:)\*\*", re.MULTILINE)
"""A label as Markdown writes it; here it is read as plain text."""


def touched_by(now: Fields, after: Fields) -> Collection[Matter]:
    """Which matters differ between two states of a part."""
    return rules.matters_touched(_content_of(now), _content_of(after))


def part_tidies(actor: Actor, initiative_id: int, target: str, after: Fields) -> bool:
    """Whether only its look differs, and applying that at once takes nobody's signature."""
    row = queries.item_of(actor, initiative_id, int(target))
    wanted = _content_of({**after, **_answered(row.content)})
    if not rules.is_cosmetic(row.content, wanted) or row.change_id:
        return False
    gauge = queries.gauge_of(queries.brief_visible_to(actor, initiative_id).pk)
    return (row.is_signed and gauge is not None) or not any(row.signed.values())


def put_part(actor: Actor, initiative_id: int, target: str, after: Fields) -> None:
    """Let a part be so; what both sides have signed waits as any other change of it does."""
    brief: Brief = state.locked(actor, initiative_id)
    item = Item.objects.filter(brief=brief, pk=int(target)).select_related("current").first()
    if item is None:
        raise NotFound
    item.brief = brief
    writing.nothing_waits(item)
    current = queries.current_of(item)
    if reason := rules.why_not_change(removed=current.removed):
        raise RuleBroken(reason)
    before = queries.content_of(item, current)
    content = _content_of({**after, **_answered(before)})
    writing.named_are_there(brief, content, item)
    writing.save_content(item, content, actor)


def _answered(content: Content) -> dict[str, object]:
    """The answered cards and the picture, which nobody suggests: they stay as they are."""
    return {name: content.fields[name] for name in _ELSEWHERE if content.fields.get(name)}


def part_titles(targets: Collection[str]) -> Mapping[str, str]:
    """How parts are called."""
    found = Item.objects.filter(pk__in=[int(one) for one in targets])
    return {str(item.pk): str(item) for item in found}


ITEM = part_kind(
    "brief.item",
    PartKind(clean_part, part_in_words, touched_by, part_tidies, put_part, part_titles),
    find=find_part,
)


def find_new(actor: Actor, initiative_id: int, target: str) -> Target:
    """A part that isn't there yet, in the section `target`: nothing stands in its fields."""
    if target not in set(Section):
        raise NotFound
    section = Section(target)
    queries.brief_visible_to(actor, initiative_id)
    weighs = section.item_kind is ItemKind.REQUIREMENT
    nothing = Content(section.item_kind, section, "", "", Priority.SHOULD if weighs else None)
    url = f"/initiatives/{initiative_id}/brief/"
    return Target(rules.matter_of(section), _new_in(section), "", url, _fields_of(nothing))


def _new_in(section: Section) -> Sentence:
    return say("New: {section}", section=section.label)


def put_new(actor: Actor, initiative_id: int, target: str, after: Fields) -> None:
    """Add the part that was suggested."""
    brief: Brief = state.locked(actor, initiative_id)
    content = _content_of(after)
    writing.named_are_there(brief, content)
    writing.save(writing.new_item(brief, content), 1, content, actor, events.ITEM_ADDED)


NEW_ITEM = part_kind(
    "brief.new_item",
    PartKind(
        clean_part,
        part_in_words,
        touches=lambda _, after: rules.matters_of_new(_content_of(after)),
        tidies=lambda *_: False,
        put=put_new,
        titles=lambda targets: {one: _new_in(Section(one)) for one in targets},
    ),
    find=find_new,
)
