"""Both sides press Deal at the same moment, or one presses while something moves.

Each in a thread with a connection of its own, as in `test_same_moment`. What is agreed is one
content, all of it, or nothing.
"""

from datetime import timedelta

import pytest
from tests.cast import Cast, estimate, happened
from tests.days import present_date
from tests.faults.test_same_moment import Act, at_once, kinds, slowly
from tests.plans.test_scope_and_money import give
from tests.scenarios.making import later, move, out, parts, person, piece, promise, seen, start

from tandem.accounts.rules import Actor, Lane
from tandem.activity import commands
from tandem.briefs import services as briefs
from tandem.briefs.queries import requirements_of
from tandem.briefs.rules import Priority, Section
from tandem.core.errors import Refused
from tandem.plans import queries as plans
from tandem.scenarios import services
from tandem.scenarios.models import Agreement
from tandem.scenarios.rules import ScenarioState, Voice

__all__ = ["slowly"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("shared_database", "slowly")]

MARKETING, IT = Voice.MARKETING, Voice.IT
SOON, LATER, LAST = (present_date() + timedelta(days) for days in (60, 90, 120))


@pytest.fixture
def going(cast: Cast, planned: int) -> int:
    """Ten days of Igor's for R1, which is promised."""
    piece(cast.igor, planned, Lane.IT, "10", cast.igor, parts(planned)["R1"])
    promise(cast, planned, SOON)
    return planned


@pytest.fixture
def table(cast: Cast, going: int) -> int:
    """Alice has moved the day and Igor his share; both sit at the table."""
    one = start(cast.alice, going)
    move(cast.alice, going, one, later(LATER))
    services.open_table(actor=cast.alice, initiative_id=going, scenario_id=one)
    move(cast.igor, going, one, later(LATER), person(cast.igor, 50))
    return one


def deal(actor: Actor, initiative: int, scenario: int, voice: Voice, content: str = "") -> Act:
    there = content or seen(actor, initiative, scenario).content
    return lambda: services.press_deal(
        actor=actor, initiative_id=initiative, scenario_id=scenario, voice=voice, seen=there
    )


def promised(initiative: int) -> list[object]:
    """Every day that stands promised; there is one."""
    return [one.day for one in plans.promises_of(initiative) if one.replaced_at is None]


def stands(cast: Cast, initiative: int, scenario: int) -> tuple[ScenarioState, object, int]:
    """What became of it: its state, the promised day, and what Igor gives."""
    there = seen(cast.alice, initiative, scenario)
    (day,) = promised(initiative)
    given = plans.time_given(initiative).get(cast.igor.me)
    return there.state, day, given.percent if given else 100


def test_both_press_deal_at_the_same_moment_and_it_is_one_deal(
    cast: Cast, going: int, table: int
) -> None:
    results = at_once(deal(cast.alice, going, table, MARKETING), deal(cast.igor, going, table, IT))
    assert sorted(map(str, results)) == ["False", "True"]
    assert stands(cast, going, table) == (ScenarioState.ADOPTED, LATER, 50)
    assert happened(going).count("scenario.adopted") == 1
    assert happened(going).count("promise.moved") == 1
    assert commands.verify() == 0


def test_the_last_deal_pressed_in_two_windows_is_one_deal(
    cast: Cast, going: int, table: int
) -> None:
    deal(cast.igor, going, table, IT)()
    act = deal(cast.alice, going, table, MARKETING)
    assert at_once(act, act) == [True, True]
    assert happened(going).count("scenario.adopted") == 1


def test_deals_on_different_contents_are_none(cast: Cast, going: int, table: int) -> None:
    """Alice has before her what stood there before Igor's last move."""
    old = deal(cast.alice, going, table, MARKETING)
    move(cast.igor, going, table, person(cast.igor, 80))
    results = at_once(old, deal(cast.igor, going, table, IT))
    assert kinds(results) == {"RuleBroken": 1, "bool": 1}
    assert stands(cast, going, table) == (ScenarioState.TABLE, SOON, 100)
    assert {one.voice for one in seen(cast.alice, going, table).agreed} == {IT}


