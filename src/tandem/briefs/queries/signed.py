"""Briefs that both sides signed: what a repeat begins from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import visible_to
from tandem.briefs.models import Brief, SignOff, Snapshot
from tandem.briefs.rules import Statement
from tandem.core.prepared import moment, numbers, prepared, text

SIGNED_SHOWN = 30
_SIGNS = [statement.value for statement in Statement if statement.signs]


@dataclass(frozen=True, slots=True)
class SignedBrief:
    """The newest content of an initiative's brief that both sides signed."""

    snapshot_id: int
    initiative_id: int
    sentence: str
    kind: str
    wish_date: date | None
    signed_at: datetime


def _by(lane: Lane) -> Exists:
    return Exists(
        SignOff.objects.filter(snapshot=OuterRef("pk"), lane=lane.value, statement__in=_SIGNS)
    )


def _signed() -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(_by(Lane.MARKETING), _by(Lane.IT))


def signed_briefs(actor: Actor, *, since: datetime) -> list[SignedBrief]:
    """What both sides signed since then, newest first and each initiative once.

    Only what is open to everybody: its text may be copied into an initiative that is.
    """
    found = _signed().filter(
        visible_to(actor, "brief__initiative__subject__"),
        brief__initiative__subject__restricted=False,
        taken_at__gte=since,
    )
    rows = found.order_by("-taken_at", "-pk").values_list(
        "pk",
        "brief__initiative_id",
        "brief__initiative__sentence",
        "brief__initiative__kind",
        "brief__initiative__wish_date",
        "taken_at",
    )[: 3 * SIGNED_SHOWN]
    newest: dict[int, SignedBrief] = {}
    for row in rows:
        newest.setdefault(row[1], SignedBrief(*row))
    return list(newest.values())[:SIGNED_SHOWN]


@prepared
def _signed_among() -> QuerySet[Snapshot, tuple[int]]:
    found = _signed().filter(
        brief__initiative_id__in=numbers("initiatives"),
        brief__initiative__kind=text("kind"),
        brief__initiative__subject__restricted=False,
        taken_at__gte=moment("since"),
    )
    return found.values_list("brief__initiative_id")


def signed_among(initiative_ids: Collection[int], *, since: datetime, kind: str) -> set[int]:
    """Those that are open to everybody and that both sides signed since then."""
    return {pk for (pk,) in _signed_among(initiatives=initiative_ids, since=since, kind=kind)}


@prepared
def _started() -> QuerySet[Brief, tuple[int]]:
    return Brief.objects.filter(initiative_id__in=numbers("initiatives")).values_list(
        "initiative_id"
    )


def started_among(initiative_ids: Collection[int]) -> set[int]:
    """Those that have a brief. The caller has checked sight."""
    return {pk for (pk,) in _started(initiatives=initiative_ids)}


def signed_part_texts(snapshot_id: int) -> list[tuple[str, str]]:
    """(short name, title and text) of what stands in a content. The caller has checked sight."""
    parts = Snapshot.objects.get(pk=snapshot_id).revisions.filter(removed=False)
    ordered = parts.select_related("item").order_by("item__position", "item_id")
    return [
        (str(one.item), f"{one.title}\n{one.text}\n{one.fields.get('day', '')}") for one in ordered
    ]
