"""Past contents of a brief."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.briefs.models import Revision, Snapshot
from tandem.briefs.queries.content import brief_visible_to
from tandem.briefs.queries.reading import ItemRow, called_in
from tandem.briefs.queries.said import (
    Said,
    SaidPlayback,
    heard_of,
    playback_row,
    said_of,
    speakers,
    statement_row,
)
from tandem.briefs.rules import Called, ItemKind, Priority, Section, Statement
from tandem.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class SnapshotRead:
    """A snapshot as it can be read later: the exact texts, who said what of them."""

    number: int
    taken_at: datetime
    digest: str
    items: list[ItemRow]
    statements: list[Said]
    playbacks: list[SaidPlayback]


def snapshot_of(actor: Actor, initiative_id: int, number: int) -> SnapshotRead:
    """A past content of a brief, or NotFound."""
    brief = brief_visible_to(actor, initiative_id)
    snapshot = Snapshot.objects.filter(brief=brief, number=number).first()
    if snapshot is None:
        raise NotFound
    revisions = list(
        snapshot.revisions.select_related("item").order_by("item__position", "item_id")
    )
    said = [row for row in said_of(brief.pk) if row.snapshot == number]
    heard = [row for row in heard_of(brief.pk) if row.snapshot == number]
    known = names({revision.written_by_id for revision in revisions} | speakers(said, heard))
    signed = {row.lane for row in said if Statement(row.statement).signs}
    called = called_in(revision.fields for revision in revisions)
    return SnapshotRead(
        number=snapshot.number,
        taken_at=snapshot.taken_at,
        digest=snapshot.digest,
        items=[_past_row(revision, signed, known, called) for revision in revisions],
        statements=[statement_row(row, snapshot.digest, known) for row in reversed(said)],
        playbacks=[playback_row(row, snapshot.digest, known) for row in reversed(heard)],
    )


def _past_row(
    revision: Revision, signed: Collection[str], known: Mapping[int, Name], called: Called
) -> ItemRow:
    item = revision.item
    return ItemRow(
        id=item.pk,
        label=str(item),
        kind=ItemKind(item.kind),
        section=Section(revision.section),
        title=revision.title,
        text=revision.text,
        priority=Priority(revision.priority) if revision.priority else None,
        removed=revision.removed,
        revision=revision.number,
        changed_by=known[revision.written_by_id],
        changed_at=revision.written_at,
        signed={lane: lane.value in signed for lane in Lane},
        was_signed=False,
        fields=revision.fields,
        called=called,
    )
