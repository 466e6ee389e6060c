"""What this context asks for before the next stage, as pure conditions over facts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tandem.accounts.rules import Lane
from tandem.activity.queries import sides_owned
from tandem.core.prepared import numbers, prepared
from tandem.core.words import say
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.queries import paired_by_talk
from tandem.initiatives.rules import (
    Condition,
    Question,
    Stage,
    answered,
    conditions_before_assess,
)
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Rights


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one initiative."""

    id: int
    answered: Mapping[Question, Lane | None]
    paired: bool
    owners: frozenset[Lane]
    has_date: bool
    rights: Rights

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"


@prepared
def _answered() -> QuerySet[Answer, tuple[int, str, str]]:
    given = Answer.objects.filter(initiative_id__in=numbers("initiatives"), replaced_at=None)
    return given.values_list("initiative_id", "question", "lane")


@prepared
def _dates() -> QuerySet[Initiative, tuple[int, datetime | None, date | None]]:
    found = Initiative.objects.filter(pk__in=numbers("initiatives"))
    return found.values_list("pk", "paired_at", "wish_date")


def facts(ids: Collection[int]) -> dict[int, Facts]:
    """The facts of many initiatives, in a fixed number of queries."""
    answered: dict[int, dict[Question, Lane | None]] = {pk: {} for pk in ids}
    for initiative_id, question, lane in _answered(initiatives=ids):
        answered[initiative_id][Question(question)] = Lane(lane) if lane else None
    owned = sides_owned(ids)
    rights = decision_rights()
    known = _dates(initiatives=ids)
    paired = paired_by_talk([pk for pk, paired_at, _ in known if paired_at is None])
    return {
        pk: Facts(
            id=pk,
            answered=answered[pk],
            paired=paired_at is not None or pk in paired,
            owners=owned[pk],
            has_date=wish_date is not None,
            rights=rights,
        )
        for pk, paired_at, wish_date in known
    }


def measured(known: Facts) -> Condition:
    """That it was said how we will know: a light path may ask for it before it begins."""
    return answered(
        Question.MEASURE, say("How we will know"), known.answered, known.rights, known.url
    )


def before(stage: Stage, known: Facts) -> list[Condition]:
    """The conditions of the gate into `stage`."""
    if stage is Stage.ASSESS:
        return conditions_before_assess(
            known.answered,
            known.rights,
            paired=known.paired,
            owners=known.owners,
            has_date=known.has_date,
            url=known.url,
        )
    return []
