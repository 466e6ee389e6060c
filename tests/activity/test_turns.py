"""Something waits for someone until a date, counted in the hours of whoever must act."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from tests.cast import TUESDAY, Cast

from tandem.accounts.models import Person
from tandem.accounts.rules import CLOCK, Lane
from tandem.activity import services
from tandem.activity.models import Turn
from tandem.activity.rules import TurnOutcome
from tandem.core import clock

JOIN, NEXT_STAGE = "initiative.join", "initiative.next_stage"


def utc(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.fixture
def subject(cast: Cast) -> int:
    with transaction.atomic():
        return services.make_subject("initiative", "Something to wait for")


def ask(
    subject: int, *, lane: Lane | None = None, person: int | None = None, kind: str = JOIN
) -> datetime:
    with transaction.atomic():
        return services.open_turn(
            kind, subject_id=subject, actor=CLOCK, lane=lane, person_id=person
        )


def close(subject: int, **how: object) -> int:
    with transaction.atomic():
        return services.close_turns(JOIN, subject_id=subject, actor=CLOCK, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-03-10T09:00", "2026-03-12T09:00"),  # Tuesday 10:00 in Berlin, Thursday 10:00
        ("2026-03-13T09:00", "2026-03-17T09:00"),  # over a weekend
        ("2026-03-14T12:00", "2026-03-18T08:00"),  # asked on a Saturday: from Monday 9:00
        ("2026-03-10T22:30", "2026-03-13T08:00"),  # asked at night: from Wednesday 9:00
        ("2026-04-02T08:00", "2026-04-08T08:00"),  # Good Friday and Easter Monday between
        ("2027-03-05T09:00", "2027-03-10T09:00"),  # 8 March is a holiday in Berlin alone
        ("2026-03-27T09:00", "2026-03-31T08:00"),  # still 10:00, though the clocks changed
    ],
)
def test_a_turn_is_due_the_same_time_of_day_two_working_days_later(
    subject: int, asked: str, due: str
) -> None:
    with clock.at(utc(asked)):
        assert ask(subject, lane=Lane.IT) == utc(due)


def test_the_clock_runs_where_the_person_is_who_must_act(subject: int, cast: Cast) -> None:
    Person.objects.filter(pk=cast.igor.me).update(time_zone="America/New_York", country="US")
    with clock.at(utc("2026-11-24T09:00")):  # 4:00 in New York; Thursday is Thanksgiving
        assert ask(subject, person=cast.igor.me) == utc("2026-11-27T14:00")
        assert ask(subject, person=cast.ivan.me) == utc("2026-11-26T09:00")


def test_asking_twice_is_asking_once_and_keeps_the_date(subject: int) -> None:
    with clock.at(TUESDAY):
        first = ask(subject, lane=Lane.IT)
    with clock.at(utc("2026-03-11T09:00")):
        assert ask(subject, lane=Lane.IT) == first
    assert Turn.objects.count() == 1


def test_sides_people_kinds_and_subjects_wait_apart(subject: int, cast: Cast) -> None:
    for lane in (None, *Lane):
        ask(subject, lane=lane)
    for person in (cast.alice, cast.igor):
        ask(subject, person=person.me)
    ask(subject, kind=NEXT_STAGE)
    with transaction.atomic():
        other = services.make_subject("brief", "Another", parent_id=subject)
    ask(other, lane=Lane.IT)
    assert Turn.objects.filter(closed_at=None).count() == 7


def test_a_closed_turn_says_who_ended_it_when_and_how(subject: int, cast: Cast) -> None:
    ask(subject, lane=Lane.IT)
    with clock.at(utc("2030-01-01T00:00")), transaction.atomic():
        services.close_turns(
            JOIN, subject_id=subject, actor=cast.igor, outcome=TurnOutcome.NOT_NEEDED
        )
    turn = Turn.objects.get()
    assert (turn.closed_by_id, turn.outcome) == (cast.igor.me, "not_needed")
    assert turn.closed_at == utc("2030-01-01T00:00")


def test_closing_one_side_leaves_the_other_waiting(subject: int) -> None:
    for lane in Lane:
        ask(subject, lane=lane)
    assert close(subject, lane=Lane.IT) == 1
    assert close(subject, lane=Lane.IT) == 0
    assert Turn.objects.get(closed_at=None).lane == "marketing"
    assert close(subject) == 1


def test_what_was_closed_can_be_asked_again_with_a_new_date(subject: int) -> None:
    with clock.at(TUESDAY):
        ask(subject, lane=Lane.IT)
        close(subject)
    with clock.at(utc("2026-03-11T09:00")):
        assert ask(subject, lane=Lane.IT) == utc("2026-03-13T09:00")
    assert Turn.objects.count() == 2


def test_an_unknown_kind_is_a_mistake_of_ours_and_fails(subject: int) -> None:
    with pytest.raises(KeyError):
        ask(subject, kind="initiative.dance")
    assert not Turn.objects.exists()
