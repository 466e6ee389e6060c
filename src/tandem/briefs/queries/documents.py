"""A brief, or a snapshot of one, as a document to take away: in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from tandem.accounts.rules import Actor, Lane
from tandem.briefs import rules
from tandem.briefs.models import Baseline
from tandem.briefs.queries.chain import signed_chain_of
from tandem.briefs.queries.reading import BriefWhole, ItemRow, whole
from tandem.briefs.queries.said import Said, SaidPlayback
from tandem.briefs.queries.snapshots import SnapshotRead, snapshot_of
from tandem.briefs.rules import Gauge, ItemKind, Line, Section
from tandem.core import clock, dates
from tandem.core.pages import translated
from tandem.core.words import Sentence, say
from tandem.formats.brief_document import (
    BriefDocument,
    Carried,
    Chapter,
    Layout,
    Part,
    Shape,
    Statement,
    Understood,
    Words,
)
from tandem.initiatives.queries import heading_visible_to

_ROOM = 6
"""Columns of a page on paper; a text takes two of them."""


def brief_document(actor: Actor, initiative_id: int) -> BriefDocument:
    """The brief as it is now, or NotFound whether it is missing or hidden."""
    brief = whole(actor, initiative_id)
    heading = heading_visible_to(actor, initiative_id)
    return BriefDocument(
        title=heading.sentence,
        label=translated(say("Brief")),
        facts=_facts(
            (say("As it stood on"), _at(clock.now())),
            (say("State"), _state_of(brief)),
        ),
        chapters=_chapters(brief.items),
        understood=tuple(_understood(one) for one in brief.playbacks[:1]),
        statements=tuple(_last_statement(brief, lane) for lane in Lane),
        allowance=_allowance(brief.gauge),
        digest=brief.digest,
        chain="",
        words=_words(),
    )


def snapshot_document(actor: Actor, initiative_id: int, number: int) -> BriefDocument:
    """A past content with all that was said of it, or NotFound."""
    snapshot = snapshot_of(actor, initiative_id, number)
    heading = heading_visible_to(actor, initiative_id)
    chain = signed_chain_of(actor, initiative_id)
    return BriefDocument(
        title=heading.sentence,
        label=translated(say("Brief, snapshot {n}", n=number)),
        facts=_facts(
            (say("Taken on"), _at(snapshot.taken_at)),
            (say("State"), _state_of_snapshot(snapshot)),
        ),
        chapters=_chapters(snapshot.items),
        understood=tuple(_understood(one) for one in snapshot.playbacks),
        statements=tuple(_statements(snapshot)),
        allowance=_allowance(_gauge_when_signed(initiative_id, number)),
        digest=snapshot.digest,
        chain=chain.upto(number) if chain else "",
        words=_words(),
    )


def _facts(*rows: tuple[Sentence, str | Sentence]) -> tuple[tuple[str, str], ...]:
    return tuple((translated(label), _text(words)) for label, words in rows)


def _text(words: str) -> str:
    return translated(words) if isinstance(words, Sentence) else words


def _at(moment: datetime) -> Sentence:
    return dates.full(moment, timezone.get_current_timezone())


def _words() -> Words:
    return Words(
        contents=translated(say("What is in it")),
        name=translated(say("Part")),
        what=translated(say("What")),
        priority=translated(say("Matters")),
        removed=translated(say("taken out")),
        understood=translated(say("What IT understood")),
        signatures=translated(say("Signatures")),
        allowance=translated(say("Allowance")),
        fingerprint=translated(say("Fingerprint of this content")),
        fingerprint_note=translated(
            say("It names exactly this content. Any other text would have another one.")
        ),
        chain=translated(say("Fingerprint of the signatures up to here")),
    )


# Sections and parts ------------------------------------------------------------------------------


def _chapters(items: Sequence[ItemRow]) -> tuple[Chapter, ...]:
    found = []
    for section in Section:
        parts = tuple(_part(item) for item in items if item.section is section)
        if parts:
            kind = section.item_kind.value
            own = [part for part in parts if part.kind == kind]
            layout = _layout(section, own)
            found.append(Chapter(section.value, translated(section.label), kind, layout, parts))
    return tuple(found)


def _layout(section: Section, parts: Iterable[Part]) -> Layout:
    """Rows of a table where they fit on the page; what has steps is read downwards."""
    if section.item_kind is ItemKind.TEXT:
        return Layout.TEXTS
    parts = list(parts)
    labels = {one.label for part in parts for one in part.carried}
    texts = any(part.title or part.text for part in parts)
    priority = any(part.priority for part in parts)
    has_steps = any(one.shape is Shape.STEPS for part in parts for one in part.carried)
    fits = len(labels) + 2 * texts + priority <= _ROOM
    return Layout.ROWS if fits and not has_steps else Layout.CARDS


def _part(item: ItemRow) -> Part:
    return Part(
        name=item.label,
        kind=item.kind.value,
        title=item.title,
        text=item.text,
        words=item.words,
        priority=item.priority.value if item.priority else None,
        priority_label=translated(item.priority.label) if item.priority else "",
        carried=(*map(_carried, item.structure), *_known_beside(item)),
        notes=tuple(translated(note) for note in _notes(item)),
        removed=item.removed,
    )


def _carried(line: Line) -> Carried:
    shape = {
        rules.Shape.STEPS: Shape.STEPS,
        rules.Shape.LINES: Shape.LINES,
    }.get(line.shape, Shape.LINE)
    values = tuple(_shown(one, line.shape) for one in line.values)
    return Carried(translated(line.label), values, shape)


def _shown(value: str, shape: rules.Shape) -> str:
    """A day as people say it, all else as it is."""
    if shape is rules.Shape.DAY:
        return translated(dates.full_day(datetime.fromisoformat(value).date()))
    return _text(value)


def _known_beside(item: ItemRow) -> Iterable[Carried]:
    """What is known of a part and isn't signed: IT's effort, that something was delivered."""
    if item.effort:
        low, high = rules.days(item.effort.low), rules.days(item.effort.high)
        days = say("{low} to {high} days", low=low, high=high)
        yield Carried(translated(say("IT's effort")), (translated(days),))
    if item.delivered_by and item.delivered_at:
        by = say("{name}, {at}", name=item.delivered_by.name, at=_at(item.delivered_at))
        yield Carried(translated(say("Delivered")), (translated(by),))


def _notes(item: ItemRow) -> Iterable[Sentence]:
    if item.suspended:
        yield say("Changed since both sides signed it; both sign it again.")
    if item.change_id:
        yield say("A change of this part waits beside it.")


# Who said what -----------------------------------------------------------------------------------


def _state_of(brief: BriefWhole) -> Sentence:
    if brief.signed:
        return say("signed by both sides")
    if any(item.suspended for item in brief.items):
        return say("signed once; what has changed since waits for both signatures")
    return say("not signed by both sides")


def _state_of_snapshot(snapshot: SnapshotRead) -> Sentence:
    signed = {said.lane for said in snapshot.statements if said.statement.signs}
    if len(signed) == len(Lane):
        return say("signed by both sides")
    if signed:
        return say("signed by {side}", side=next(iter(signed)).label)
    return say("signed by neither side")


def _understood(said: SaidPlayback) -> Understood:
    if said.answered_by is None or said.answered_at is None:
        answer = say("Marketing has not answered yet")
    else:
        answer = _answered(said, said.answered_by.name, _at(said.answered_at))
    return Understood(
        said.text, said.said_by.name, _text(_at(said.said_at)), translated(answer), said.answer
    )


def _answered(said: SaidPlayback, name: str, at: Sentence) -> Sentence:
    if said.confirmed:
        return say("{name} confirmed it for Marketing, {at}", name=name, at=at)
    return say("{name} said for Marketing that it isn't quite that, {at}", name=name, at=at)


def _statements(snapshot: SnapshotRead) -> Iterable[Statement]:
    """All that was said of a snapshot, oldest first; then the sides that said nothing."""
    for said in snapshot.statements:
        yield _statement(said, "")
    for lane in Lane:
        if lane not in {said.lane for said in snapshot.statements}:
            yield _nothing_said(lane)


def _last_statement(brief: BriefWhole, lane: Lane) -> Statement:
    said = brief.last_said(lane)
    if said is None:
        return _nothing_said(lane)
    remark = say("said of snapshot {n}", n=said.snapshot)
    if waiting := len(brief.unsigned[lane]):
        remark = say(
            "said of snapshot {n}; parts that wait for this signature since: {waiting}",
            n=said.snapshot,
            waiting=waiting,
        )
    return _statement(said, translated(remark))


def _statement(said: Said, remark: str) -> Statement:
    return Statement(
        side=said.lane.value,
        label=translated(said.lane.label),
        says=translated(said.statement.label),
        name=said.by.name,
        at=_text(_at(said.at)),
        note=said.note,
        signs=said.statement.signs,
        remark=remark,
    )


def _nothing_said(lane: Lane) -> Statement:
    return Statement(lane.value, translated(lane.label), translated(say("has not signed this")))


def _allowance(gauge: Gauge | None) -> tuple[str, ...]:
    if gauge is None:
        return ()
    total = say(
        "{total} days of IT's work may change before both sides sign again: the must-have effort "
        "when signed was {baseline} days.",
        total=rules.days(gauge.total),
        baseline=rules.days(gauge.baseline),
    )
    used = say("{used} of them are used.", used=rules.days(gauge.used))
    return tuple(translated(one) for one in ((total, used) if gauge.used else (total,)))


def _gauge_when_signed(initiative_id: int, number: int) -> Gauge | None:
    """The allowance that began with a snapshot, where one did; its actor has been let in."""
    rows = Baseline.objects.filter(
        brief__initiative_id=initiative_id, snapshot__number=number
    ).order_by("-pk")
    days = rows.values_list("days", flat=True).first()
    return None if days is None else Gauge(days)
