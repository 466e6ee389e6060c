"""The tab Forecast, and what other pages say of it."""

from datetime import date, datetime, timedelta

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import TUESDAY, Cast
from tests.plans.test_promises_and_forecasts import estimated, promise, work_out
from tests.work.making import add, move

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.engine.problem import Fixed, Task
from tandem.initiatives.rules import Condition, Stage
from tandem.plans import jobs, queries, services
from tandem.plans.promises import Failure
from tandem.plans.views.forecast_words import held_by
from tandem.stages.conditions import plans as plan_conditions
from tandem.stages.conditions import work as work_conditions
from tandem.work.rules import WorkState

SOON, LATER = date(2026, 3, 20), date(2026, 3, 27)


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""


def page_of(initiative: int) -> str:
    return f"/initiatives/{initiative}/forecast/"


def test_without_work_it_says_what_a_date_needs(cast: Cast, planned: int) -> None:
    alice = as_person(cast.alice)
    assert "No work yet" in words(alice.get(page_of(planned)))
    add(cast.igor, planned, "Nobody said how long", lane=Lane.IT)
    told = words(alice.get(page_of(planned)))
    assert "Nothing to count with yet" in told
    assert "Nobody has said yet how long these take:" in told
    assert "Nobody said how long" in told


def test_the_safe_date_comes_first_then_the_promise_in_words(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    igor = as_person(cast.igor)
    assert "It is being worked out" in words(igor.get(page_of(planned)))
    work_out()
    promise(cast.alice, planned, SOON)
    told = words(igor.get(page_of(planned)))
    assert "Safe date 23 Mar: four times in five all is ready by then." in told
    assert "The promised 20 Mar would need luck: 15 %." in told
    assert "What moves the date most: “4 days of it”." in told
    assert "The chance rises from 20 Mar to 24 Mar: even on 22 Mar, four in five on 23 Mar." in told
    assert "It is being worked out" not in told
    assert "Promise this date" not in told, "Igor doesn't decide the date"


@pytest.mark.parametrize(
    ("ready", "freeze", "held"),
    [
        (None, None, (None, False)),
        (None, (2, 9), (None, True)),
        (6, None, (6, False)),
        (6, (2, 5), (6, False)),
        (6, (2, 9), (6, True)),
        (-3, (2, 9), (None, True)),
        (6, (20, 30), (6, False)),
    ],
)
def test_what_holds_a_launch_after_the_work_is_named(
    ready: int | None, freeze: tuple[int, int] | None, held: tuple[int | None, bool]
) -> None:
    def on(days: int) -> datetime:
        return TUESDAY + timedelta(days=days)

    launch = Task(
        "launch",
        Fixed(0),
        earliest=None if ready is None else on(ready),
        freezes=((on(freeze[0]), on(freeze[1])),) if freeze else (),
    )
    until, frozen = held_by(launch, done=on(0), safe=on(10))
    assert (until, frozen) == (None if held[0] is None else on(held[0]), held[1])


def test_what_changed_since_is_said_and_the_last_one_stays(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    work_out()
    estimated(cast.igor, planned, Lane.IT, "9", doer=cast.igor)
    igor = as_person(cast.igor)
    told = words(igor.get(page_of(planned)))
    assert "Something has changed since: it is being worked out anew." in told
    assert "Safe date 23 Mar" in told
    with clock.at(TUESDAY + timedelta(seconds=6)):
        services.see_what_changed()
        asked = jobs.next_question()
        assert asked is not None
        services.note_failure(asked=asked, why=Failure.TIME)
    told = words(igor.get(page_of(planned)))
    assert "It took too long this time. It is tried again within ten minutes." in told
    assert "Safe date 23 Mar" in told


def test_however_often_it_is_opened_nothing_is_computed(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    igor = as_person(cast.igor)
    for _ in range(20):
        assert igor.get(page_of(planned)).status_code == 200
    assert len(work_out()) == 1


def test_when_all_is_done_it_says_so(cast: Cast, planned: int) -> None:
    done = estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    work_out()
    move(cast.igor, done, WorkState.DONE)
    told = words(as_person(cast.igor).get(page_of(planned)))
    assert "All work is done." in told
    assert "Safe date" not in told


def test_a_promise_is_given_and_moved_on_the_page(cast: Cast, planned: int) -> None:
    alice = as_person(cast.alice)
    form = f"/initiatives/{planned}/promise/"
    told = alice.post(form, {"day": "2026-05-06"}, follow=True)
    assert "6 May" in words(told)
    standing = queries.forecast_page(planned).promised
    assert standing is not None
    moved = {"day": "2026-05-13", "replaces": str(standing.id)}
    refused = alice.post(form, moved)
    assert refused.status_code == 422
    assert "Say why it moves" in words(refused)
    assert 'value="2026-05-13"' in refused.text
    late = alice.post(form, {**moved, "why": "One is ill.", "replaces": ""})
    assert late.status_code == 409
    assert "Yours: 2026-05-13. Theirs: 2026-05-06." in words(late)
    assert "One is ill." in words(late)
    told = alice.post(form, {**moved, "why": "One is ill."}, follow=True)
    assert "Earlier promises" in words(told)
    assert alice.post(form, {"day": "soon"}).status_code == 422


def test_the_chance_stands_beside_the_date_on_the_first_tab(cast: Cast, planned: int) -> None:
    estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    work_out()
    promise(cast.alice, planned, SOON)
    told = words(as_person(cast.rita).get(f"/initiatives/{planned}/"))
    assert "promised for 20 Mar" in told
    assert "chance 15 %" in told


# Before Build


def condition(initiative: int, key: str) -> Condition:
    found = [
        *work_conditions.before(Stage.BUILD, work_conditions.facts([initiative])[initiative]),
        *plan_conditions.promise_before(
            Stage.BUILD, plan_conditions.promise_facts([initiative])[initiative]
        ),
    ]
    return next(one for one in found if one.key == key)


def test_build_needs_a_promise_that_is_more_likely_than_not(cast: Cast, planned: int) -> None:
    assert condition(planned, "promise").detail == "No date is promised yet."
    assert condition(planned, "promise").lane is Lane.MARKETING
    first = promise(cast.alice, planned, SOON)
    assert "once the work is estimated" in condition(planned, "promise").detail
    estimated(cast.igor, planned, Lane.IT, doer=cast.igor)
    work_out()
    found = condition(planned, "promise")
    assert not found.met
    assert found.passable, "the sponsor may take the risk"
    assert "a chance of 15 %" in found.detail
    promise(cast.alice, planned, LATER, why="Later.", replaces=first.pk)
    assert condition(planned, "promise").met


def test_build_needs_work_that_is_broken_down_and_estimated(cast: Cast, planned: int) -> None:
    assert not condition(planned, "work").met
    whole = estimated(cast.igor, planned, Lane.IT)
    assert condition(planned, "work").met
    part = add(cast.igor, planned, "A part of it", lane=Lane.IT, parent_id=whole)
    found = condition(planned, "work")
    assert (found.met, found.lane, found.detail) == (False, Lane.IT, "No estimate yet: #2.")
    move(cast.igor, part, WorkState.DROPPED)
    assert condition(planned, "work").met
    add(cast.alice, planned, "The words", lane=Lane.MARKETING)
    assert condition(planned, "work").lane is Lane.MARKETING
