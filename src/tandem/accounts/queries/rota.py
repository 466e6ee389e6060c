"""The rota: who is on duty in which week, and where there is a gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tandem.accounts.models import Absence, Duty
from tandem.accounts.queries.availability import deputies_of
from tandem.accounts.queries.people import Name, names
from tandem.accounts.queries.workspace import present_day
from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say

WEEKS = 10


@dataclass(frozen=True, slots=True)
class RotaWeek:
    """A week of a side: who is planned, else who stands in for good; and what is wrong with it."""

    week: date
    planned: Name | None
    standing: Name | None
    warning: Sentence | None

    @property
    def last(self) -> date:
        return self.week + timedelta(days=6)

    @property
    def person(self) -> Name | None:
        return self.planned or self.standing


def rota(lane: Lane, weeks: int = WEEKS) -> list[RotaWeek]:
    """The weeks of a side from the present one on."""
    present = present_day()
    monday = present - timedelta(days=present.weekday())
    days = [monday + timedelta(weeks=number) for number in range(weeks)]
    of_side = Duty.objects.filter(lane=lane.value)
    planned = dict(of_side.filter(week__in=days).values_list("week", "person_id"))
    standing = of_side.filter(ends_at=None).values_list("person_id", flat=True).first()
    people = {*planned.values(), *([standing] if standing else [])}
    known = names(people)
    away = _away(people, days)
    deputies = names(deputies_of(people).values())
    stands_in = {pk: deputies.get(deputy) for pk, deputy in deputies_of(people).items()}
    found = []
    for day in days:
        person, otherwise = known.get(planned.get(day, 0)), known.get(standing or 0)
        acts = person if person and person.active else otherwise
        warning = _warning(acts, lane, day, away, stands_in)
        found.append(RotaWeek(day, person, otherwise, warning))
    return found


def _away(people: Iterable[int], days: list[date]) -> list[tuple[int, date, date]]:
    rows = Absence.objects.filter(
        person__in=people, ends_on__gte=days[0], starts_on__lte=days[-1] + timedelta(days=6)
    )
    return list(rows.order_by("starts_on").values_list("person_id", "starts_on", "ends_on"))


def _warning(
    person: Name | None,
    lane: Lane,
    week: date,
    away: list[tuple[int, date, date]],
    stands_in: dict[int, Name | None],
) -> Sentence | None:
    """What somebody who plans should know of a week: nobody is on duty, or they are away."""
    if person is None or not person.active:
        return say("Nobody: everybody of {side} is asked.", side=lane.label)
    if lane not in person.lanes:
        return say("{name} doesn’t belong to {side} any more.", name=person.name, side=lane.label)
    working = [week + timedelta(days=number) for number in range(5)]
    gone = [
        day
        for day in working
        if any(pk == person.id and first <= day <= last for pk, first, last in away)
    ]
    if not gone:
        return None
    deputy = stands_in.get(person.id)
    if deputy:
        return say(
            "{name} is away on {n} of 5 days; {deputy} stands in.",
            name=person.name,
            n=len(gone),
            deputy=deputy.name,
        )
    return say(
        "{name} is away on {n} of 5 days, and nobody stands in.", name=person.name, n=len(gone)
    )
