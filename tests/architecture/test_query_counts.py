"""How many queries each page and each act takes, reviewed in query_counts.toml; and that a page
with thirty rows takes no more than one with three.

The counts are exact: one more is looked at, one less is written down, so that it stays.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests import cast as story
from tests.architecture.access.asking import ask, undone
from tests.architecture.access.requests import ask_for
from tests.architecture.access.roles import Role
from tests.architecture.access.table import Row, rows
from tests.architecture.access.walking import made_ready
from tests.architecture.access.world import World
from tests.days import present_date

from tandem.accounts import services as accounts
from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import Lane, Scope
from tandem.assessment import services as assessment
from tandem.assessment.rules import Authority
from tandem.briefs import services as briefs
from tandem.briefs.rules import Section
from tandem.core import clock
from tandem.goals import services as goals
from tandem.initiatives import services as initiatives
from tandem.initiatives.rules import ListAsked, Question
from tandem.lists import services as lists
from tandem.lists.rules import Sharing
from tandem.pages.queries import LIST_PAGE
from tandem.systems import services as systems
from tandem.systems.rules import Entry, FlowEntry
from tandem.year import services as year
from tandem.year.rules import FreezeKind

FILE = Path(__file__).with_name("query_counts.toml")

_NOT_COUNTED = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)", re.IGNORECASE)
_STEPS = sorted({row.step for row in rows()}, key=list(story.STORY).index)

GROWING = {
    *("GET goals", "GET goal", "GET api:list_goals", "GET api:list_serving"),
    *("GET year", "GET api:read_year", "GET day"),
    *("GET assess", "GET api:read_assessment", "GET api:list_holds", "GET api:list_authorities"),
    *("GET triage", "GET queue", "GET api:list_ideas_to_sort", "GET api:list_queue"),
    *(
        "GET today",
        "GET ideas",
        "GET saved_views",
        "GET initiative",
        "GET initiative_history",
        "GET brief",
    ),
    *(
        "GET systems",
        "GET system",
        "GET system_flows",
        "GET stale_systems",
        "GET api:list_flows",
        "GET api:list_systems",
        "GET people",
        "GET settings",
        "GET tokens",
        "GET snapshot",
        "GET sign",
    ),
    *("GET api:list_turns", "GET api:list_initiatives", "GET api:list_people"),
    *("GET api:list_departments", "GET api:list_tokens", "GET api:read_brief"),
    *("GET api:read_initiative", "GET api:read_history"),
}


class Count:
    """Statements that went to the database; a wrapper of Django's."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.number += not _NOT_COUNTED.match(sql)
        return execute(sql, *rest)


def by_whom(row: Row) -> Role:
    """A visitor where visitors may, Alice where she may, else whoever may first."""
    first = [Role.VISITOR, Role.MARKETING_OWNER, *Role]
    return min(row.may, key=first.index)


def queries_of(world: World, found: Iterable[Row]) -> Iterator[tuple[str, int]]:
    """How many queries each row's request takes for somebody who may."""
    for alike in made_ready(world, found):
        for row in alike:
            with undone():
                # Looked up now, so that it isn't counted.
                world.numbers, ask_for(row.key).body(world)
                count = Count()
                with connection.execute_wrapper(count):
                    answer = ask(world, row, by_whom(row))
            assert answer.status == row.done, f"{row.key}: {answer.status}"
            yield row.key, count.number


def counted() -> Iterator[Row]:
    """What does something for somebody."""
    for row in rows():
        if row.may and row.done < 400:
            yield row


@pytest.fixture
def world(request: pytest.FixtureRequest, db: None, tuesday: None) -> World:
    """The story up to a step."""
    return World(request.param, restricted=False)


@cache
def reviewed() -> dict[str, int]:
    found: dict[str, int] = tomllib.loads(FILE.read_text(encoding="utf-8"))["queries"]
    return found


def test_every_page_and_act_has_its_count() -> None:
    assert len(reviewed()) > 100
    assert list(reviewed()) == [row.key for row in counted()]


