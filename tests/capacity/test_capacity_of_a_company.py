"""The page of capacity, and the condition before Build."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, hide
from tests.refusals import refused
from tests.work.making import add

from tandem.accounts.rules import Actor, Lane
from tandem.accounts.services import add_absence, add_team, join_team
from tandem.capacity import conditions, queries
from tandem.capacity.models import CapacityLook
from tandem.capacity.rules import By
from tandem.capacity.services import count_capacity
from tandem.core.errors import NotFound
from tandem.initiatives.rules import Condition, Stage
from tandem.plans.services import promise_date
from tandem.stages.conditions import gates
from tandem.stages.services import park_initiative, pass_condition
from tandem.work import services as work
from tandem.work.rules import Estimate, Sureness

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens on Tuesday 10 March 2026."""


def piece(actor: Actor, home: int, days: str, doer: Actor | None = None, due: int = 6) -> int:
    """Work of IT, due so many days from today."""
    pk = add(actor, home, f"{days} days of IT", lane=Lane.IT)
    estimate = Estimate(Decimal(days), Sureness.NORMAL)
    work.estimate_work_item(actor=actor, work_id=pk, estimate=estimate)
    if due:
        changes = {"due_on": TODAY + timedelta(due)}
        work.edit_work_item(actor=actor, work_id=pk, changes=changes)  # type: ignore[arg-type]
    if doer:
        work.assign_work_item(actor=actor, work_id=pk, person_id=doer.me)
    return pk


def in_team(cast: Cast, name: str, *people: Actor) -> str:
    department = queries.picture().groups  # the departments are there
    it = next(key for key, one in department.items() if "IT, without" in one.name)
    team = add_team(actor=cast.vera, department_id=int(it.partition("-")[2]), name=name)
    for one in people:
        join_team(actor=cast.vera, team_id=team.pk, person_id=one.me)
    return f"team-{team.pk}"


def capacity_before_build(initiative: int) -> Condition:
    gate = gates({initiative: Stage.PLAN})[initiative]
    return next(one for one in gate.conditions if one.key == "capacity")


def test_a_team_is_over_full_and_says_by_what(cast: Cast, planned: int) -> None:
    web = in_team(cast, "Web", cast.igor, cast.ivan)
    add_absence(actor=cast.ivan, person_id=cast.ivan.me, starts_on=TODAY, ends_on=date(2026, 3, 31))
    piece(cast.igor, planned, "20", cast.igor, due=21)
    shown = next(one for one in queries.table(cast.rita, By.MONTH) if one.group.key == web)
    march = shown.cells[0]
    assert march.cell.there == 16.0, "Igor's days from the 10th on; Ivan is away"
    assert (march.cell.wanted, march.cell.is_over) == (20.0, True)
    page = words(as_person(cast.rita).get("/capacity/?by=month"))
    assert "Web , March 2026: 20 of 16 days; short of 4 days. The largest:" in page
    assert "Igor" not in page, "figures are of teams"


def test_work_that_nobody_took_goes_to_the_likely_team_and_unplaced_work_is_named(
    cast: Cast, planned: int
) -> None:
    web = in_team(cast, "Web", cast.igor)
    piece(cast.igor, planned, "3")
    piece(cast.igor, planned, "5", due=0)
    bare = add(cast.igor, planned, "Nobody knows how long", lane=Lane.IT)
    whole = queries.cell_whole(cast.igor, web, "2026-q1")
    assert [one.days for one in whole.asking] == [3.0]
    assert [one.days for one in whole.undated] == [5.0]
    assert [row.id for row in whole.unestimated] == [bare]
    page = words(as_person(cast.igor).get(f"/capacity/{web}/2026-q1/"))
    assert "Some time, nobody knows when" in page
    assert "Nobody knows how long" in page


def test_restricted_work_counts_without_a_name(cast: Cast, planned: int) -> None:
    web = in_team(cast, "Web", cast.igor)
    piece(cast.igor, planned, "3", cast.igor)
    hide(planned)
    inside, outside = (queries.cell_whole(one, web, "2026-q1") for one in (cast.igor, cast.rita))
    assert inside.cell.wanted == outside.cell.wanted == 3.0
    assert inside.asking[0].name
    assert [(one.days, one.name, one.rows) for one in outside.asking] == [(3.0, "", ())]
    page = words(as_person(cast.rita).get("/capacity/"))
    assert "busy with what is kept to its people" not in page, "nothing is over-full"


def test_what_is_parked_asks_for_nothing(cast: Cast, planned: int) -> None:
    web = in_team(cast, "Web", cast.igor)
    piece(cast.igor, planned, "3", cast.igor)
    until = TODAY + timedelta(90)
    park_initiative(actor=cast.alice, initiative_id=planned, reason="Later.", until=until)
    assert queries.cell_whole(cast.igor, web, "2026-q1").cell.wanted == 0


def test_a_team_or_a_time_that_is_none_is_not_found(cast: Cast) -> None:
    for team, time in (("team-99", "2026-q1"), ("others-it", "2031-q1"), ("others-it", "x")):
        with refused(NotFound):
            queries.cell_whole(cast.alice, team, time)


def test_build_waits_until_its_teams_have_the_days(cast: Cast, planned: int) -> None:
    assert str(capacity_before_build(planned).detail) == "Counted once its work is estimated."
    in_team(cast, "Web", cast.igor)
    promise_date(actor=cast.alice, initiative_id=planned, day=TODAY + timedelta(6))
    first = piece(cast.igor, planned, "4", cast.igor, due=0)
    held = capacity_before_build(planned)
    assert held.met, "four of five days, Tuesday to Monday"
    piece(cast.igor, planned, "3", cast.igor, due=60)
    over = capacity_before_build(planned)
    assert not over.met, "all of its own work has to be done by the promised day"
    assert over.lane is Lane.IT
    assert over.passable
    assert "Web: 7 of 5 days" in over.detail
    work.assign_work_item(actor=cast.igor, work_id=first, person_id=cast.ivan.me)
    assert capacity_before_build(planned).met, "shared with Ivan, who is in no team"


def test_a_sponsor_may_let_it_pass(cast: Cast, planned: int) -> None:
    pass_condition(
        actor=cast.vera, initiative_id=planned, key="capacity", reason="An agency helps."
    )
    missing = [one.key for one in gates({planned: Stage.PLAN})[planned].missing]
    assert "capacity" not in missing


def test_the_clock_counts_and_forgets_what_left_plan(cast: Cast, planned: int) -> None:
    piece(cast.igor, planned, "4", cast.igor)
    assert (count_capacity(), count_capacity()) == (1, 0)
    kept = CapacityLook.objects.get()
    assert kept.initiative_id == planned
    assert not kept.dated
    assert capacity_before_build(planned).met
    until = TODAY + timedelta(90)
    park_initiative(actor=cast.alice, initiative_id=planned, reason="Later.", until=until)
    count_capacity()
    assert not CapacityLook.objects.exists()


def test_a_list_of_many_waits_for_the_clock(
    cast: Cast, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(_ids: object) -> dict[int, object]:
        raise AssertionError("all work of all teams would be counted for a list")

    monkeypatch.setattr("tandem.capacity.conditions.looks_now", counted)
    told = conditions.facts([planned, planned + 1])
    assert [one.look for one in told.values()] == [None, None]
    with pytest.raises(AssertionError):
        conditions.facts([planned])
