"""A queue of small changes of one system each, and a team of two that keeps hours."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.cast import TUESDAY, Cast, answer, name_owners

from tandem.accounts.models import Person
from tandem.accounts.queries import departments
from tandem.accounts.rules import Lane
from tandem.accounts.services import add_team, join_team
from tandem.assessment import services as assessment
from tandem.core import clock
from tandem.initiatives import services as ideas
from tandem.initiatives.rules import InitiativeKind, Question, Terms, Track
from tandem.stages import services as stages
from tandem.systems.rules import Entry
from tandem.systems.services import add_system

Small = Callable[..., int]


@pytest.fixture
def _on_tuesday(tuesday: None) -> None:
    """All of it happens on Tuesday 10 March 2026."""


@pytest.fixture
def web(cast: Cast) -> int:
    """A team of Igor and Ivan: 80 hours in an ordinary week."""
    it = next(one for one in departments() if one.lane == Lane.IT)
    long_ago = TUESDAY - timedelta(90)
    Person.objects.update(joined_at=long_ago)
    with clock.at(long_ago):
        team = add_team(actor=cast.vera, department_id=it.pk, name="Web").pk
        for one in (cast.igor, cast.ivan):
            join_team(actor=cast.vera, team_id=team, person_id=one.me)
    return team


@pytest.fixture
def small(cast: Cast, _on_tuesday: None) -> Small:
    """Makes a small change of so many days, confirmed by IT."""
    systems: dict[str, int] = {}

    def make(sentence: str, days: str = "1", system: str = "") -> int:
        idea = ideas.write_idea(actor=cast.alice, sentence=sentence, kind=InitiativeKind.CONTENT).pk
        answer(cast.alice, idea, Question.GOAL)
        ideas.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
        name_owners(cast, idea)
        name = system or f"System of {sentence}"
        if name not in systems:
            systems[name] = add_system(actor=cast.igor, entry=Entry(name)).pk
        known = systems[name]
        assessment.declare_touch(actor=cast.igor, initiative_id=idea, system_id=known)
        terms = Terms(days=Decimal(days))
        stages.choose_path(
            actor=cast.igor, initiative_id=idea, track=Track.SMALL_CHANGE, terms=terms
        )
        return idea

    return make