@pytest.mark.once
@pytest.mark.parametrize("world", _STEPS, indirect=True)
def test_pages_and_acts_take_as_many_queries_as_was_reviewed(world: World) -> None:
    wrong = []
    of_step = [row for row in counted() if row.step == world.step]
    for key, now in queries_of(world, of_step):
        before = reviewed().get(key, 0)
        if now != before:
            wrong.append(f'"{key}" = {now}  # was {before}')
    told = f"Where the new number is right, write it into {FILE.name}:"
    assert not wrong, "\n".join(["", told, *wrong])


@pytest.mark.once
@pytest.mark.parametrize("world", ["heard_brief"], indirect=True)
def test_thirty_rows_take_no_more_queries_than_three(world: World) -> None:
    growing = [row for row in rows() if row.key in GROWING]
    assert {row.key for row in growing} == GROWING
    few = _grown(world, 0, 3, growing)
    many = _grown(world, 3, 30, growing)
    # Fewer where a full page of newer ideas leaves no room for one that is further on its way.
    assert not {key: (few[key], count) for key, count in many.items() if count > few[key]}
    text = ask(world, next(row for row in growing if row.key == "GET ideas"), Role.VIEWER).text
    assert text.count("Idea number") >= LIST_PAGE


def _grown(world: World, first: int, last: int, pages: list[Row]) -> dict[str, int]:
    """Let everything there is grow, and count what each page takes then."""
    for number in range(first, last):
        _grow(world, number)
    vars(world).pop("digest", None)
    return dict(queries_of(world, pages))


def _grow(world: World, number: int) -> None:
    """One more of each: an idea on its way, a part of the brief, somebody, a token…"""
    cast = world.cast
    idea = initiatives.write_idea(actor=cast.alice, sentence=f"Idea number {number}").pk
    story.answer(cast.alice, idea, Question.GOAL)
    if number % 2:
        initiatives.take_up_idea(actor=cast.igor, initiative_id=idea)
    initiatives.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    if number % 3:
        story.name_owners(cast, idea)
    if number % 3 == 2:
        story.answer(cast.igor, idea, Question.EXISTS)
    briefs.add_item(
        actor=cast.alice,
        initiative_id=world.initiative,
        section=list(Section)[number % 3],
        text=f"Part {number}",
    )
    if number % 4 == 0:
        story.play_back(cast, world.initiative)
    added = systems.add_system(
        actor=cast.igor, entry=Entry(f"System {number}", it_owner=cast.igor.me, vendor="Shop")
    )
    for giver, taker in ((world.system, added.pk), (added.pk, world.system)):
        systems.add_flow(actor=cast.igor, entry=FlowEntry(giver, taker))
    goal = goals.add_objective(
        actor=cast.alice, title=f"Goal {number}", year=clock.now().year, owner_id=cast.mona.me
    )
    until = present_date() + timedelta(days=9)
    goals.endorse_objective(actor=cast.vera, objective_id=goal.pk, until=until)
    goals.serve_objective(
        actor=cast.alice,
        initiative_id=idea,
        objective_id=goal.pk if number % 2 else world.objective,
    )
    year.note_moment(actor=cast.alice, name=f"Day {number}", starts_on=date(2027, 5, 6))
    year.declare_freeze(
        actor=cast.igor,
        kind=FreezeKind.SOFT,
        name=f"Freeze {number}",
        reason="So.",
        starts_on=present_date(),
        ends_on=present_date() + timedelta(days=9),
        systems=[added.pk],
    )
    assessment.confirm_touch(actor=cast.igor, initiative_id=world.initiative, system_id=added.pk)
    assessment.name_authority(actor=cast.vera, person_id=cast.vera.me, kind=Authority.RISK)
    systems.confirm_system(actor=cast.igor, system_id=world.system)
    accounts.add_department(actor=cast.vera, name=f"Department {number}", lane=None)
    person, _ = accounts.add_person(
        actor=cast.vera,
        email=f"p{number}@nordlicht.example",
        name=f"Person {number}",
        department_id=world.department,
    )
    initiatives.join_initiative(
        actor=actor_by_id(person.pk), initiative_id=world.initiative, lane=Lane.MARKETING
    )
    accounts.make_token(actor=cast.alice, name=f"Token {number}", scope=Scope.READ)
    lists.save_view(
        actor=actor_by_id(person.pk),
        name=f"View {number}",
        asked=ListAsked(),
        shared=Sharing.EVERYBODY,
    )
