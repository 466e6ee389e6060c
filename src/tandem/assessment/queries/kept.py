"""Reading how far an initiative reached when both sides signed, and what has changed since."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max, QuerySet

from tandem.accounts.queries import Name, names
from tandem.assessment.models import KeptImpact
from tandem.assessment.queries.assessed import data_check, touches_on
from tandem.assessment.queries.landscape import landscape
from tandem.assessment.rules import TouchState
from tandem.assessment.rules.impact import Impact, impact_of, touched_data
from tandem.assessment.rules.kept import KeptSystem, differences, digest_of, kept_systems
from tandem.core.prepared import number, prepared
from tandem.core.words import Sentence
from tandem.initiatives.rules import Stage
from tandem.systems.queries import where_merged
from tandem.systems.rules import DataClass

LOOKED_AT_IN = (Stage.BRIEF, Stage.PLAN, Stage.BUILD, Stage.LAUNCH)
"""The stages in which somebody looks at what has changed; later the result is measured."""


@dataclass(frozen=True, slots=True)
class ImpactKept:
    """What was kept, and a sentence for each thing that differs now.

    `seen` is what whoever looks at it gives back, so that nothing passes unseen that changed
    meanwhile. `signed` tells the signing of a brief from a look at what had changed since.
    """

    systems: list[KeptSystem]
    signed: bool
    kept_by: Name
    kept_at: datetime
    changes: list[Sentence]
    seen: str


@prepared
def _newest() -> QuerySet[KeptImpact, KeptImpact]:
    return KeptImpact.objects.filter(initiative_id=number("initiative")).order_by("-pk")


def said_impact(initiative_id: int) -> Impact:
    """How far an initiative reaches by what people said: named systems, and the data that flow."""
    check, around = data_check(initiative_id), landscape()
    answered = [DataClass(code) for code in check.classes] if check else None
    touched = [
        touch.system_id
        for touch in touches_on(initiative_id)
        if touch.state != TouchState.REFUSED.value
    ]
    return impact_of({pk: touched_data(around.data_of(pk), answered) for pk in touched}, around)


def impact_kept(initiative_id: int) -> ImpactKept | None:
    """What was kept last, if anything; the caller has checked sight."""
    newest = _newest.first(initiative=initiative_id)
    if newest is None:
        return None
    now = said_impact(initiative_id)
    return ImpactKept(
        systems=_systems(newest),
        signed=newest.signed,
        kept_by=names([newest.kept_by_id])[newest.kept_by_id],
        kept_at=newest.kept_at,
        changes=_changes(newest, now),
        seen=digest_of(now),
    )


def was_kept(initiative_id: int) -> bool:
    """Whether anything was kept for it."""
    return _newest.first(initiative=initiative_id) is not None


def changed_since_kept() -> list[int]:
    """The initiatives under way that reach elsewhere than what was kept last says."""
    newest = (
        KeptImpact.objects.filter(initiative__stage__in=LOOKED_AT_IN)
        .values("initiative_id")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    found = []
    for kept in KeptImpact.objects.filter(pk__in=newest).order_by("pk"):
        if _changes(kept, said_impact(kept.initiative_id)):
            found.append(kept.initiative_id)
    return found


def has_changed(initiative_id: int) -> bool:
    """Whether one of them does, as it is now."""
    found = KeptImpact.objects.filter(
        initiative_id=initiative_id, initiative__stage__in=LOOKED_AT_IN
    )
    kept = found.order_by("-pk").first()
    return kept is not None and bool(_changes(kept, said_impact(initiative_id)))


def _systems(kept: KeptImpact) -> list[KeptSystem]:
    return [KeptSystem.from_json(one) for one in kept.systems]


def _changes(kept: KeptImpact, now: Impact) -> list[Sentence]:
    if kept.digest == digest_of(now):
        return []
    before = _systems(kept)
    gone = where_merged(one.id for one in before)
    present = [replace(one, id=gone.get(one.id, one.id)) for one in before]
    return differences(present, kept_systems(now))
