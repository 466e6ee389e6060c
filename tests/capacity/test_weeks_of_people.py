"""The next weeks of single people: for oneself, and for those who plan together."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, hide
from tests.refusals import refused
from tests.work.making import of_it

from tandem.accounts.rules import Actor
from tandem.accounts.services import add_absence
from tandem.capacity import queries, rules
from tandem.capacity.queries import PersonLoad
from tandem.core.errors import NotAllowed, NotFound
from tandem.work import services as work
from tandem.work.rules import Estimate

MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens on Tuesday 10 March 2026."""


def piece(actor: Actor, home: int, days: str, *doers: Actor, due: date | None = None) -> int:
    pk = of_it(actor, home, f"{days} days")
    work.estimate_work_item(actor=actor, work_id=pk, estimate=Estimate(Decimal(days)))
    work.edit_work_item(actor=actor, work_id=pk, changes={"due_on": due})
    for one in doers:
        work.assign_work_item(actor=actor, work_id=pk, person_id=one.me)
    return pk


def mine(actor: Actor, home: int | None = None) -> PersonLoad:
    return next(one for one in queries.weeks_of(actor, home).people if one.name.id == actor.me)


def test_weeks_begin_on_mondays_and_follow_each_other() -> None:
    found = rules.weeks(date(2026, 3, 10))
    assert [one.first for one in found] == [MONDAY + timedelta(weeks=n) for n in range(6)]
    assert all(one.last - one.first == timedelta(days=6) for one in found)


def test_a_week_holds_ones_share_of_open_work_and_says_what_is_too_much(
    cast: Cast, planned: int
) -> None:
    friday = date(2026, 3, 13)
    piece(cast.igor, planned, "6", cast.igor, due=friday)
    piece(cast.igor, planned, "2", cast.igor, cast.ivan, due=friday)
    piece(cast.igor, planned, "3", cast.igor)
    bare = of_it(cast.igor, planned, "Nobody knows")
    work.assign_work_item(actor=cast.igor, work_id=bare, person_id=cast.igor.me)
    one = mine(cast.igor)
    assert round(one.cells[0].wanted, 2) == 7.0
    assert round(one.cells[0].there, 2) == 4.0
    assert (one.undated, one.unestimated) == (3.0, 1)
    day = queries.weeks_of(cast.igor, None).day
    hours = day / timedelta(hours=1)
    shown = words(as_person(cast.igor).get("/weeks/"))
    assert f"{round(7 * hours)} of {round(4 * hours)} hours" in shown
    assert f"{round(7 * hours) - round(4 * hours)} hours too many" in shown


def test_who_is_away_has_no_hours(cast: Cast, planned: int) -> None:
    before = mine(cast.igor).cells[1].there
    add_absence(
        actor=cast.igor,
        person_id=cast.igor.me,
        starts_on=date(2026, 3, 16),
        ends_on=date(2026, 3, 18),
    )
    assert round(before - mine(cast.igor).cells[1].there, 2) == 3.0


def test_only_those_who_are_on_it_see_each_others_weeks_by_name(cast: Cast, planned: int) -> None:
    names = [one.name.name for one in queries.weeks_of(cast.alice, planned).people]
    assert names == sorted(names, key=str.casefold)
    assert {cast.alice.name, cast.igor.name} <= set(names)
    for outsider in (cast.rita, cast.charlie, cast.vera):
        with refused(NotAllowed):
            queries.weeks_of(outsider, planned)
        assert len(queries.weeks_of(outsider, None).people) == 1
    assert "Who has time" in words(as_person(cast.alice).get(f"/work-calendar/?of=i{planned}"))
    assert "Who has time" not in words(as_person(cast.rita).get(f"/work-calendar/?of=i{planned}"))
    hide(planned)
    with refused(NotFound):
        queries.weeks_of(cast.charlie, planned)
