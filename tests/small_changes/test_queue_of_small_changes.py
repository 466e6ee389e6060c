"""The queue of small changes: who orders it, whose hours it takes, what it says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.accounts.browsing import as_person, words
from tests.api.program import program_of
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused
from tests.small_changes.conftest import Small
from tests.work.making import add

from tandem.accounts.queries import departments
from tandem.accounts.rules import Actor, Lane
from tandem.accounts.services import add_absence, name_head, name_liaison
from tandem.activity.services import company_subject
from tandem.capacity import queries as capacity
from tandem.capacity.models import Reserve
from tandem.capacity.rules import By
from tandem.capacity.services import reserve_hours
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.rights.rules import Decider, Matter
from tandem.rights.services import change_decision_rights
from tandem.small_changes import queries
from tandem.small_changes.services import AT_END, move_small_change
from tandem.timesheets.rules import SpentOn
from tandem.timesheets.services import write_hours
from tandem.work import services as work
from tandem.work.rules import Estimate, Sureness, WorkState
from tandem.year.rules import FreezeKind
from tandem.year.services import declare_freeze

TODAY = date(2026, 3, 10)
MONDAY = date(2026, 3, 9)
WEEK = timedelta(weeks=1)


def keep(cast: Cast, team: int, hours: str = "8", since: date = MONDAY) -> None:
    reserve_hours(actor=cast.vera, team_id=team, hours=Decimal(hours), since=since)


def order(actor: Actor) -> list[int]:
    return queries.order_seen(actor)


def weeks(actor: Actor) -> list[date | None]:
    return [one.week for one in queries.queue_seen(actor).rows]


def piece(cast: Cast, home: int, days: str | None, doer: Actor | None = None) -> int:
    pk = add(cast.igor, home, f"{days} days", lane=Lane.IT)
    if days:
        estimate = Estimate(Decimal(days), Sureness.NORMAL)
        work.estimate_work_item(actor=cast.igor, work_id=pk, estimate=estimate)
    if doer:
        work.assign_work_item(actor=cast.igor, work_id=pk, person_id=doer.me)
    return pk


def spend(actor: Actor, pk: int, hours: int, day: date = TODAY) -> None:
    write_hours(actor=actor, on=SpentOn(subject_id=pk), day=day, minutes=hours * 60)


# Hours that are kept --------------------------------------------------------------------------


@pytest.mark.usefixtures("_on_tuesday")
def test_whoever_leads_the_team_or_an_administrator_keeps_hours(cast: Cast, web: int) -> None:
    for actor in (cast.alice, cast.igor, cast.rita, cast.charlie):
        with nothing_written(), refused(NotAllowed):
            reserve_hours(actor=actor, team_id=web, hours=Decimal(8), since=TODAY)
    it, marketing = (
        next(one for one in departments() if one.lane == lane) for lane in (Lane.IT, Lane.MARKETING)
    )
    name_liaison(actor=cast.vera, department_id=marketing.pk, person_id=cast.igor.me)
    reserve_hours(actor=cast.igor, team_id=web, hours=Decimal(8), since=TODAY)
    name_head(actor=cast.vera, department_id=it.pk, person_id=cast.ivan.me)
    reserve_hours(actor=cast.ivan, team_id=web, hours=Decimal("7.5"), since=TODAY + WEEK)
    known = capacity.team_reserve(cast.rita, web)
    assert (known.hours, known.ordinary, known.may) == (8.0, 80.0, False)
    assert [(row.hours, row.since, row.in_force) for row in known.rows] == [
        (Decimal("7.5"), MONDAY + WEEK, False),
        (Decimal(8), MONDAY, True),
    ]
    assert happened(company_subject())[-1] == "capacity.reserved"


@pytest.mark.usefixtures("_on_tuesday")
def test_what_a_team_can_t_keep_is_refused_with_what_it_can(cast: Cast, web: int) -> None:
    for hours, since, says in (
        ("81", TODAY, "Its people work 80 h a week"),
        ("7.3", TODAY, "whole or half hours"),
        ("8", TODAY - WEEK, "What was, stays"),
        ("8", TODAY + 60 * WEEK, "more than a year ahead"),
    ):
        with nothing_written(), refused(BadInput) as no:
            reserve_hours(actor=cast.vera, team_id=web, hours=Decimal(hours), since=since)
        assert says in no.value.reason
    with nothing_written(), refused(NotFound):
        reserve_hours(actor=cast.vera, team_id=99_999, hours=Decimal(8), since=TODAY)
    keep(cast, web)
    with nothing_written():
        keep(cast, web)


@pytest.mark.usefixtures("_on_tuesday")
def test_the_page_keeps_what_was_typed_and_lists_what_was_set(cast: Cast, web: int) -> None:
    client = as_person(cast.vera)
    page = client.post(f"/teams/{web}/reserve/", {"hours": "100", "since": "2026-03-10"})
    assert page.status_code == 422
    assert 'value="100"' in page.content.decode()
    client.post(f"/teams/{web}/reserve/", {"hours": "12", "since": "2026-03-10"})
    assert "12 of the 80 hours" in words(client.get(f"/teams/{web}/reserve/"))
    assert Reserve.objects.get().since == MONDAY


def test_capacity_takes_the_kept_hours_off_what_is_left_for_the_rest(
    cast: Cast, web: int, small: Small
) -> None:
    piece(cast, small("A banner"), "3", cast.igor)
    before = next(one for one in capacity.table(cast.alice, By.MONTH) if one.group.name == "Web")
    keep(cast, web, "16")
    after = next(one for one in capacity.table(cast.alice, By.MONTH) if one.group.name == "Web")
    assert (before.cells[0].cell.there, before.cells[0].cell.reserved) == (32.0, 0.0)
    cell = after.cells[0].cell
    assert (round(cell.there, 2), round(cell.reserved, 2)) == (25.6, 6.4), "a fifth of it"
    assert before.undated == 3.0
    assert after.undated == 0.0, "it takes the kept hours, not the others"
    page = words(as_person(cast.alice).get("/capacity/"))
    assert "kept for small changes" in page


# The queue ------------------------------------------------------------------------------------


def test_each_change_gets_a_week_by_what_it_said_takes_and_the_hours_that_are_there(
    cast: Cast, web: int, small: Small
) -> None:
    first, second, third = small("A banner"), small("New words", "1.5"), small("A form", "1")
    keep(cast, web)
    assert order(cast.alice) == [first, second, third]
    assert weeks(cast.rita) == [MONDAY, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK]
    page = words(as_person(cast.alice).get("/small-changes/"))
    assert "2 changes, 20 h, don't fit before 16 Mar." in page
    assert "its work isn't broken down yet" in page


def test_marketing_decides_the_order_and_others_are_told_who(
    cast: Cast, web: int, small: Small
) -> None:
    first, second = small("A banner"), small("New words")
    keep(cast, web)
    move_small_change(actor=cast.mona, initiative_id=second, before_id=first)
    assert order(cast.igor) == [second, first]
    assert happened(second)[-1] == "small_change.placed"
    with nothing_written():
        move_small_change(actor=cast.mona, initiative_id=second, before_id=first)
    for actor in (cast.igor, cast.vera, cast.rita, cast.charlie):
        with nothing_written(), refused(NotAllowed) as no:
            move_small_change(actor=actor, initiative_id=first, before_id=second)
        assert "decided by Marketing" in no.value.reason
    change_decision_rights(actor=cast.vera, rights={Matter.SMALL_CHANGES: Decider.EITHER})
    move_small_change(actor=cast.igor, initiative_id=second, before_id=AT_END)
    assert order(cast.igor) == [first, second]


def test_what_doesn_t_stand_in_it_has_no_place(
    cast: Cast, web: int, small: Small, paired_idea: int
) -> None:
    one, done = small("A banner"), small("New words")
    keep(cast, web)
    pk = piece(cast, done, "1")
    work.move_work_item(actor=cast.igor, work_id=pk, to=WorkState.DONE)
    for wrong in (paired_idea, done):
        with nothing_written(), refused(RuleBroken):
            move_small_change(actor=cast.alice, initiative_id=wrong, before_id=AT_END)
        with nothing_written(), refused(RuleBroken):
            move_small_change(actor=cast.alice, initiative_id=one, before_id=wrong)
    assert order(cast.alice) == [one], "IT has nothing left to do for the other"


def test_a_move_says_what_it_costs_and_is_undone(cast: Cast, web: int, small: Small) -> None:
    first, second = small("A banner"), small("New words")
    keep(cast, web)
    client = as_person(cast.alice)
    page = words(client.get("/small-changes/"))
    assert "One up: Done this week; moves “A banner” to next week." in page
    page = client.post(f"/small-changes/{second}/place/", {"step": "up"}, follow=True)
    assert "“New words” has moved. Done this week; moves “A banner” to next week." in words(page)
    assert order(cast.alice) == [second, first]
    client.post(f"/small-changes/{second}/place/?before=0")
    assert order(cast.alice) == [first, second]
    assert client.post(f"/small-changes/{second}/place/", {"step": "x"}).status_code == 422


def test_work_counts_once_it_is_estimated_and_its_hours_are_taken_off(
    cast: Cast, web: int, small: Small
) -> None:
    banner, text = small("A banner", "2"), small("New words", "1")
    keep(cast, web)
    item = piece(cast, banner, "1", cast.igor)
    assert weeks(cast.alice) == [MONDAY, MONDAY + WEEK], "one day now, not the two of the path"
    spend(cast.igor, item, 4)
    seen = queries.queue_seen(cast.alice)
    assert [one.change.hours for one in seen.rows] == [4.0, 8.0]
    week = seen.teams[0].weeks[0].week
    assert (week.free, week.told) == (4.0, False), "they are Igor's alone"
    assert [one.week for one in seen.rows] == [MONDAY, MONDAY + WEEK]
    piece(cast, text, None)
    seen = queries.queue_seen(cast.alice)
    assert [one.change.id for one in seen.bare] == [text]
    assert "1 piece of its work has no estimate" in words(
        as_person(cast.alice).get("/small-changes/")
    )


def test_what_took_longer_than_a_week_had_eats_into_the_next(
    cast: Cast, web: int, small: Small
) -> None:
    banner = small("A banner", "1")
    keep(cast, web)
    item = piece(cast, banner, "3", cast.igor)
    spend(cast.igor, item, 7)
    spend(cast.ivan, item, 6)
    week, following = (one.week for one in queries.queue_seen(cast.alice).teams[0].weeks[:2])
    assert (week.written, week.free) == (13.0, 0.0)
    assert (following.carried, following.free) == (5.0, 3.0)


def test_closed_days_and_absences_take_their_part_of_the_hours(
    cast: Cast, web: int, small: Small
) -> None:
    small("A banner", "2")
    keep(cast, web, "16")
    away = {"starts_on": MONDAY + WEEK, "ends_on": MONDAY + WEEK + timedelta(4)}
    add_absence(actor=cast.ivan, person_id=cast.ivan.me, **away)
    shown = queries.queue_seen(cast.alice).teams[0].weeks
    assert [round(one.week.reserved, 1) for one in shown[:5]] == [16, 8, 16, 12.8, 12.8], (
        "Ivan is away; Good Friday and Easter Monday"
    )


def test_a_freeze_says_from_when_it_can_go_live(cast: Cast, web: int, small: Small) -> None:
    small("A banner", "1", "Shop")
    small("New words", "1", "Till")
    keep(cast, web, "16")
    shop = next(iter(queries.facts().changes[order(cast.alice)[0]].systems))
    declare_freeze(
        actor=cast.igor,
        name="Stocktaking",
        kind=FreezeKind.HARD,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(8),
        reason="Nobody touches it.",
        systems=[shop],
    )
    first, second = queries.queue_seen(cast.alice).rows
    assert (first.live_from, first.freeze) == (date(2026, 3, 19), "Stocktaking")
    assert second.live_from is None, "it changes another system"


def test_what_is_kept_to_its_people_takes_its_hours_without_a_name(
    cast: Cast, web: int, small: Small
) -> None:
    secret, banner = small("A secret lamp"), small("A banner")
    keep(cast, web)
    hide(secret)
    seen = queries.queue_seen(cast.mona)
    assert [one.heading.id if one.heading else None for one in seen.rows] == [None, banner]
    assert [one.week for one in seen.rows] == [MONDAY, MONDAY + WEEK]
    page = as_person(cast.mona).get("/small-changes/").content.decode()
    assert "secret lamp" not in page
    assert "Kept to its people" in page
    for moved, before in ((secret, banner), (banner, secret)):
        with nothing_written(), refused(NotFound):
            move_small_change(actor=cast.mona, initiative_id=moved, before_id=before)


def test_changes_of_one_system_that_add_up_are_no_longer_small(
    cast: Cast, web: int, small: Small
) -> None:
    small("A banner", "1.5", "Shop")
    text = small("New words", "1.5", "Shop")
    keep(cast, web)
    assert not queries.queue_seen(cast.alice).added_up
    piece(cast, text, "2.5")
    found = queries.queue_seen(cast.alice).added_up[0]
    assert "Changes of Shop within 30 days come to 4 days" in found.words
    assert len(found.changes) == 2
    with clock.at(clock.now() + timedelta(31)):
        assert not queries.queue_seen(cast.alice).added_up


def test_without_a_team_that_keeps_hours_nothing_has_a_week(
    cast: Cast, web: int, small: Small
) -> None:
    small("A banner")
    page = words(as_person(cast.alice).get("/small-changes/"))
    assert "No team keeps hours for small changes" in page
    assert "No team that keeps hours has it" in page


def test_programs_read_and_order_the_queue(cast: Cast, web: int, small: Small) -> None:
    first, second = small("A banner"), small("New words")
    keep(cast, web)
    alice = program_of(cast.alice)
    moved = alice.put(f"/initiatives/{second}/small-change-place", {"before_id": first})
    assert [one["initiative_id"] for one in moved["queue"]] == [second, first]
    assert moved["decided_by"] == "marketing"
    assert moved["teams"][0]["spills"] == ["1 change, 8 h, doesn't fit before 16 Mar."]
    put = {"hours": 6.0, "since": "2026-03-16"}
    kept = program_of(cast.vera).put(f"/teams/{web}/reserve", put)
    assert [row["hours"] for row in kept["rows"]] == [6.0, 8.0]
