"""What moving something would do, before anybody does it."""

from dataclasses import dataclass
from datetime import date, timedelta

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.core import dates
from tandem.core.errors import NotFound
from tandem.core.words import Sentence, say
from tandem.plans.problems import percent
from tandem.plans.queries import newest_forecast
from tandem.projects.permissions import can_write_projects
from tandem.roadmap.queries.gathered import Gathered, gather
from tandem.roadmap.rules import Bar, BarKind, Shift, cascade, circle_in
from tandem.year.queries import what_stands_on

_LONGEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Pushed:
    """Something that would have to move along, and whether whoever looks may move it."""

    bar: Bar
    shift: Shift
    movable: bool
    words: Sentence


@dataclass(frozen=True, slots=True)
class Effects:
    """What a move does: in sentences, and to what."""

    bar: Bar
    starts_on: date
    ends_on: date
    told: tuple[Sentence, ...]
    pushed: tuple[Pushed, ...]


def thing_to_move(actor: Actor, subject_id: int) -> tuple[Gathered, Bar]:
    """The row, and the year around it; NotFound for what is hidden or no row."""
    gathered = gather(actor)
    bar = gathered.bars.get(subject_id)
    if bar is None:
        raise NotFound
    return gathered, bar


def effects_of_project(actor: Actor, project_id: int, starts_on: date, ends_on: date) -> Effects:
    """What these dates of an IT project would do to whatever waits for it."""
    gathered, bar = thing_to_move(actor, project_id)
    if bar.kind is not BarKind.PROJECT:
        raise NotFound
    return effects_among(actor, gathered, bar, starts_on, ends_on)


def effects_among(
    actor: Actor, gathered: Gathered, bar: Bar, starts_on: date, ends_on: date
) -> Effects:
    """The same, where the year has been read already; of an initiative `ends_on` is its day."""
    things = gathered.things
    moved = {bar.id: (min(starts_on, ends_on), ends_on)}
    told = list(_told(actor, gathered, bar, ends_on))
    if path := circle_in(gathered.ties):
        titles = " → ".join(f"“{gathered.bars[pk].title}”" for pk in [*path, path[0]])
        told.append(say("These wait for each other in a circle: {path}.", path=titles))
    may = can_write_projects(actor)
    pushed = [
        Pushed(
            gathered.bars[shift.id],
            shift,
            may and gathered.bars[shift.id].kind is BarKind.PROJECT,
            _words(gathered.bars[shift.id], shift, gathered.today),
        )
        for shift in cascade(things, gathered.ties, moved)
    ]
    return Effects(bar, starts_on, ends_on, tuple(told), tuple(pushed))


def _words(bar: Bar, shift: Shift, today: date) -> Sentence:
    """What becomes of something that is pushed."""
    ends = dates.short(shift.ends_on, today=today)
    told = {"days": shift.days, "ends": ends}
    if shift.hits is None:
        return say("{days} days later: {ends}.", **told)
    told["day"] = dates.short(shift.hits, today=today)
    if bar.promised:
        return say("{days} days later: {ends}, after the promised {day}.", **told)
    return say("{days} days later: {ends}, after the wished {day}.", **told)


def _told(actor: Actor, gathered: Gathered, bar: Bar, day: date) -> list[Sentence]:
    """What one should know of a new end: its chance, what stands on that day, what it waits for."""
    told: list[Sentence] = []
    today = present_day()
    if bar.kind is BarKind.INITIATIVE:
        if (kept := newest_forecast(bar.id)) and kept.even:
            told.append(
                say("The forecast gives that day {share}.", share=percent(kept.chance_of(day)))
            )
        told += what_stands_on(actor, day)
    for tie in gathered.ties:
        before = gathered.bars[tie.before]
        if tie.after == bar.id and not tie.begins and not before.over and before.ends_on > day:
            until = dates.short(before.ends_on, today=today)
            told.append(say("It waits for “{title}” until {day}.", title=before.title, day=until))
    return told


def days_asked(bar: Bar, days: int) -> tuple[date, date]:
    """Its days, moved by so many; no further than five years."""
    by = max(-_LONGEST, min(_LONGEST, timedelta(days=days)))
    end = bar.even if bar.kind is BarKind.PROJECT else bar.meant or bar.even
    return bar.starts_on + by, end + by
