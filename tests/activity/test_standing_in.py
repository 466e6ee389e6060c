"""While somebody is away their deputy is what they are; and nothing waits for nobody."""

from datetime import date, timedelta

import pytest
from tests.cast import TUESDAY, Cast, again, hide, owned_by, sides_of, sign, waits

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane
from tandem.activity.models import Subject
from tandem.activity.permissions import people_who_see, visible_to
from tandem.activity.queries import count_turns_waiting_for, turns_waiting_for
from tandem.core import clock
from tandem.initiatives import services as initiatives

pytestmark = pytest.mark.usefixtures("tuesday")

SIGN = ("brief.sign", "it")
TODAY = TUESDAY.date()


def away(actor: Actor, deputy: Actor | None = None, first: date = TODAY) -> None:
    if deputy:
        accounts.name_deputy(actor=actor, person_id=actor.me, deputy_id=deputy.me)
    accounts.add_absence(actor=actor, person_id=actor.me, starts_on=first, ends_on=first)


def asked(actor: Actor) -> set[tuple[str, str]]:
    turns = turns_waiting_for(again(actor))
    assert len(turns) == count_turns_waiting_for(again(actor))
    return {(turn.kind, turn.lane or "") for turn in turns}


def test_what_waits_for_somebody_away_waits_for_their_deputy(cast: Cast, heard_brief: int) -> None:
    assert SIGN not in asked(cast.ivan)
    away(cast.igor, cast.ivan)
    assert SIGN in asked(cast.ivan)
    assert SIGN in asked(cast.igor), "They may look in from wherever they are."
    with clock.at(TUESDAY + timedelta(days=1)):
        assert SIGN not in asked(cast.ivan)


def test_the_deputy_acts_for_somebody_away(cast: Cast, heard_brief: int) -> None:
    away(cast.igor, cast.ivan)
    assert owned_by(again(cast.ivan), heard_brief) == {Lane.IT}
    sign(again(cast.ivan), heard_brief, Lane.IT)
    assert SIGN not in waits(heard_brief)


def test_a_deputy_of_nobody_away_is_nothing_more(cast: Cast, heard_brief: int) -> None:
    away(cast.igor, cast.ivan, TODAY + timedelta(days=1))
    assert sides_of(again(cast.ivan), heard_brief) == frozenset()


def test_a_deputy_who_left_the_side_does_not_act_for_it(cast: Cast, heard_brief: int) -> None:
    away(cast.igor, cast.ivan)
    accounts.change_sides(actor=cast.vera, person_id=cast.ivan.me, lanes=[Lane.MARKETING])
    assert owned_by(again(cast.ivan), heard_brief) == frozenset()


def test_the_deputy_sees_what_is_restricted_while_they_stand_in(
    cast: Cast, heard_brief: int
) -> None:
    hide(heard_brief)
    assert not Subject.objects.filter(visible_to(cast.ivan)).exists()
    away(cast.igor, cast.ivan)
    assert Subject.objects.filter(visible_to(cast.ivan), pk=heard_brief).exists()
    assert people_who_see([heard_brief])[heard_brief].only == {
        person.me for person in (cast.alice, cast.igor, cast.ivan, cast.vera)
    }
    with clock.at(TUESDAY + timedelta(days=1)):
        assert not Subject.objects.filter(visible_to(cast.ivan)).exists()


def owner_gone(cast: Cast, how: str) -> None:
    if how == "away":
        away(cast.igor)
    elif how == "left the side":
        accounts.change_sides(actor=cast.vera, person_id=cast.igor.me, lanes=[])
    elif how == "deactivated":
        accounts.deactivate_person(actor=cast.vera, person_id=cast.igor.me)
    else:
        away(cast.igor, cast.ivan)
        away(cast.ivan)


@pytest.mark.parametrize("how", ["away", "left the side", "deactivated", "deputy away, too"])
def test_what_only_a_missing_owner_may_do_waits_for_the_sides_people(
    cast: Cast, heard_brief: int, how: str
) -> None:
    accounts.add_person(
        actor=cast.vera,
        email="ines@nordlicht.example",
        name="Ines Iber",
        department_id=accounts.add_department(actor=cast.vera, name="Web", lane=Lane.IT).pk,
    )
    initiatives.join_initiative(actor=cast.ivan, initiative_id=heard_brief, lane=Lane.IT)
    assert SIGN not in asked(cast.ivan)
    owner_gone(cast, how)
    assert SIGN in asked(cast.ivan)
    for nobody in (cast.mona, cast.charlie, cast.rita):
        assert SIGN not in asked(nobody)


def test_without_anybody_of_the_side_there_it_waits_for_who_is_on_duty(
    cast: Cast, heard_brief: int
) -> None:
    accounts.name_duty_person(actor=cast.vera, lane=Lane.IT, person_id=cast.ivan.me)
    assert SIGN not in asked(cast.ivan)
    away(cast.igor)
    assert SIGN in asked(cast.ivan)


def test_without_anybody_on_duty_it_waits_for_the_whole_side(cast: Cast, heard_brief: int) -> None:
    away(cast.igor)
    assert SIGN in asked(cast.ivan)
    assert SIGN not in asked(cast.mona)


def test_the_next_stage_waits_for_the_people_when_both_owners_are_gone(
    cast: Cast, signed_brief: int
) -> None:
    initiatives.join_initiative(actor=cast.mona, initiative_id=signed_brief, lane=Lane.MARKETING)
    away(cast.alice)
    assert asked(cast.mona) == set()
    away(cast.igor)
    assert asked(cast.mona) == {("initiative.next_stage", "")}
