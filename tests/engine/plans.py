"""Small plans for the tests: one by hand, and as many random ones as one likes."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tandem.engine.problem import Link, Need, Person, Plan, Single, Task
from tandem.engine.working_time import WorkingCalendar, WorkingHours

ZONE = ZoneInfo("Europe/Berlin")
OFFICE = WorkingCalendar(ZONE, WorkingHours.weekdays(time(9), time(17)))
MORNINGS = WorkingCalendar(ZONE, WorkingHours.weekdays(time(9), time(13)))
MONDAY = datetime(2026, 3, 23, 8, tzinfo=UTC)
"""Nine in Berlin, in the week before the clocks change."""


def at(days: float, hours: float = 0) -> datetime:
    """So many days and hours after that Monday."""
    return MONDAY + timedelta(days=days, hours=hours)


def task(name: str, hours: float, *needs: str, **more: object) -> Task:
    """A task that needs one of each named team."""
    return Task(name, Single(hours), needs=tuple(Need("team", who) for who in needs), **more)  # type: ignore[arg-type]


def plain(*tasks: Task, links: tuple[Link, ...] = (), people: tuple[Person, ...] = ()) -> Plan:
    """Around the clock, in steps of an hour."""
    return Plan(MONDAY, tasks, links, people, tick=60)


def random_plan(seed: int, *, most: int = 12, windows: bool = True, ends: bool = True) -> Plan:
    """Tasks, links of all kinds, people with calendars: whatever comes."""
    pick = Random(seed)
    people = tuple(_person(pick, at) for at in range(pick.randint(1, 5)))
    teams = sorted({team for person in people for team in person.teams})
    tasks = tuple(_task(pick, at, people, teams, windows) for at in range(pick.randint(1, most)))
    links = tuple(
        Link(
            f"t{pick.randrange(after)}",
            f"t{after}",
            pick.choice(["FS", "FS", "FS", "SS", "FF", "SF"] if ends else ["FS", "FS", "SS"]),
            pick.choice([0, 0, 0, 2, 9]),
            elapsed=pick.random() < 0.2,
        )
        for after in range(1, len(tasks))
        for _ in range(pick.choice([0, 1, 1, 2]))
    )
    calendar = pick.choice([None, OFFICE, OFFICE])
    return Plan(MONDAY, tasks, links, people, calendar, tick=pick.choice([15, 60]))


def _person(pick: Random, at: int) -> Person:
    away = date(2026, 3, 24) + timedelta(days=pick.randrange(12))
    absent = WorkingCalendar(ZONE, OFFICE.hours, absences=((away, away + timedelta(days=2)),))
    return Person(
        f"p{at}",
        teams=(pick.choice(["a", "b"]),),
        skills=(pick.choice(["x", "y"]),),
        calendar=pick.choice([None, OFFICE, MORNINGS, absent]),
        units=pick.choice([1, 1, 1, 2]),
        share=pick.choice([1.0, 1.0, 0.5, 0.8]),
    )


def _task(pick: Random, at: int, people: tuple[Person, ...], teams: list[str], windows: bool) -> Task:  # fmt: skip
    needs: tuple[Need, ...] = ()
    elapsed = False
    if pick.random() < 0.8:
        one = pick.choice(people)
        others = [person for person in people if teams and person.teams == one.teams]
        units = pick.randint(1, min(2, sum(person.units for person in others)))
        needs = (Need("team", one.teams[0], units),)
        other = pick.choice(people)
        if pick.random() < 0.2 and other.teams != one.teams:
            needs += (Need("person", other.id),)
    else:
        elapsed = pick.random() < 0.4
    within = ()
    if windows and pick.random() < 0.15:
        within = ((_day(pick.randrange(2, 6)), _day(60)),)
    freezes = ((_day(1), _day(3)),) if windows and pick.random() < 0.15 else ()
    return Task(
        f"t{at}",
        Single(pick.choice([0, 1, 2, 4, 8, 13])),
        elapsed=elapsed,
        needs=needs,
        earliest=_day(pick.randrange(5)) if pick.random() < 0.2 else None,
        deadline=_day(pick.randrange(1, 9)) if pick.random() < 0.3 else None,
        windows=within,
        freezes=freezes,
        weight=pick.choice([1.0, 3.0]),
    )


def _day(number: int) -> datetime:
    return MONDAY + timedelta(days=number)
