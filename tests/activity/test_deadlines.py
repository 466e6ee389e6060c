"""A deadline passes: one step after the other, each a row, each told; and silence is no yes."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from tests.cast import TUESDAY, Cast, again, happened, hide, sign, waits

from tandem.accounts import services as accounts
from tandem.accounts.models import Person
from tandem.accounts.rules import Actor, Lane
from tandem.activity import jobs, registry, services
from tandem.activity.models import Notification, Subject, Turn, TurnStep
from tandem.activity.queries import progress_of, turns_asked_by, turns_waiting_for
from tandem.core import clock

pytestmark = pytest.mark.usefixtures("tuesday")

JOIN, SIGN = "initiative.join", "brief.sign"


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def run(moment: str) -> None:
    """The worker comes by; twice, since it does."""
    with clock.at(utc(moment)):
        jobs.pass_deadlines()
        jobs.pass_deadlines()


def steps(kind: str, lane: Lane) -> list[tuple[str, int | None]]:
    rows = TurnStep.objects.filter(turn__kind=kind, turn__lane=lane).order_by("pk")
    return list(rows.values_list("step", "person_id"))


def staff(cast: Cast) -> None:
    """Ivan is on duty for IT and Mona for Marketing; Ivan knows Marketing; Mona heads it."""
    marketing = Person.objects.values_list("department_id", flat=True).get(pk=cast.alice.me) or 0
    for lane, person in ((Lane.IT, cast.ivan), (Lane.MARKETING, cast.mona)):
        accounts.name_duty_person(actor=cast.vera, lane=lane, person_id=person.me)
    liaison, _ = accounts.add_person(
        actor=cast.vera,
        email="lara@nordlicht.example",
        name="Lara Lenz",
        department_id=Person.objects.values_list("department_id", flat=True).get(pk=cast.igor.me)
        or 0,
    )
    accounts.name_liaison(actor=cast.vera, department_id=marketing, person_id=liaison.pk)
    accounts.name_head(actor=cast.vera, department_id=marketing, person_id=cast.charlie.me)


def lara() -> int:
    return Person.objects.values_list("pk", flat=True).get(name="Lara Lenz")


# An idea joins nobody of IT: asked on Tuesday 10:00, due on Thursday 10:00.


def test_nothing_happens_before_the_deadline(cast: Cast, idea: int) -> None:
    staff(cast)
    run("2026-03-12T08:59")
    assert steps(JOIN, Lane.IT) == []


def test_it_is_asked_for_a_working_day_apart(cast: Cast, idea: int) -> None:
    staff(cast)
    way = [
        ("2026-03-12T09:00", ("reminded", None)),
        ("2026-03-13T09:00", ("duty", cast.ivan.me)),
        ("2026-03-16T09:00", ("liaison", lara())),
        ("2026-03-17T09:00", ("sponsor", cast.vera.me)),
        ("2026-03-20T09:00", ("unanswered", cast.alice.me)),
    ]
    for number, (moment, _) in enumerate(way, 1):
        run(moment)
        assert steps(JOIN, Lane.IT) == [step for _, step in way[:number]]
    run("2026-06-01T09:00")
    assert len(steps(JOIN, Lane.IT)) == len(way)
    told = happened(idea)
    assert told.count("turn.escalated") == 3 * 2, "The author's own answer is late, too."
    assert told.count("turn.unanswered") == 2


def test_for_marketing_the_head_of_the_department_is_asked(cast: Cast, idea: int) -> None:
    staff(cast)
    for day in range(11, 18):
        run(f"2026-03-{day}T09:00")
    answer = steps("initiative.answer", Lane.MARKETING)
    assert answer[:4] == [
        ("reminded", cast.alice.me),
        ("duty", cast.mona.me),
        ("head", cast.charlie.me),
        ("sponsor", cast.vera.me),
    ]


def test_the_deputy_is_asked_before_the_duty_person(cast: Cast, heard_brief: int) -> None:
    staff(cast)
    accounts.name_deputy(actor=cast.igor, person_id=cast.igor.me, deputy_id=lara())
    run("2026-03-13T09:00")
    run("2026-03-16T09:00")
    assert steps(SIGN, Lane.IT) == [("reminded", cast.igor.me), ("deputy", lara())]


def test_what_is_answered_is_asked_for_no_more(cast: Cast, heard_brief: int) -> None:
    staff(cast)
    run("2026-03-13T09:00")
    with clock.at(utc("2026-03-13T10:00")):
        sign(cast.igor, heard_brief, Lane.IT)
    run("2026-03-16T09:00")
    assert steps(SIGN, Lane.IT) == [("reminded", cast.igor.me)]


def test_whoever_is_asked_finds_it_on_today_and_in_the_inbox(cast: Cast, idea: int) -> None:
    staff(cast)
    for day in (12, 13, 16, 17):
        run(f"2026-03-{day}T09:00")
    [asked] = [t for t in turns_waiting_for(cast.vera) if t.kind == JOIN]
    assert asked.asked_as == "sponsor"
    told = Notification.objects.filter(turn_id=asked.id).order_by("pk")
    assert [row.person_id for row in told] == [cast.ivan.me, lara(), cast.vera.me]


def test_who_asked_sees_how_far_it_has_got(cast: Cast, idea: int) -> None:
    staff(cast)
    run("2026-03-12T09:00")
    run("2026-03-13T09:00")
    [mine] = [turn for turn in turns_asked_by(cast.alice) if turn.kind == JOIN]
    assert [
        (line.step, line.person.name if line.person else None)
        for line in progress_of([mine.id])[mine.id]
    ] == [
        ("reminded", None),
        ("duty", "Ivan Iwers"),
    ]


def test_nobody_is_asked_about_what_they_may_not_see(cast: Cast, heard_brief: int) -> None:
    staff(cast)
    hide(heard_brief)
    for day in (13, 16, 17, 18, 19, 20):
        run(f"2026-03-{day}T09:00")
    assert steps(SIGN, Lane.IT)[:2] == [("reminded", cast.igor.me), ("sponsor", cast.vera.me)]
    told = set(Notification.objects.values_list("person_id", flat=True))
    assert told <= {cast.alice.me, cast.igor.me, cast.vera.me}


def test_an_initiatives_own_sponsor_is_asked_not_the_workspaces(cast: Cast, idea: int) -> None:
    Subject.objects.filter(pk=idea).update(sponsor_id=cast.charlie.me)
    run("2026-03-12T09:00")
    run("2026-03-13T09:00")
    assert steps(JOIN, Lane.IT) == [("reminded", None), ("sponsor", cast.charlie.me)]


def test_the_next_stage_is_reminded_of_once(cast: Cast, signed_brief: int) -> None:
    for day in (17, 18, 19, 20, 27):
        run(f"2026-03-{day}T09:00")
    rows = TurnStep.objects.filter(turn__kind="initiative.next_stage")
    assert {(row.step, row.person_id) for row in rows} == {
        ("reminded", cast.alice.me),
        ("reminded", cast.igor.me),
    }


def to_the_end(turn_days: tuple[int, ...] = (12, 13, 16, 17, 18, 19, 20, 23)) -> None:
    for day in turn_days:
        run(f"2026-03-{day}T09:00")


def test_silence_signs_nothing_and_waits_for_nobody_for_ever(cast: Cast, heard_brief: int) -> None:
    to_the_end()
    assert (SIGN, "it") not in waits(heard_brief)
    assert "brief.signed" not in happened(heard_brief)
    assert "turn.unanswered" in happened(heard_brief)


def test_what_may_be_assumed_stands_as_an_assumption(
    cast: Cast, idea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry._known, "assumed", {JOIN})
    to_the_end()
    turn = Turn.objects.get(kind=JOIN)
    assert (turn.outcome, turn.closed_by_id) == ("assumed", None)
    assert "turn.assumed" in happened(idea)


parked: list[tuple[int, Lane | None]] = []


def park(*, subject_id: int, lane: Lane | None) -> None:
    """What a context above does when nobody answers."""
    parked.append((subject_id, lane))


def test_a_context_above_is_told_that_nobody_answered(
    cast: Cast, idea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry._known, "silences", {})
    registry.on_unanswered(JOIN, f"{__name__}.park")
    parked.clear()
    to_the_end()
    assert parked == [(idea, Lane.IT)]
    assert Turn.objects.get(kind=JOIN).outcome == "unanswered"


def test_one_turn_that_fails_holds_no_other_up(
    cast: Cast, idea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = services.take_next_step
    broken = Turn.objects.get(kind=JOIN).pk

    def failing(turn_id: int) -> object:
        if turn_id == broken:
            raise ZeroDivisionError
        return take(turn_id)

    monkeypatch.setattr(services, "take_next_step", failing)
    run("2026-03-12T09:00")
    assert steps(JOIN, Lane.IT) == []
    assert steps("initiative.answer", Lane.MARKETING) == [("reminded", cast.alice.me)]


# Whose hours count.


def ask(subject: int, person: Actor) -> datetime:
    with transaction.atomic():
        return services.open_turn(
            JOIN, subject_id=subject, actor=again(person), person_id=person.me
        )


def test_while_somebody_is_away_the_hours_of_their_deputy_count(cast: Cast, idea: int) -> None:
    Person.objects.filter(pk=cast.ivan.me).update(time_zone="America/New_York", country="US")
    accounts.name_deputy(actor=cast.igor, person_id=cast.igor.me, deputy_id=cast.ivan.me)
    day = date(2026, 3, 10)
    accounts.add_absence(actor=cast.igor, person_id=cast.igor.me, starts_on=day, ends_on=day)
    assert ask(idea, cast.igor) == utc("2026-03-12T13:00"), "9:00 in New York"


def test_a_side_answers_questions_in_its_own_time(cast: Cast, idea: int) -> None:
    accounts.change_answer_time(actor=cast.vera, lane=Lane.IT, days=3)
    with transaction.atomic():
        due = services.open_turn(
            "initiative.answer", subject_id=idea, actor=cast.alice, lane=Lane.IT
        )
    assert due == utc("2026-03-13T09:00")
    assert utc("2026-03-10T09:00") == TUESDAY
