"""Who is away, who takes over, whom a side and a department turn to."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.cast import TUESDAY, Cast
from tests.refusals import nothing_written, refused

from tandem.accounts import queries, rules, services
from tandem.accounts.models import Absence, Duty, Person
from tandem.accounts.rules import Actor, Lane
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("tuesday")

NEXT_MONDAY, NEXT_FRIDAY = date(2026, 3, 16), date(2026, 3, 20)


def department_of(actor: Actor) -> int:
    return Person.objects.values_list("department_id", flat=True).get(pk=actor.me) or 0


def away(actor: Actor, first: date = NEXT_MONDAY, last: date = NEXT_FRIDAY) -> int:
    return services.add_absence(actor=actor, person_id=actor.me, starts_on=first, ends_on=last).pk


def is_away(actor: Actor) -> bool:
    return actor.me in queries.absent_among([actor.me])


@pytest.mark.parametrize(
    ("moment", "gone"),
    [
        ("2026-03-15T22:59", False),  # Sunday 23:59 in Berlin
        ("2026-03-15T23:00", True),
        ("2026-03-20T22:59", True),
        ("2026-03-20T23:00", False),  # Saturday 0:00 in Berlin
    ],
)
def test_somebody_is_away_on_whole_days_of_their_own(cast: Cast, moment: str, gone: bool) -> None:
    away(cast.igor)
    with clock.at(datetime.fromisoformat(moment).replace(tzinfo=UTC)):
        assert is_away(cast.igor) is gone


def test_the_days_are_those_where_the_person_is(cast: Cast) -> None:
    Person.objects.filter(pk=cast.igor.me).update(time_zone="America/New_York")
    away(cast.igor)
    with clock.at(datetime(2026, 3, 16, 3, 59, tzinfo=UTC)):
        assert not is_away(cast.igor)
    with clock.at(datetime(2026, 3, 16, 4, 0, tzinfo=UTC)):
        assert is_away(cast.igor)


def test_an_absence_that_did_not_begin_is_taken_back(cast: Cast) -> None:
    absence = away(cast.igor)
    services.end_absence(actor=cast.igor, person_id=cast.igor.me, absence_id=absence)
    assert not Absence.objects.exists()


def test_who_comes_back_early_is_there_at_once_and_the_days_before_stay(cast: Cast) -> None:
    absence = away(cast.igor)
    with clock.at(datetime(2026, 3, 18, 8, 0, tzinfo=UTC)):
        services.end_absence(actor=cast.ada, person_id=cast.igor.me, absence_id=absence)
        assert not is_away(cast.igor)
    assert Absence.objects.get().ends_on == date(2026, 3, 17)


def test_an_absence_written_twice_stands_once(cast: Cast) -> None:
    away(cast.igor)
    with nothing_written():
        away(cast.igor)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (NEXT_FRIDAY, NEXT_MONDAY),
        (date(2026, 3, 1), date(2026, 3, 9)),
        (NEXT_MONDAY, date(2027, 3, 17)),
    ],
)
def test_days_that_make_no_absence_are_refused(cast: Cast, first: date, last: date) -> None:
    with refused(BadInput):
        away(cast.igor, first, last)


def test_colleagues_arrange_nobody_elses_absence(cast: Cast) -> None:
    absence = away(cast.igor)
    with refused(NotAllowed):
        services.add_absence(
            actor=cast.ivan, person_id=cast.igor.me, starts_on=NEXT_MONDAY, ends_on=NEXT_FRIDAY
        )
    with refused(NotAllowed):
        services.end_absence(actor=cast.ivan, person_id=cast.igor.me, absence_id=absence)
    with refused(NotFound):
        services.end_absence(actor=cast.ivan, person_id=cast.ivan.me, absence_id=absence)
    with refused(NotAllowed):
        services.name_deputy(actor=cast.ivan, person_id=cast.igor.me, deputy_id=cast.ivan.me)


def test_a_deputy_is_named_and_taken_back(cast: Cast) -> None:
    services.name_deputy(actor=cast.igor, person_id=cast.igor.me, deputy_id=cast.ivan.me)
    assert queries.deputies_of([cast.igor.me]) == {cast.igor.me: cast.ivan.me}
    services.name_deputy(actor=cast.ada, person_id=cast.igor.me, deputy_id=None)
    assert queries.deputies_of([cast.igor.me]) == {}


def test_a_deputy_can_act_on_the_same_side(cast: Cast) -> None:
    for deputy in (cast.igor.me, cast.alice.me, cast.rita.me, 999_999):
        with refused(BadInput):
            services.name_deputy(actor=cast.igor, person_id=cast.igor.me, deputy_id=deputy)


def test_the_rule_of_deputies() -> None:
    it, none = frozenset({Lane.IT}), frozenset[Lane]()
    why_not: Callable[..., object] = rules.why_not_deputise
    assert why_not(is_self=False, acts=True, mine=it, theirs=frozenset(Lane)) is None
    assert why_not(is_self=False, acts=True, mine=none, theirs=none) is None
    assert why_not(is_self=False, acts=True, mine=it, theirs=none)
    assert why_not(is_self=False, acts=False, mine=it, theirs=it)
    assert why_not(is_self=True, acts=True, mine=it, theirs=it)


def test_one_person_is_on_duty_for_a_side_and_the_one_before_keeps_their_time(cast: Cast) -> None:
    for person in (cast.igor, cast.ivan):
        services.name_duty_person(actor=cast.ada, lane=Lane.IT, person_id=person.me)
    assert queries.duty_person(Lane.IT) == cast.ivan.me
    before, now = Duty.objects.order_by("pk")
    assert (before.ends_at, now.ends_at) == (TUESDAY, None)
    with nothing_written():
        services.name_duty_person(actor=cast.ada, lane=Lane.IT, person_id=cast.ivan.me)
    services.name_duty_person(actor=cast.ada, lane=Lane.IT, person_id=None)
    assert queries.duty_person(Lane.IT) is None


def test_only_people_of_a_side_are_on_duty_for_it(cast: Cast) -> None:
    for person in (cast.alice, cast.charlie):
        with refused(BadInput):
            services.name_duty_person(actor=cast.ada, lane=Lane.IT, person_id=person.me)


def test_a_marketing_department_has_a_liaison_in_it_and_a_head(cast: Cast) -> None:
    marketing = department_of(cast.alice)
    services.name_liaison(actor=cast.ada, department_id=marketing, person_id=cast.igor.me)
    services.name_head(actor=cast.ada, department_id=marketing, person_id=cast.mona.me)
    assert queries.heads_and_liaisons([cast.alice.me]) == ([cast.mona.me], [cast.igor.me])
    with refused(BadInput):
        services.name_liaison(actor=cast.ada, department_id=marketing, person_id=cast.mona.me)
    with refused(BadInput):
        services.name_liaison(
            actor=cast.ada, department_id=department_of(cast.igor), person_id=cast.ivan.me
        )
    with refused(NotFound):
        services.name_head(actor=cast.ada, department_id=999_999, person_id=None)


def test_a_side_answers_within_a_day_until_it_says_otherwise(cast: Cast) -> None:
    assert queries.answer_days(Lane.IT) == 1
    services.change_answer_time(actor=cast.ada, lane=Lane.IT, days=3)
    assert (queries.answer_days(Lane.IT), queries.answer_days(Lane.MARKETING)) == (3, 1)
    for days in (0, 11):
        with refused(BadInput):
            services.change_answer_time(actor=cast.ada, lane=Lane.IT, days=days)


def test_only_administrators_say_whom_a_side_turns_to(cast: Cast) -> None:
    marketing = department_of(cast.alice)
    for act in (
        lambda: services.name_duty_person(actor=cast.igor, lane=Lane.IT, person_id=cast.igor.me),
        lambda: services.change_answer_time(actor=cast.igor, lane=Lane.IT, days=2),
        lambda: services.name_head(
            actor=cast.mona, department_id=marketing, person_id=cast.mona.me
        ),
        lambda: services.name_liaison(
            actor=cast.igor, department_id=marketing, person_id=cast.igor.me
        ),
    ):
        with refused(NotAllowed):
            act()
