"""The exact content of briefs and what was said about it: what rules and conditions need."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db.models import QuerySet

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import eyes_of, in_sight, visible_to
from tandem.briefs import rules
from tandem.briefs.models import (
    Brief,
    ChangeRequest,
    Item,
    Playback,
    Revision,
    SignOff,
    Snapshot,
)
from tandem.briefs.rules import (
    Content,
    Fields,
    ItemKind,
    Pairs,
    Priority,
    Section,
    Signature,
    Statement,
    Weight,
    Written,
)
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared


class Part(Protocol):
    """Whatever is read of an item, this much is known of its present revision."""

    @property
    def id(self) -> int: ...
    @property
    def removed(self) -> bool: ...
    @property
    def digest(self) -> str: ...


class PartNow(NamedTuple):
    """An item without its text."""

    id: int
    brief_id: int
    kind: str
    number: int
    priority: str
    removed: bool
    digest: str
    fields: Fields
    unanswered: int

    @property
    def label(self) -> str:
        """Its short name."""
        return ItemKind(self.kind).short_name(self.number)


def briefs_visible_to(actor: Actor) -> QuerySet[Brief]:
    """What every list of briefs starts from: those of initiatives this actor may see."""
    return Brief.objects.filter(visible_to(actor, "subject__"))


@prepared
def _visible() -> QuerySet[Brief, Brief]:
    return Brief.objects.filter(in_sight("subject__"), initiative_id=number("initiative"))


def brief_if_started(actor: Actor, initiative_id: int) -> Brief | None:
    """The brief of an initiative, or nothing while there is none to see."""
    return _visible.first(initiative=initiative_id, **eyes_of(actor))


def brief_visible_to(actor: Actor, initiative_id: int) -> Brief:
    """The brief of an initiative, or NotFound whether it is missing or hidden."""
    brief = brief_if_started(actor, initiative_id)
    if brief is None:
        raise NotFound
    return brief


@prepared
def _contents() -> QuerySet[Any, tuple[int, int, str]]:
    rows = Snapshot.revisions.through.objects.filter(snapshot_id__in=numbers("snapshots"))
    return rows.values_list("snapshot_id", "revision__item_id", "revision__digest")


def pairs_of_snapshots(snapshot_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """The exact content of snapshots: {snapshot id: {item id: digest}}."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    if snapshot_ids:
        for snapshot_id, item_id, digest in _contents(snapshots=snapshot_ids):
            found[snapshot_id][item_id] = digest
    return found


@prepared
def _signatures() -> QuerySet[SignOff, tuple[int, int, int, str, int, str, datetime]]:
    signing = [statement.value for statement in Statement if statement.signs]
    rows = SignOff.objects.filter(brief_id__in=numbers("briefs"), statement__in=signing)
    return rows.order_by("pk").values_list(
        "pk", "brief_id", "snapshot_id", "lane", "signed_by_id", "signed_by__name", "signed_at"
    )


@prepared
def _stand_ins() -> QuerySet[ChangeRequest, tuple[int, int, str, datetime, int]]:
    """Texts that stand in for the signed ones: cosmetic changes, and those within the allowance
    that nobody called material."""
    rows = ChangeRequest.objects.filter(
        brief_id__in=numbers("briefs"),
        weight__in=[Weight.COSMETIC.value, Weight.WITHIN.value],
        revision__isnull=False,
        called_at=None,
    )
    return rows.order_by("pk").values_list(
        "brief_id", "item_id", "revision__digest", "revision__written_at", "after_id"
    )


def signatures_of(brief_ids: Collection[int]) -> dict[int, list[Signature]]:
    """All standing signatures of briefs, with what exactly was signed; objections don't sign.

    A change that left the signatures standing counts as if both signers had signed that item's
    new text: it stands among the signatures at its place in time.
    """
    rows = _signatures(briefs=brief_ids)
    pairs = pairs_of_snapshots({row[2] for row in rows})
    later: dict[int, list[tuple[int, str, datetime]]] = defaultdict(list)
    for _, item_id, digest, at, after in _stand_ins(briefs=brief_ids) if rows else ():
        later[after].append((item_id, digest, at))
    found: dict[int, list[Signature]] = defaultdict(list)
    signers: dict[tuple[int, Lane], tuple[int, str]] = {}
    for pk, brief_id, snapshot_id, lane_name, signed_by_id, name, signed_at in rows:
        lane = Lane(lane_name)
        signers[brief_id, lane] = signed_by_id, name
        found[brief_id].append(
            Signature(lane, signed_by_id, name, signed_at, pairs.get(snapshot_id, {}))
        )
        for item_id, digest, at in later[pk]:
            found[brief_id] += [
                Signature(side, *signers[brief_id, side], at, {item_id: digest})
                for side in Lane
                if (brief_id, side) in signers
            ]
    return found


@prepared
def _parts() -> QuerySet[Item, tuple[int, int, str, int, str, bool, str, Fields, int]]:
    items = Item.objects.filter(brief_id__in=numbers("briefs"), current__isnull=False)
    return items.values_list(
        *("pk", "brief_id", "kind", "number"),
        *("current__priority", "current__removed", "current__digest", "current__fields"),
        "unanswered",
    )


def present_parts(brief_ids: Collection[int]) -> dict[int, list[PartNow]]:
    """All items of briefs ever, in reading order, as they are now; without their texts."""
    found: dict[int, list[PartNow]] = {brief_id: [] for brief_id in brief_ids}
    for row in _parts(briefs=brief_ids):
        found[row[1]].append(PartNow(*row))
    return found


def current_of(item: Item) -> Revision:
    """An item as it is now. Raises NotFound for one that was never saved whole."""
    if item.current is None:
        raise NotFound
    return item.current


def present_pairs(parts: Iterable[Part], signatures: Iterable[Signature]) -> Pairs:
    """A brief's exact content now.

    A removed item belongs to it once anybody has signed the item: taking it out is a change that
    both sides sign. One that nobody had signed is just gone.
    """
    once_signed = {item_id for signature in signatures for item_id in signature.pairs}
    return {part.id: part.digest for part in parts if not part.removed or part.id in once_signed}


@prepared
def _answered() -> QuerySet[Playback, tuple[int, bool]]:
    answered = Playback.objects.filter(brief_id__in=numbers("briefs"), answered_at__isnull=False)
    return answered.order_by("pk").values_list("brief_id", "confirmed")


def confirmed_among(brief_ids: Collection[int]) -> set[int]:
    """The briefs whose newest answered playback Marketing confirmed: they are open for signing."""
    newest = dict(_answered(briefs=brief_ids))
    return {brief_id for brief_id, confirmed in newest.items() if confirmed}


def changed_unheard(brief_id: int, person_id: int) -> frozenset[int]:
    """The items somebody changed that the last confirmed playback has not heard of."""
    heard = Playback.objects.filter(brief_id=brief_id, confirmed=True).order_by("-pk").first()
    content = pairs_of_snapshots([heard.snapshot_id])[heard.snapshot_id] if heard else {}
    written = Revision.objects.filter(item__brief_id=brief_id)
    changes = [
        Written(*row) for row in written.values_list("item_id", "number", "digest", "written_by_id")
    ]
    return rules.changed_unheard(person_id, changes, content)


def content_of(item: Item, revision: Revision) -> Content:
    """What a text of an item says, as rules judge it."""
    return Content(
        kind=ItemKind(item.kind),
        section=Section(revision.section),
        title=revision.title,
        text=revision.text,
        priority=Priority(revision.priority) if revision.priority else None,
        removed=revision.removed,
        fields=revision.fields,
    )
