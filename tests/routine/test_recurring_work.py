"""Work that comes back: set up, made by the clock, never twice, paused, resting, stopped."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import TUESDAY, Cast, happened, hide
from tests.refusals import nothing_written, refused
from tests.work.making import item, move

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.activity.models import Notification
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.routine import queries, rules, services
from tandem.routine.jobs import bring_work_back
from tandem.routine.models import Coming, Recurrence
from tandem.routine.rules import CameTo, Every, RecurringState, Recurs, Rhythm
from tandem.work.models import WorkItem
from tandem.work.rules import WorkState

pytestmark = pytest.mark.usefixtures("tuesday")
TODAY = TUESDAY.date()
"""Tuesday, 10 March 2026."""
WHAT = Recurs("Look through the returns page", lane=Lane.MARKETING, checks=("Danish, too",))
DAILY = Rhythm(Every.WORKING_DAY, TODAY)


def closed(day: date) -> bool:
    return day.weekday() >= 5


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def set_up(
    actor: Actor, home: int, rhythm: Rhythm = DAILY, what: Recurs = WHAT, key: str = ""
) -> Recurrence:
    return services.set_up_recurring(
        actor=actor, home_id=home, what=what, rhythm=rhythm, form_key=key
    )


def made(home: int) -> list[WorkItem]:
    return list(WorkItem.objects.filter(home_id=home).order_by("number"))


def outcomes(one: Recurrence) -> list[tuple[date, str, int]]:
    found = Coming.objects.filter(recurrence=one).order_by("on")
    return list(found.values_list("on", "outcome", "missed"))


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (DAILY, ["2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-03-16"]),
        (
            Rhythm(Every.WEEK, TODAY, weekdays=(1, 6)),
            ["2026-03-16", "2026-03-23", "2026-03-30", "2026-04-06", "2026-04-13"],
        ),
        (Rhythm(Every.MONTH, TODAY, month_day=31), ["2026-03-31", "2026-04-30", "2026-06-01"]),
        (Rhythm(Every.MONTH, TODAY, month_day=0), ["2026-03-31", "2026-04-30", "2026-05-29"]),
        (Rhythm(Every.MONTH, TODAY, month_day=14), ["2026-03-16", "2026-04-14", "2026-05-14"]),
        (replace(DAILY, ends_on=date(2026, 3, 11)), ["2026-03-10", "2026-03-11"]),
        (replace(DAILY, times=1), ["2026-03-10"]),
        (replace(DAILY, starts_on=date(2026, 3, 14)), ["2026-03-16", "2026-03-17"]),
        (Rhythm(Every.AFTER, TODAY, days=14), ["2026-03-10"]),
    ],
)
def test_it_comes_on_days_on_which_somebody_works(rhythm: Rhythm, days: list[str]) -> None:
    found = rules.next_days(rhythm, TODAY, closed, count=len(days))
    assert [day.isoformat() for day in found] == days


def test_after_the_last_one_was_done_it_comes_so_many_days_later() -> None:
    rhythm = Rhythm(Every.AFTER, TODAY, days=4)
    assert rules.day_after(rhythm, None, closed) == TODAY
    assert rules.day_after(rhythm, TODAY, closed) == date(2026, 3, 16), "Saturday is closed."
    ends = replace(rhythm, ends_on=date(2026, 3, 15))
    assert rules.day_after(ends, TODAY, closed) is None


def test_after_a_week_off_only_the_newest_is_due() -> None:
    due = rules.what_is_due(DAILY, TODAY, date(2026, 3, 17), closed)
    assert (due.on, due.missed) == (date(2026, 3, 17), 5)
    assert rules.what_is_due(DAILY, TODAY, TODAY, closed).missed == 0


@pytest.mark.parametrize(
    ("rhythm", "field"),
    [
        (Rhythm(Every.WEEK, TODAY), "weekdays"),
        (Rhythm(Every.WEEK, TODAY, weekdays=(8,)), "weekdays"),
        (Rhythm(Every.MONTH, TODAY), "month_day"),
        (Rhythm(Every.MONTH, TODAY, month_day=32), "month_day"),
        (Rhythm(Every.AFTER, TODAY), "days"),
        (replace(DAILY, times=0), "times"),
        (replace(DAILY, ends_on=date(2026, 3, 9)), "ends_on"),
        (replace(DAILY, starts_on=date(2046, 3, 9)), "starts_on"),
    ],
)
def test_what_is_no_rhythm_is_refused_beside_its_field(rhythm: Rhythm, field: str) -> None:
    wrong = rules.why_not_rhythm(rhythm, TODAY)
    assert wrong
    assert wrong[1] == field


def test_it_is_made_once_a_day_however_often_the_clock_runs(cast: Cast, briefable: int) -> None:
    what = replace(WHAT, person_id=cast.mona.me, due_after=2, several=True, estimate="0.5")
    one = set_up(cast.alice, briefable, what=what)
    assert bring_work_back() == 1
    assert bring_work_back() == 0
    assert not services.bring_back(recurrence_id=one.pk, today=TODAY)
    work = made(briefable)[0]
    assert (work.due_on, work.lane, str(work.days)) == (
        TODAY + timedelta(days=2),
        "marketing",
        "0.5",
    )
    assert work.asked_by_id == cast.alice.me
    assert work.assignments.get().person_id == cast.mona.me
    assert work.checks.get().text == "Danish, too"
    assert "recurring.came" in happened(briefable)
    with clock.at(on(TODAY + timedelta(days=1))):
        assert bring_work_back() == 1


def test_after_an_outage_the_newest_is_made_and_it_is_told(cast: Cast, briefable: int) -> None:
    one = set_up(cast.alice, briefable)
    with clock.at(on(date(2026, 3, 17))):
        assert bring_work_back() == 1
        assert bring_work_back() == 0
    assert outcomes(one) == [(date(2026, 3, 17), "made", 5)]
    told = Notification.objects.get(person_id=cast.alice.me, kind="recurring.came_late")
    assert told.subject_id == made(briefable)[0].pk


def test_while_the_last_one_is_open_none_is_added(cast: Cast, briefable: int) -> None:
    one = set_up(cast.alice, briefable)
    bring_work_back()
    with clock.at(on(TODAY + timedelta(days=1))):
        assert bring_work_back() == 0
    assert [outcome for _, outcome, _ in outcomes(one)] == ["made", "still_open"]
    assert len(made(briefable)) == 1
    move(cast.alice, made(briefable)[0].pk, WorkState.DROPPED)
    with clock.at(on(TODAY + timedelta(days=2))):
        assert bring_work_back() == 1


def test_it_comes_so_many_days_after_the_last_one_was_done_and_so_often(
    cast: Cast, briefable: int
) -> None:
    one = set_up(cast.alice, briefable, Rhythm(Every.AFTER, TODAY, days=3, times=2))
    assert bring_work_back() == 1
    assert queries.recurrence_visible_to(cast.rita, one.pk).next_days == []
    with clock.at(on(TODAY + timedelta(days=2))):
        assert bring_work_back() == 0
        move(cast.alice, made(briefable)[0].pk, WorkState.DONE)
        assert bring_work_back() == 0
        row = queries.recurrence_visible_to(cast.rita, one.pk)
        assert row.next_days == [date(2026, 3, 16)], "Three days later is a Sunday."
    with clock.at(on(date(2026, 3, 16))):
        assert bring_work_back() == 1
    assert queries.recurrence_visible_to(cast.rita, one.pk).state is RecurringState.OVER


def test_the_people_of_the_side_set_it_up_and_nobody_else(cast: Cast, briefable: int) -> None:
    for actor in (cast.igor, cast.mona, cast.charlie, cast.rita, cast.ada):
        with refused(NotAllowed):
            set_up(actor, briefable)
    one = set_up(cast.alice, briefable, key="k")
    with nothing_written():
        assert set_up(cast.alice, briefable, key="k") == one, "A double click."
    for actor in (cast.igor, cast.charlie, cast.rita):
        with refused(NotAllowed):
            services.pause_recurring(actor=actor, recurrence_id=one.pk)
    hide(briefable)
    with refused(NotFound):
        services.stop_recurring(actor=cast.charlie, recurrence_id=one.pk)
    with refused(NotFound):
        set_up(cast.charlie, briefable)


@pytest.mark.parametrize(
    "what",
    [
        replace(WHAT, title=" "),
        replace(WHAT, estimate="long"),
        replace(WHAT, due_after=91),
        replace(WHAT, person_id=999_999),
    ],
)
def test_what_cannot_come_back_is_refused(cast: Cast, briefable: int, what: Recurs) -> None:
    with refused(BadInput):
        set_up(cast.alice, briefable, what=what)


def test_none_is_set_up_that_would_never_come(cast: Cast, briefable: int) -> None:
    never = Rhythm(Every.WEEK, TODAY, weekdays=(7,), ends_on=TODAY + timedelta(days=3))
    with refused(BadInput):
        set_up(cast.alice, briefable, never)


def test_it_is_paused_goes_on_from_today_and_is_stopped(cast: Cast, briefable: int) -> None:
    one = set_up(cast.alice, briefable)
    services.pause_recurring(actor=cast.alice, recurrence_id=one.pk)
    with nothing_written():
        services.pause_recurring(actor=cast.alice, recurrence_id=one.pk)
    assert bring_work_back() == 0
    with clock.at(on(date(2026, 3, 17))):
        services.resume_recurring(actor=cast.alice, recurrence_id=one.pk)
        with nothing_written():
            services.resume_recurring(actor=cast.alice, recurrence_id=one.pk)
        assert bring_work_back() == 1
        assert outcomes(one) == [(date(2026, 3, 17), "made", 0)]
    services.stop_recurring(actor=cast.alice, recurrence_id=one.pk)
    with nothing_written():
        services.stop_recurring(actor=cast.alice, recurrence_id=one.pk)
    with refused(RuleBroken):
        services.resume_recurring(actor=cast.alice, recurrence_id=one.pk)
    assert happened(briefable)[-1] == "recurring.stopped"


def test_when_whoever_set_it_up_has_left_it_rests_and_the_owners_are_told(
    cast: Cast, briefable: int
) -> None:
    one = set_up(cast.alice, briefable)
    accounts.change_role(actor=cast.vera, person_id=cast.alice.me, role=WorkspaceRole.VIEWER)
    assert bring_work_back() == 0
    assert bring_work_back() == 0
    assert outcomes(one) == [(TODAY, CameTo.REFUSED.value, 0)]
    assert made(briefable) == []
    told = Notification.objects.filter(kind="recurring.rested").values_list("person_id", flat=True)
    assert cast.igor.me in told
    assert queries.recurrence_visible_to(cast.igor, one.pk).state is RecurringState.RESTING


def test_what_rests_comes_back_as_the_work_of_whoever_lets_it(cast: Cast, briefable: int) -> None:
    one = set_up(cast.igor, briefable, what=replace(WHAT, lane=None))
    accounts.change_role(actor=cast.vera, person_id=cast.igor.me, role=WorkspaceRole.VIEWER)
    bring_work_back()
    services.resume_recurring(actor=cast.alice, recurrence_id=one.pk)
    with clock.at(on(TODAY + timedelta(days=1))):
        assert bring_work_back() == 1
    assert item(made(briefable)[0].pk).asked_by_id == cast.alice.me


def test_a_change_that_comes_too_late_shows_both(cast: Cast, briefable: int) -> None:
    one = set_up(cast.alice, briefable)

    def change(title: str, version: int) -> Recurrence:
        what = replace(WHAT, title=title)
        return services.change_recurring(
            actor=cast.alice, recurrence_id=one.pk, what=what, rhythm=DAILY, version=version
        )

    change("Look through the shop", 1)
    with refused(Stale):
        change("Look at the shop", 1)
    with nothing_written():
        change("Look through the shop", 1)


def test_the_pages_show_the_next_days_before_anything_is_kept(cast: Cast, briefable: int) -> None:
    alice, place = as_person(cast.alice), f"/work-of/{briefable}/recurring/"
    assert "Nothing comes back" in words(alice.get(place))
    form = {
        "title": "Look", "lane": "marketing", "kind": "task", "every": "week",
        "weekdays": ["1", "4"], "starts_on": "2026-03-10", "person": "",
    }  # fmt: skip
    first = alice.post(f"{place}new/", form)
    assert (first.status_code, Recurrence.objects.count()) == (200, 0)
    assert "It would come next on" in words(first)
    shown = first.text.split('name="shown" value="')[1][:64]
    other = alice.post(f"{place}new/", {**form, "weekdays": ["2"], "shown": shown})
    assert (other.status_code, Recurrence.objects.count()) == (200, 0), (
        "Other days are shown first."
    )
    page = alice.post(f"{place}new/", {**form, "shown": shown}).headers["Location"]
    assert "every week: Monday, Thursday" in words(alice.get(page))
    assert alice.post(f"{place}new/", {**form, "weekdays": []}).status_code == 422
    assert as_person(cast.rita).get(f"{place}new/").status_code == 403
    assert "Paused" in words(alice.post(f"{page}pause/", follow=True))
    assert "comes back again" in words(alice.post(f"{page}resume/", follow=True))
    late = {**form, "shown": shown, "title": "Mine", "version": "7"}
    assert alice.post(f"{page}change/", late).status_code == 409
    assert alice.post(f"{page}change/", {**late, "version": "1"}).status_code == 303
    assert "Stopped" in words(alice.post(f"{page}stop/", follow=True))
    assert "Mine" in words(alice.get(place))
