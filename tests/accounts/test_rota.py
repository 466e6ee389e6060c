"""The rota: who answers for a side in which week, swaps, gaps; and what is asked of a side."""

from datetime import UTC, date, datetime

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, hide
from tests.refusals import nothing_written, refused

from tandem.accounts import queries, services
from tandem.accounts.rules import Actor, Lane, WorkspaceRole, why_not_plan_week, why_not_swap
from tandem.activity.queries import turns_waiting_for
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.talk.services import ask_question, give_answer

pytestmark = pytest.mark.usefixtures("tuesday")

THIS, NEXT = date(2026, 3, 9), date(2026, 3, 16)
NEXT_TUESDAY = datetime(2026, 3, 17, 9, tzinfo=UTC)


def plan(cast: Cast, week: date, person: Actor | None) -> None:
    services.plan_duty(
        actor=cast.ada, lane=Lane.IT, week=week, person_id=person.me if person else None
    )


def waits(actor: Actor) -> bool:
    return any(turn.kind == "question.answer" for turn in turns_waiting_for(actor))


def test_the_person_of_the_week_goes_before_the_standing_one(cast: Cast) -> None:
    services.name_duty_person(actor=cast.ada, lane=Lane.IT, person_id=cast.igor.me)
    plan(cast, THIS, cast.ivan)
    assert queries.duty_person(Lane.IT) == cast.ivan.me
    with clock.at(datetime(2026, 3, 15, 22, 59, tzinfo=UTC)):  # Sunday 23:59 in Berlin
        assert queries.duty_person(Lane.IT) == cast.ivan.me
    with clock.at(datetime(2026, 3, 15, 23, 0, tzinfo=UTC)):
        assert queries.duty_person(Lane.IT) == cast.igor.me
    plan(cast, THIS, None)
    assert queries.duty_person(Lane.IT) == cast.igor.me
    services.name_duty_person(actor=cast.ada, lane=Lane.IT, person_id=None)
    assert queries.duty_person(Lane.IT) is None


def test_what_is_asked_of_a_side_waits_for_who_is_on_duty_that_day(
    cast: Cast, paired_idea: int
) -> None:
    plan(cast, THIS, cast.ivan)
    plan(cast, NEXT, cast.igor)
    asked = ask_question(
        actor=cast.alice, subject_id=paired_idea, text="When can we test?", to_lane=Lane.IT
    )
    assert (waits(cast.ivan), waits(cast.igor)) == (True, False)
    page = words(as_person(cast.alice).get(f"/questions/{asked.pk}/"))
    assert "Waiting for IT Ivan Iwers is on duty" in page
    with clock.at(NEXT_TUESDAY):
        assert (waits(cast.ivan), waits(cast.igor)) == (False, True)
    plan(cast, THIS, None)
    assert waits(cast.igor)
    give_answer(actor=cast.igor, question_id=asked.pk, text="On Thursday.")
    assert not waits(cast.igor)


def test_on_a_restricted_initiative_its_own_people_are_asked_unless_duty_is_among_them(
    cast: Cast, paired_idea: int
) -> None:
    plan(cast, THIS, cast.ivan)
    hide(paired_idea)
    asked = ask_question(
        actor=cast.alice, subject_id=paired_idea, text="When can we test?", to_lane=Lane.IT
    )
    assert (waits(cast.ivan), waits(cast.igor)) == (False, True)
    page = words(as_person(cast.alice).get(f"/questions/{asked.pk}/"))
    assert "Ivan" not in page


def test_whoever_left_the_side_is_on_duty_no_more(cast: Cast, paired_idea: int) -> None:
    services.name_duty_person(actor=cast.ada, lane=Lane.IT, person_id=cast.igor.me)
    plan(cast, THIS, cast.ivan)
    services.change_sides(actor=cast.ada, person_id=cast.ivan.me, lanes=[])
    assert queries.duty_person(Lane.IT) == cast.igor.me
    services.change_role(actor=cast.ada, person_id=cast.igor.me, role=WorkspaceRole.VIEWER)
    assert queries.duty_person(Lane.IT) is None


