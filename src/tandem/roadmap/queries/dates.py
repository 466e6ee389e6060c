"""Fixed dates of the year that are moved, and what is meant for about then."""

from dataclasses import dataclass
from datetime import date

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.core.errors import NotFound
from tandem.core.words import Sentence, say
from tandem.initiatives.queries import OnTheWay, hidden_on_the_way, on_the_way
from tandem.plans.queries import promised_days
from tandem.roadmap.rules.dates import is_near, what_becomes
from tandem.year.queries import DatedRow, MovedRow, dated, moment_visible_to, moves_of


@dataclass(frozen=True, slots=True)
class Close:
    """An initiative whose promised or wished day lies close to a fixed date."""

    one: OnTheWay
    day: date
    words: Sentence


@dataclass(frozen=True, slots=True)
class DateMoved:
    """What other days of a fixed date would mean."""

    row: DatedRow
    starts_on: date
    ends_on: date
    told: tuple[Sentence, ...]
    close: tuple[Close, ...]
    moves: tuple[MovedRow, ...]

    @property
    def moved(self) -> bool:
        return _days(self.row) != (self.starts_on, self.ends_on)


def fixed_date(actor: Actor, subject_id: int) -> DatedRow | None:
    """The fixed date of this id, where it is one that stands in the year."""
    if actor.is_partner or actor.is_guest:
        return None
    try:
        return moment_visible_to(actor, subject_id)
    except NotFound:
        return None


def meant_close_to(actor: Actor, starts_on: date, ends_on: date) -> dict[int, date]:
    """The day of every initiative that is meant for about then, whoever may see it: to be told."""
    every = [*on_the_way(actor), *hidden_on_the_way(actor)]
    return {pk: day for pk, day in _meant(every).items() if is_near(day, starts_on, ends_on)}


def _meant(every: list[OnTheWay]) -> dict[int, date]:
    promised = promised_days([one.id for one in every])
    days = {one.id: promised.get(one.id) or one.wish_date for one in every}
    return {pk: day for pk, day in days.items() if day is not None}


def date_moved(actor: Actor, row: DatedRow, starts_on: date, ends_on: date) -> DateMoved:
    """What these days would mean to whatever the actor sees, before anybody moves it."""
    seen, today = on_the_way(actor), present_day()
    meant = _meant(seen)
    close = [
        Close(one, day, what_becomes(day, starts_on, ends_on, today))
        for one in seen
        if (day := meant.get(one.id))
        and (is_near(day, row.starts_on, row.ends_on) or is_near(day, starts_on, ends_on))
    ]
    there = [one for one in dated(actor, starts_on, ends_on) if one.id != row.id]
    told = [_beside(one) for one in there] if (starts_on, ends_on) != _days(row) else []
    return DateMoved(
        row,
        starts_on,
        ends_on,
        tuple(told),
        tuple(sorted(close, key=lambda one: (one.day, one.one.id))),
        tuple(moves_of(row.id)),
    )


def _days(row: DatedRow) -> tuple[date, date]:
    return row.starts_on, row.ends_on


def _beside(one: DatedRow) -> Sentence:
    if one.freeze is None:
        return say("At the same time as {name}.", name=one.name)
    return say("In the freeze {name}.", name=one.name)