def test_the_last_deal_while_the_other_moves_is_on_what_was_read_or_none(
    cast: Cast, going: int, table: int
) -> None:
    deal(cast.igor, going, table, IT)()
    dealt, moved = at_once(
        deal(cast.alice, going, table, MARKETING),
        lambda: move(cast.igor, going, table, person(cast.igor, 80)),
    )
    if dealt is True:
        assert isinstance(moved, Refused)
        assert stands(cast, going, table) == (ScenarioState.ADOPTED, LATER, 50)
    else:
        assert (isinstance(dealt, Refused), moved) == (True, 1)
        assert stands(cast, going, table) == (ScenarioState.TABLE, SOON, 100)
        assert not Agreement.objects.filter(scenario_id=table, ended_at=None).exists()
    assert commands.verify() == 0


def test_the_last_deal_while_the_other_gets_up_or_takes_it_back(
    cast: Cast, going: int, table: int
) -> None:
    deal(cast.igor, going, table, IT)()
    there = {"actor": cast.igor, "initiative_id": going, "scenario_id": table}
    dealt, back = at_once(
        deal(cast.alice, going, table, MARKETING),
        lambda: services.take_deal_back(**there, voice=IT),
    )
    if dealt is True:
        assert isinstance(back, Refused)
        assert stands(cast, going, table) == (ScenarioState.ADOPTED, LATER, 50)
    else:
        assert (dealt, back) == (False, None)
        assert stands(cast, going, table) == (ScenarioState.TABLE, SOON, 100)


def test_two_tables_that_both_end_at_once_leave_one_plan(
    cast: Cast, going: int, table: int
) -> None:
    """The second stands on a plan that the first has changed meanwhile."""
    other = start(cast.alice, going, "Even later")
    move(cast.alice, going, other, later(LAST))
    services.open_table(actor=cast.alice, initiative_id=going, scenario_id=other)
    for one in (table, other):
        deal(cast.igor, going, one, IT)()
    results = at_once(*(deal(cast.alice, going, one, MARKETING) for one in (table, other)))
    assert kinds(results) == {"RuleBroken": 1, "bool": 1}
    won, lost = (table, other) if results[0] is True else (other, table)
    assert stands(cast, going, won)[:2] == (
        ScenarioState.ADOPTED,
        LATER if won == table else LAST,
    )
    assert seen(cast.alice, going, lost).state is ScenarioState.TABLE


def test_a_must_that_is_dealt_away_while_it_is_written_anew(cast: Cast, going: int) -> None:
    give(cast, going)
    briefs.add_item(
        actor=cast.alice, initiative_id=going, section=Section.REQUIREMENTS,
        title="Tell a neighbour", text="Tell a neighbour", priority=Priority.COULD, fields={},
    )  # fmt: skip
    estimate(cast, going, "R2", "2", "4")
    must, could = (parts(going)[one] for one in ("R1", "R2"))
    one = start(cast.alice, going)
    move(cast.alice, going, one, out(must, "Legal needs longer."))
    services.open_table(actor=cast.alice, initiative_id=going, scenario_id=one)
    deal(cast.igor, going, one, IT)()
    dealt, written = at_once(
        deal(cast.alice, going, one, MARKETING),
        lambda: briefs.edit_item(
            actor=cast.alice, initiative_id=going, item_id=must, title="An hour",
            text="They choose an hour and a day.", priority=Priority.MUST, base=1,
        ),
    )  # fmt: skip
    priority = next(r.priority for r in requirements_of([going])[going] if r.id == must)
    accepted = plans.latest_list(going)
    if dealt is True:
        assert isinstance(written, Refused)
        assert priority is Priority.SHOULD
        assert accepted is not None
        assert accepted.inside == {could}
    else:
        assert isinstance(dealt, Refused)
        assert (priority, accepted) == (Priority.MUST, None)
        assert seen(cast.alice, going, one).state is ScenarioState.TABLE
    assert commands.verify() == 0
