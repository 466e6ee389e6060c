"""The sheet, the timer, what is left of work, closed days, and hours from elsewhere."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.cast import TUESDAY, Cast, happened, hide, write_idea
from tests.refusals import nothing_written
from tests.work.making import move, of_it, refused

from tandem.accounts.models import Person
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.plans.queries import learned
from tandem.timesheets import queries, services
from tandem.timesheets.models import Entry, Timer
from tandem.timesheets.rules import SpentOn, in_words
from tandem.timesheets.services import Worklog
from tandem.work import services as work_services
from tandem.work.rules import Estimate, WorkState

if TYPE_CHECKING:
    from tandem.plans.problems.learning import Finished

pytestmark = pytest.mark.usefixtures("tuesday")
DAY = date(2026, 3, 10)
MONDAY = date(2026, 3, 9)


def on(pk: int) -> SpentOn:
    return SpentOn(subject_id=pk)


def write(actor, pk, minutes, day=DAY, **more):  # type: ignore[no-untyped-def]
    return services.write_hours(actor=actor, on=on(pk), day=day, minutes=minutes, **more)


def test_hours_stand_on_ones_own_sheet_and_nowhere_in_the_history(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    before = happened(planned)
    write(cast.igor, work, 90, note="With the test account.")
    week = queries.week_of_hours(cast.igor, MONDAY)
    assert [(row.thing.name, row.minutes) for row in week.rows] == [("Read the free days", 90)]
    assert (week.total(1), week.all, sum(week.expected)) == (90, 90, 2400)
    assert queries.week_of_hours(cast.ivan, MONDAY).rows == []
    assert happened(planned) == before
    with nothing_written():
        write(cast.igor, work, 90)


def test_two_windows_lose_nothing(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    first = write(cast.igor, work, 90, seen=0)
    write(cast.igor, work, 120, seen=first.version)
    with refused(Stale, "meanwhile") as caught:
        write(cast.igor, work, 60, seen=first.version)
    stale = caught.value
    assert isinstance(stale, Stale)
    assert (stale.mine, stale.theirs, stale.version) == ("1:00", "2:00", 2)
    with nothing_written():
        write(cast.igor, work, 120, seen=0)


def test_who_may_not_write_hours(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    with refused(NotAllowed):
        write(cast.rita, work, 60)
    write(cast.charlie, work, 60)
    hide(planned)
    with refused(NotFound):
        write(cast.charlie, work, 90)
    with refused(NotFound):
        write(cast.igor, 999_999, 60)
    with refused(BadInput):
        services.write_hours(actor=cast.igor, on=SpentOn(), day=DAY, minutes=5)
    row = queries.week_of_hours(cast.charlie, MONDAY).rows[0]
    assert (row.thing.seen, row.thing.name, row.minutes) == (False, "", 60)


def test_closed_days_stay_as_they_are(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    write(cast.igor, work, 60, day=date(2026, 3, 5))
    with refused(NotAllowed):
        services.close_hours(actor=cast.igor, until=date(2026, 3, 6))
    with refused(BadInput, "before today"):
        services.close_hours(actor=cast.ada, until=DAY)
    services.close_hours(actor=cast.ada, until=date(2026, 3, 6))
    with refused(RuleBroken, "closed"):
        write(cast.igor, work, 90, day=date(2026, 3, 5))
    assert not queries.week_of_hours(cast.igor, date(2026, 3, 2)).rows[0].cells[3].open
    services.close_hours(actor=cast.ada, until=None)
    write(cast.igor, work, 90, day=date(2026, 3, 5))


def test_the_short_list_is_kept_by_administrators(cast: Cast) -> None:
    with refused(NotAllowed):
        services.add_occupation(actor=cast.igor, name="Meetings")
    made = services.add_occupation(actor=cast.ada, name=" Meetings ")
    with nothing_written():
        services.add_occupation(actor=cast.ada, name="meetings")
    meetings = SpentOn(occupation_id=made.pk)
    services.write_hours(actor=cast.igor, on=meetings, day=DAY, minutes=45)
    services.close_occupation(actor=cast.ada, occupation_id=made.pk)
    with refused(NotFound):
        services.write_hours(actor=cast.igor, on=meetings, day=DAY, minutes=50)
    row = queries.week_of_hours(cast.igor, MONDAY).rows[0]
    assert (row.thing.name, row.open, row.minutes) == ("Meetings", False, 45)


def test_last_weeks_rows_come_along_without_their_hours(cast: Cast, planned: int) -> None:
    one, two = of_it(cast.igor, planned), of_it(cast.igor, planned, "Write them down")
    write(cast.igor, one, 60, day=date(2026, 3, 4))
    services.add_sheet_row(actor=cast.igor, on=on(two), week=date(2026, 3, 4))
    write(cast.igor, two, 30)
    assert services.copy_last_week(actor=cast.igor, week=DAY) == 1
    rows = queries.week_of_hours(cast.igor, MONDAY).rows
    assert {row.thing.on.subject_id: row.minutes for row in rows} == {one: 0, two: 30}
    with nothing_written():
        assert services.copy_last_week(actor=cast.igor, week=DAY) == 0


def test_open_work_is_offered_to_whoever_does_it(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    work_services.assign_work_item(actor=cast.igor, work_id=work, person_id=cast.ivan.me)
    week = queries.week_of_hours(cast.ivan, MONDAY)
    assert [one.on for one in week.proposed] == [on(work)]


def test_a_timer_adds_to_the_day_on_which_it_began(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    write(cast.igor, work, 30)
    services.start_timer(actor=cast.igor, on=on(work))
    with nothing_written():
        services.start_timer(actor=cast.igor, on=on(work))
    assert Person.objects.get(pk=cast.igor.me).timer_since == TUESDAY
    with clock.at(TUESDAY + timedelta(minutes=50)):
        found = queries.running(cast.igor)
        assert found is not None
        assert found.ran.minutes == 50
        services.stop_timer(actor=cast.igor)
        with nothing_written():
            services.stop_timer(actor=cast.igor)
    assert Entry.objects.get().minutes == 80
    assert Person.objects.get(pk=cast.igor.me).timer_since is None


def test_starting_another_writes_the_first_down(cast: Cast, planned: int) -> None:
    one, two = of_it(cast.igor, planned), of_it(cast.igor, planned, "Write them down")
    services.start_timer(actor=cast.igor, on=on(one))
    with clock.at(TUESDAY + timedelta(minutes=20)):
        services.start_timer(actor=cast.igor, on=on(two))
    assert Timer.objects.get().subject_id == two
    assert list(Entry.objects.values_list("subject_id", "minutes")) == [(one, 20)]


def test_a_forgotten_timer_writes_nothing_until_somebody_says_what(
    cast: Cast, planned: int
) -> None:
    one, two = of_it(cast.igor, planned), of_it(cast.igor, planned, "Write them down")
    services.start_timer(actor=cast.igor, on=on(one))
    with clock.at(TUESDAY + timedelta(hours=23)):
        with refused(RuleBroken, "Say first what to keep"):
            services.start_timer(actor=cast.igor, on=on(two))
        with refused(RuleBroken, "Say first what to keep"):
            services.stop_timer(actor=cast.igor)
        with refused(BadInput, "Keep that, or less"):
            services.stop_timer(actor=cast.igor, keep=24 * 60)
        entry = services.stop_timer(actor=cast.igor, keep=420)
    assert entry is not None
    assert (entry.day, entry.minutes) == (DAY, 420)


def test_keeping_nothing_drops_it(cast: Cast, planned: int) -> None:
    services.start_timer(actor=cast.igor, on=on(planned))
    with clock.at(TUESDAY + timedelta(hours=30)):
        assert services.stop_timer(actor=cast.igor, keep=0) is None
    assert not Entry.objects.exists()
    assert not Timer.objects.exists()


def test_whoever_does_it_says_what_it_still_needs(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    with refused(NotAllowed):
        services.say_still_needs(actor=cast.alice, work_id=work, days=Decimal(2))
    work_services.assign_work_item(actor=cast.igor, work_id=work, person_id=cast.ivan.me)
    write(cast.ivan, work, 480)
    services.say_still_needs(actor=cast.ivan, work_id=work, days=Decimal(2))
    with nothing_written():
        services.say_still_needs(actor=cast.ivan, work_id=work, days=Decimal(2))
    assert happened(planned)[-1] == "work_item.still_said"
    write(cast.ivan, work, 480 + 240)
    said = queries.spent_on([work])[work].said
    assert said is not None
    assert (said.days, said.since) == (Decimal(2), Decimal("0.5"))
    with refused(BadInput):
        services.say_still_needs(actor=cast.ivan, work_id=work, days=Decimal(401))
    services.say_still_needs(actor=cast.ivan, work_id=work, days=None)
    assert queries.spent_on([work])[work].said is None
    move(cast.ivan, work, WorkState.DONE)
    with refused(RuleBroken):
        services.say_still_needs(actor=cast.ivan, work_id=work, days=Decimal(1))


def _estimated(cast: Cast, home: int, title: str, days: int) -> int:
    work = of_it(cast.igor, home, title)
    work_services.estimate_work_item(
        actor=cast.igor, work_id=work, estimate=Estimate(Decimal(days))
    )
    return work


def test_sums_of_an_initiative_are_for_its_people(cast: Cast, planned: int) -> None:
    one, two = _estimated(cast, planned, "One", 2), _estimated(cast, planned, "Two", 3)
    for day, minutes in ((9, 480), (10, 480)):
        write(cast.igor, one, minutes, day=date(2026, 3, day))
    write(cast.alice, two, 120)
    write(cast.charlie, planned, 240)
    found = queries.home_time(planned)
    lane = next(one for one in found.sides if one)
    assert in_words(lane.label, found.sides[lane]) == "IT: 2.3 of 5 days planned."
    assert (found.total.spent, found.beside.spent) == (Decimal("2.8"), Decimal("0.5"))
    assert {group.others for group in found.teams} == {True} or len(found.teams) == 1
    assert queries.open_to(cast.igor, [planned]) == {planned}
    assert queries.open_to(cast.charlie, [planned]) == set()
    assert queries.open_to(cast.vera, [planned]) == {planned}


def test_what_is_restricted_stands_in_no_row_of_others(cast: Cast, planned: int) -> None:
    work = _estimated(cast, planned, "One", 2)
    for day in range(2, 7):
        write(cast.igor, work, 60, day=date(2026, 3, day))
    hide(planned)
    rows = queries.company_time(cast.igor).rows
    assert [(row[0], row[3].spent) for row in rows] == [(planned, Decimal("0.6"))]
    others = queries.company_time(cast.ada)
    assert (others.rows, others.unlisted) == ([], 300)
    write(cast.igor, work, 0, day=date(2026, 3, 6))
    assert queries.company_time(cast.ada).unlisted == 0


def test_hours_from_elsewhere_come_in_once(cast: Cast, planned: int) -> None:
    work = of_it(cast.igor, planned)
    logs = [
        Worklog("jira:1", work, DAY, 5400, person_id=cast.igor.me, note="x" * 900),
        Worklog("jira:2", work, DAY, 3600, name="Nobody Here"),
        Worklog("jira:3", work, DAY, 3600 * 30, name="Too long"),
        Worklog("jira:4", work, DAY, 10, name="Too short"),
    ]
    write(cast.igor, work, 30)
    taken = services.take_in_hours(actor=cast.igor, worklogs=logs)
    assert (taken.added, taken.changed, taken.left_out) == (2, 0, 2)
    with nothing_written():
        services.take_in_hours(actor=cast.igor, worklogs=logs)
    changed = services.take_in_hours(
        actor=cast.igor, worklogs=[Worklog("jira:2", work, DAY, 7200, name="Nobody Here")]
    )
    assert changed.changed == 1
    assert queries.spent_on([work])[work].minutes == 30 + 90 + 120
    cell = queries.week_of_hours(cast.igor, MONDAY).rows[0].cells[1]
    assert (cell.minutes, cell.elsewhere) == (30, 90)
    with refused(NotAllowed):
        services.take_in_hours(actor=cast.rita, worklogs=logs)
    hide(planned)
    with refused(NotFound):
        services.take_in_hours(actor=cast.charlie, worklogs=logs)


def test_forecasts_learn_from_the_hours_of_finished_work(
    cast: Cast, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = _estimated(cast, planned, "One", 2), _estimated(cast, planned, "Two", 3)
    write(cast.igor, one, 600)
    for work in (one, two):
        move(cast.igor, work, WorkState.IN_PROGRESS)
        move(cast.igor, work, WorkState.DONE)
    seen: list[Finished] = []
    monkeypatch.setattr(learned, "lesson_of", lambda found, _calendar: seen.extend(found))
    learned.what_to_learn()
    assert sorted((piece.days, piece.hours) for piece in seen) == [(2.0, 10.0), (3.0, 0.0)]


def test_an_idea_takes_hours_too(cast: Cast) -> None:
    idea = write_idea(cast)
    write(cast.alice, idea, 60)
    assert queries.home_time(idea).beside.spent == Decimal("0.1")
