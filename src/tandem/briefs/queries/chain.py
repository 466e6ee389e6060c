"""What both sides signed, as a chain that anybody can check without us."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tandem.accounts.rules import Actor
from tandem.activity.queries import record_of
from tandem.briefs.models import Brief, SignOff, Snapshot
from tandem.briefs.queries.content import brief_visible_to
from tandem.briefs.rules import ItemKind
from tandem.core import clock
from tandem.formats.signed_chain import (
    ChainEvent,
    ChainPart,
    ChainSnapshot,
    ChainStatement,
    SignedChain,
    write_signed_chain,
)
from tandem.initiatives.queries import heading_visible_to


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain as it is written down, and its last fingerprint."""

    written: Mapping[str, Any]
    head: str

    def upto(self, snapshot: int) -> str:
        """The fingerprint of the last statement on a snapshot; empty where nobody spoke of it."""
        links = [one["link"] for one in self.written["statements"] if one["snapshot"] == snapshot]
        return links[-1] if links else ""


def signed_chain_of(actor: Actor, initiative_id: int) -> Chain | None:
    """All that was said of a visible brief with the exact contents; nothing before anybody spoke.

    Raises NotFound whether the brief is missing or hidden.
    """
    brief = brief_visible_to(actor, initiative_id)
    statements = _statements(brief)
    if not statements:
        return None
    written = write_signed_chain(
        SignedChain(
            initiative=initiative_id,
            sentence=heading_visible_to(actor, initiative_id).sentence,
            brief=brief.pk,
            snapshots=_snapshots(brief, {one.snapshot for one in statements}),
            statements=statements,
            events=_events(brief),
        ),
        at=clock.now(),
    )
    return Chain(written, str(written["head"]))


def _statements(brief: Brief) -> list[ChainStatement]:
    rows = SignOff.objects.filter(brief=brief).order_by("pk").values_list(
        *("snapshot__number", "lane", "statement", "note", "signed_by_id", "signed_as"),
        "signed_at",
    )  # fmt: skip
    return [ChainStatement(*row) for row in rows]


def _snapshots(brief: Brief, numbers: set[int]) -> list[ChainSnapshot]:
    rows = Snapshot.revisions.through.objects.filter(
        snapshot__brief=brief, snapshot__number__in=numbers
    ).values_list(
        *("snapshot__number", "snapshot__taken_at", "revision__item_id"),
        *("revision__item__number", "revision__item__kind", "revision__section"),
        *("revision__title", "revision__text", "revision__priority", "revision__removed"),
        "revision__fields",
    )
    found: dict[int, list[ChainPart]] = defaultdict(list)
    taken: dict[int, Any] = {}
    for number, taken_at, item, own_number, kind, section, title, text, priority, *rest in rows:
        name = ItemKind(kind).short_name(own_number)
        taken[number] = taken_at
        found[number].append(
            ChainPart(item, name, kind, section, title, text, priority or None, *rest)
        )
    return [ChainSnapshot(number, taken[number], found[number]) for number in sorted(found)]


def _events(brief: Brief) -> list[ChainEvent]:
    return [
        ChainEvent(
            *(kept.link.number, kept.link.kind, kept.link.actor_kind, kept.link.actor_id),
            *(kept.link.at, kept.link.data, kept.digest),
        )
        for kept in record_of(brief.pk)
    ]