def test_its_clock_runs_in_their_hours(cast: Cast, paired_idea: int) -> None:
    services.change_working_time(actor=cast.ivan, person_id=cast.ivan.me, days=[1, 4])
    plan(cast, THIS, cast.ivan)
    asked = ask_question(
        actor=cast.alice, subject_id=paired_idea, text="When can we test?", to_lane=Lane.IT
    )
    assert asked.due_at.date() == date(2026, 3, 16)


def test_administrators_plan_and_either_of_two_swaps(cast: Cast) -> None:
    plan(cast, THIS, cast.ivan)
    plan(cast, NEXT, cast.igor)
    with refused(NotAllowed):
        services.plan_duty(actor=cast.igor, lane=Lane.IT, week=THIS, person_id=cast.igor.me)
    with refused(NotAllowed):
        services.swap_duty(actor=cast.alice, lane=Lane.IT, week=THIS, other=NEXT)
    with refused(BadInput):
        plan(cast, THIS, cast.alice)
    with refused(BadInput):
        plan(cast, date(2026, 3, 10), cast.igor)
    with refused(RuleBroken):
        services.swap_duty(actor=cast.ada, lane=Lane.IT, week=THIS, other=date(2026, 3, 23))
    services.swap_duty(actor=cast.igor, lane=Lane.IT, week=THIS, other=NEXT)
    assert queries.duty_person(Lane.IT) == cast.igor.me
    with nothing_written():
        plan(cast, THIS, cast.igor)


def test_the_rules_of_the_rota() -> None:
    assert why_not_plan_week(THIS, today=date(2026, 3, 15)) is None
    assert why_not_plan_week(THIS, today=date(2026, 3, 16))
    assert why_not_plan_week(date(2028, 3, 13), today=THIS)
    assert why_not_swap(first=True, second=True, same=False) is None
    assert why_not_swap(first=True, second=True, same=True)
    assert why_not_swap(first=True, second=False, same=False)


def test_gaps_are_said(cast: Cast) -> None:
    plan(cast, THIS, cast.ivan)
    services.add_absence(
        actor=cast.ivan,
        person_id=cast.ivan.me,
        starts_on=date(2026, 3, 12),
        ends_on=date(2026, 3, 14),
    )
    first, second = queries.rota(Lane.IT, 2)
    assert first.warning == "Ivan Iwers is away on 2 of 5 days, and nobody stands in."
    assert second.warning == "Nobody: everybody of IT is asked."
    services.name_deputy(actor=cast.ivan, person_id=cast.ivan.me, deputy_id=cast.igor.me)
    assert "Igor Ilic stands in" in str(queries.rota(Lane.IT, 1)[0].warning)


def test_the_page_of_the_rota(cast: Cast) -> None:
    ada, igor = as_person(cast.ada), as_person(cast.igor)
    assert ada.post("/duty/it/", {"week": "2026-03-09", "person": cast.ivan.me}).status_code == 303
    assert ada.post("/duty/it/", {"week": "2026-03-16", "person": cast.igor.me}).status_code == 303
    wrong = ada.post("/duty/it/", {"week": "2026-03-10", "person": cast.igor.me})
    assert wrong.status_code == 422
    assert "Choose one from the list" in words(wrong)
    swap = {"week": "2026-03-09", "other": "2026-03-16"}
    assert "Swap two weeks" in words(igor.get("/duty/"))
    assert "Swap two weeks" not in words(as_person(cast.rita).get("/duty/"))
    assert igor.post("/duty/it/swap/", swap).status_code == 303
    assert igor.get("/duty/other/").status_code == 404
    assert igor.post("/duty/it/swap/", {**swap, "other": "2026-03-23"}).status_code == 422
