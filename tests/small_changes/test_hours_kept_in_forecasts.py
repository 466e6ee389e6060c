"""What a team keeps for small changes isn't there for planned work: forecasts count with the rest."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import TUESDAY, Cast
from tests.plans.test_promises_and_forecasts import estimated, work_out

from tandem.accounts.rules import Lane
from tandem.capacity.queries import hours_kept
from tandem.capacity.services import reserve_hours
from tandem.core import clock
from tandem.plans import queries as plans
from tandem.plans.queries import asking
from tandem.plans.services import share_time
from tandem.scenarios import queries as scenarios

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture(autouse=True)
def _asked_anew() -> None:
    asking.forget_answers()


def keep(cast: Cast, team: int, hours: str, weeks: int = 0) -> None:
    since = TUESDAY.date() + timedelta(weeks=weeks)
    reserve_hours(actor=cast.vera, team_id=team, hours=Decimal(hours), since=since)


def shares(initiative: int) -> list[float]:
    return [one.share for one in plans.question_of(initiative).plan.people]


def ends(cast: Cast, initiative: int) -> datetime:
    curve = scenarios.answer_of(scenarios.plan_now(cast.alice, initiative), ()).now.curve
    assert curve is not None
    end = curve.end(0.01)
    assert end is not None
    return end


def test_twenty_of_eighty_hours_take_a_quarter_of_everybodys_time(
    cast: Cast, planned: int, web: int
) -> None:
    """Igor's ten days take as long as 13.3 did."""
    estimated(cast.igor, planned, Lane.IT, "10", cast.igor)
    assert shares(planned) == [1.0]
    before = ends(cast, planned) - plans.question_of(planned).plan.start
    keep(cast, web, "20")
    assert shares(planned) == [0.75]
    after = ends(cast, planned) - plans.question_of(planned).plan.start
    assert after / before == pytest.approx(4 / 3, abs=0.001)
    share_time(
        actor=cast.igor, initiative_id=planned, person_id=cast.igor.me, lane=Lane.IT, percent=50
    )
    assert shares(planned) == [0.375], "half of what isn't kept"
    percents = {one.name.id: one.percent for one in scenarios.plan_now(cast.igor, planned).people}
    assert percents[cast.igor.me] == 50, "as it was agreed"
    keep(cast, web, "0")
    assert shares(planned) == [0.5]


def test_what_is_kept_from_a_later_week_on_is_not_gone_yet(
    cast: Cast, planned: int, web: int
) -> None:
    estimated(cast.igor, planned, Lane.IT, "10", cast.igor)
    keep(cast, web, "20", weeks=3)
    assert shares(planned) == [1.0]


def test_of_other_peoples_time_and_of_a_small_change_nothing_is_gone(
    cast: Cast, planned: int, web: int, small: Callable[..., int]
) -> None:
    everybody = [cast.alice.me, cast.igor.me, cast.ivan.me]
    assert hours_kept(planned, everybody) == {}
    keep(cast, web, "20")
    found = hours_kept(planned, everybody)
    assert set(found) == {cast.igor.me, cast.ivan.me}
    assert {(one.team, one.hours, one.part) for some in found.values() for one in some} == {
        (web, 20.0, 0.25)
    }
    change = small("A banner")
    assert hours_kept(change, everybody) == {}, "this is what they are kept for"


def test_a_team_that_keeps_all_its_hours_has_one_now_and_then(
    cast: Cast, planned: int, web: int
) -> None:
    estimated(cast.igor, planned, Lane.IT, "10", cast.igor)
    keep(cast, web, "80")
    assert shares(planned) == [0.05]


def test_the_forecast_says_what_it_did_not_count(cast: Cast, planned: int, web: int) -> None:
    estimated(cast.igor, planned, Lane.IT, "10", cast.igor)
    keep(cast, web, "6")
    work_out()
    told = words(as_person(cast.alice).get(f"/initiatives/{planned}/forecast/"))
    assert "6 h a week of Web are kept for small changes, and aren't counted for this." in told
    keep(cast, web, "7.5")
    with clock.at(TUESDAY + timedelta(minutes=11)):
        assert [one.initiative_id for one in work_out()] == [planned], "worked out anew"
