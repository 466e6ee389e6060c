"""A side has its hands full: what it owes waits, for five working days at most."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from tests.cast import Cast
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane
from tandem.activity import jobs, services
from tandem.activity.models import Turn, TurnStep
from tandem.activity.queries import running_incidents, sides_on_duty
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken

pytestmark = pytest.mark.usefixtures("tuesday")


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.fixture
def ivan(cast: Cast) -> Actor:
    """On duty for IT."""
    accounts.name_duty_person(actor=cast.vera, lane=Lane.IT, person_id=cast.ivan.me)
    return cast.ivan


def due(lane: Lane) -> datetime:
    kind = "initiative.join" if lane is Lane.IT else "initiative.answer"
    return Turn.objects.get(kind=kind, lane=lane, closed_at=None).due_at


def test_the_clock_of_the_side_stands_still_and_the_others_runs(ivan: Actor, idea: int) -> None:
    before = due(Lane.MARKETING)
    with clock.at(utc("2026-03-11T09:00")):
        services.declare_incident(actor=ivan, lane=Lane.IT)
    assert due(Lane.IT) == utc("2026-03-19T09:00"), "Thursday, five working days later."
    assert due(Lane.MARKETING) == before
    with clock.at(utc("2026-03-12T09:00")):
        services.end_incident(actor=ivan, lane=Lane.IT)
    assert due(Lane.IT) == utc("2026-03-13T09:00"), "It took one working day."


def test_what_is_asked_meanwhile_waits_as_well(ivan: Actor, cast: Cast, idea: int) -> None:
    services.declare_incident(actor=ivan, lane=Lane.IT)
    with clock.at(utc("2026-03-10T11:00")), transaction.atomic():
        services.open_turn("brief.play_back", subject_id=idea, actor=cast.alice, lane=Lane.IT)
    with clock.at(utc("2026-03-11T11:00")):
        services.end_incident(actor=ivan, lane=Lane.IT)
    assert Turn.objects.get(kind="brief.play_back").due_at == utc("2026-03-16T11:00")


def test_nobody_is_asked_during_an_incident(ivan: Actor, idea: int) -> None:
    with clock.at(utc("2026-03-12T09:00")):
        jobs.pass_deadlines()
    with clock.at(utc("2026-03-12T10:00")):
        services.declare_incident(actor=ivan, lane=Lane.IT)
    with clock.at(utc("2026-03-16T09:00")):
        jobs.pass_deadlines()
        services.end_incident(actor=ivan, lane=Lane.IT)
        jobs.pass_deadlines()
    of_it = TurnStep.objects.filter(turn__kind="initiative.join")
    assert list(of_it.values_list("step", flat=True)) == ["reminded"]
    with clock.at(utc("2026-03-17T08:00")):
        jobs.pass_deadlines()
    assert of_it.filter(step__in=["duty", "sponsor"]).exists()


def test_only_who_is_on_duty_declares_and_ends_it(ivan: Actor, cast: Cast) -> None:
    for actor in (cast.igor, cast.alice, cast.ada, cast.charlie, cast.rita):
        with refused(NotAllowed):
            services.declare_incident(actor=actor, lane=Lane.IT)
    services.declare_incident(actor=ivan, lane=Lane.IT)
    with refused(NotAllowed):
        services.end_incident(actor=cast.igor, lane=Lane.IT)
    assert (sides_on_duty(ivan), sides_on_duty(cast.igor)) == ([Lane.IT], [])


def test_declared_twice_it_is_one_and_ended_twice_is_refused(ivan: Actor) -> None:
    services.declare_incident(actor=ivan, lane=Lane.IT)
    with nothing_written():
        services.declare_incident(actor=ivan, lane=Lane.IT)
    assert [one.lane for one in running_incidents()] == [Lane.IT]
    services.end_incident(actor=ivan, lane=Lane.IT)
    assert running_incidents() == []
    with refused(RuleBroken):
        services.end_incident(actor=ivan, lane=Lane.IT)
