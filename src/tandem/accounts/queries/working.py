"""When people work, and how to work with them: what is shown where it helps."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from tandem.accounts.models import Absence, HowToWork, Person, Skill
from tandem.accounts.queries.calendars import next_holiday, place_name, week_of
from tandem.accounts.queries.people import Name, names
from tandem.accounts.queries.workspace import present_day, workspace
from tandem.accounts.rules import WORKING_DAYS, Nerve, Pace, Showing
from tandem.core import clock
from tandem.core.prepared import moment, numbers, prepared
from tandem.core.words import Sentence


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When and where somebody works. `own` says which parts they chose themselves."""

    time_zone: str
    country: str
    opens_at: time
    closes_at: time
    days: tuple[int, ...]
    own: frozenset[str]
    place: str
    """The country whose holidays count, with its region, as people call it; "" where none do."""
    holiday: tuple[date, str] | None
    """The next public holiday."""

    @property
    def their_clock(self) -> datetime:
        return clock.now().astimezone(ZoneInfo(self.time_zone))


@dataclass(frozen=True, slots=True)
class How:
    """What somebody says of themselves."""

    pace: Pace | None
    nerve: Nerve | None
    showing: Showing | None
    text: str

    @property
    def said(self) -> list[Sentence]:
        return [one.label for one in (self.pace, self.nerve, self.showing) if one]


@dataclass(frozen=True, slots=True)
class InShort:
    """One line about somebody, for whoever is about to ask them something."""

    name: Name
    said: list[Sentence]
    clock: datetime | None
    """Their present time, where their zone isn't the company's."""
    hours: tuple[time, time] | None
    """Their own hours, where they are not the company's."""
    away_until: date | None

    @property
    def says_something(self) -> bool:
        return bool(self.said or self.clock or self.hours or self.away_until)


def working_time_of(person: Person) -> WorkingTime:
    """When somebody works; what they leave open is the workspace's."""
    company = workspace()
    mine = {
        "time_zone": person.time_zone,
        "country": person.country,
        "hours": person.opens_at,
        "days": person.works_on,
    }
    country = person.country or (company.country if company else "")
    opens, closes = week_of(company, person.opens_at, person.closes_at)
    return WorkingTime(
        time_zone=person.time_zone or (company.time_zone if company else "UTC"),
        country=country,
        opens_at=opens,
        closes_at=closes,
        days=tuple(int(day) for day in person.works_on or WORKING_DAYS),
        own=frozenset(name for name, chosen in mine.items() if chosen),
        place=place_name(country),
        holiday=next_holiday(country, present_day()),
    )


def how_to_work_with(person_id: int) -> How:
    """What somebody wrote of themselves; all of it empty where they wrote nothing."""
    row = HowToWork.objects.filter(person_id=person_id).first()
    return _how(row.pace, row.nerve, row.showing, row.text) if row else How(None, None, None, "")


def _how(pace: str, nerve: str, showing: str, text: str) -> How:
    return How(
        Pace(pace) if pace else None,
        Nerve(nerve) if nerve else None,
        Showing(showing) if showing else None,
        text,
    )


def skills_of(person_id: int) -> list[str]:
    """What somebody can do, in their words, by name."""
    found = Skill.objects.filter(person_id=person_id).order_by("name")
    return list(found.values_list("name", flat=True))


@prepared
def _lines() -> QuerySet[Person, tuple[Any, ...]]:
    people = Person.objects.filter(pk__in=numbers("people"), guest=False, deactivated_at=None)
    return people.values_list(
        "pk",
        "time_zone",
        "opens_at",
        "closes_at",
        "how__pace",
        "how__nerve",
        "how__showing",
    )


@prepared
def _away() -> QuerySet[Absence, tuple[int, date]]:
    now = Absence.objects.filter(
        person__in=numbers("people"), starts_at__lte=moment("now"), ends_at__gt=moment("now")
    )
    return now.order_by("ends_on").values_list("person_id", "ends_on")


def in_short(person_ids: Collection[int]) -> dict[int, InShort]:
    """The line about each of these people, in four queries however many they are."""
    if not person_ids:
        return {}
    now, company = clock.now(), workspace()
    common = company.time_zone if company else "UTC"
    away = dict(_away(people=person_ids, now=now))
    known = names(person_ids)
    found = {}
    for pk, zone, opens, closes, pace, nerve, showing in _lines(people=person_ids):
        found[pk] = InShort(
            name=known[pk],
            said=_how(pace or "", nerve or "", showing or "", "").said,
            clock=now.astimezone(ZoneInfo(zone)) if zone and zone != common else None,
            hours=(opens, closes) if opens and closes else None,
            away_until=away.get(pk),
        )
    return found
