"""Where every initiative stands: for what counts them all, whoever may see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tandem.activity.queries import first_said_after
from tandem.initiatives.events import MOVED
from tandem.initiatives.models import Initiative, Outcome
from tandem.initiatives.rules import Stage, Verdict

_ENDED = {Stage.CLOSED, Stage.DECLINED}


@dataclass(frozen=True, slots=True)
class SetAside:
    """That something was parked: why, when, and whether because nobody answered."""

    reason: str
    at: datetime
    unanswered: bool


def where_all_stand(at: datetime) -> dict[int, tuple[Stage, int | None]]:
    """The stage of everything that hasn't ended at a moment, and its place in the queue, counted
    from 1. (Who plays a story acts in the past: what was moved later hasn't been moved yet.)
    """
    later = first_said_after(MOVED, at)
    rows = Initiative.objects.filter(written_at__lte=at).order_by("pk")
    found = [
        (pk, Stage(str(later[pk]["before"]) if pk in later else stage), rank)
        for pk, stage, rank in rows.values_list("pk", "stage", "rank")
    ]
    found = [row for row in found if row[1] not in _ENDED]
    ranked = sorted((rank, pk) for pk, _, rank in found if rank is not None)
    places = {pk: place for place, (_, pk) in enumerate(ranked, start=1)}
    return {pk: (stage, places.get(pk)) for pk, stage, _ in found}


def set_aside(initiative_ids: Collection[int]) -> dict[int, SetAside]:
    """Why each of those that are parked is. The caller has checked sight."""
    rows = Outcome.objects.filter(
        initiative__in=initiative_ids, verdict=Verdict.PARKED.value, ended_at=None
    )
    told = rows.values_list("initiative_id", "reason", "decided_at", "decided_by_id")
    return {pk: SetAside(reason, at, by is None) for pk, reason, at, by in told}
