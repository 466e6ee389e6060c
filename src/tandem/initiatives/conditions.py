"""What this context asks for before the next stage, as pure conditions over facts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tandem.accounts.rules import Lane
from tandem.activity.queries import people_on
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.queries import OWNER_ROLE
from tandem.initiatives.rules import (
    Condition,
    Question,
    Stage,
    conditions_before_assess,
    conditions_before_brief,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one initiative."""

    id: int
    answered: Mapping[Question, Lane | None]
    paired: bool
    owners: frozenset[Lane]
    has_date: bool


def facts(ids: Collection[int]) -> dict[int, Facts]:
    """The facts of many initiatives, in a fixed number of queries."""
    answered: dict[int, dict[Question, Lane | None]] = {pk: {} for pk in ids}
    given = Answer.objects.filter(initiative_id__in=ids, replaced_at=None)
    for initiative_id, question, lane in given.values_list("initiative_id", "question", "lane"):
        answered[initiative_id][Question(question)] = Lane(lane) if lane else None
    people = people_on(ids)
    rows = Initiative.objects.filter(pk__in=ids).values_list("pk", "paired_at", "wish_date")
    return {
        pk: Facts(
            id=pk,
            answered=answered[pk],
            paired=paired_at is not None,
            owners=frozenset(
                lane
                for lane, role in OWNER_ROLE.items()
                if any(
                    person.role is role and person.name.active and lane in person.name.lanes
                    for person in people[pk]
                )
            ),
            has_date=wish_date is not None,
        )
        for pk, paired_at, wish_date in rows
    }


def before(stage: Stage, known: Facts) -> list[Condition]:
    """The conditions of the gate into `stage`."""
    url = f"/initiatives/{known.id}/"
    if stage is Stage.ASSESS:
        return conditions_before_assess(
            known.answered,
            paired=known.paired,
            owners=known.owners,
            has_date=known.has_date,
            url=url,
        )
    if stage is Stage.BRIEF:
        return conditions_before_brief(known.answered, url=url)
    return []
