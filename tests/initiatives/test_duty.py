"""What becomes of an idea is said by whoever is on duty for a side, where somebody is."""

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, again, hide, waits
from tests.days import present_date
from tests.refusals import refused

from tandem.accounts import services as accounts
from tandem.accounts.queries import answers_for
from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import turns_waiting_for
from tandem.core.errors import NotAllowed
from tandem.initiatives import services
from tandem.stages import services as stages

pytestmark = pytest.mark.usefixtures("tuesday")


def put_on_duty(cast: Cast, lane: Lane, person: Actor | None) -> None:
    accounts.name_duty_person(actor=cast.vera, lane=lane, person_id=person.me if person else None)


def sorts(actor: Actor, idea: int) -> bool:
    """Whether it waits for them to say what becomes of it."""
    return any(
        turn.kind == "initiative.triage" and turn.subject_id == idea
        for turn in turns_waiting_for(actor)
    )


def test_where_somebody_is_on_duty_it_waits_for_them_alone(cast: Cast, paired_idea: int) -> None:
    assert not sorts(cast.ivan, paired_idea), "Igor is there for IT."
    put_on_duty(cast, Lane.IT, cast.ivan)
    assert (sorts(cast.ivan, paired_idea), sorts(cast.igor, paired_idea)) == (True, False)
    assert answers_for(cast.mona) == {Lane.MARKETING}, "With nobody on duty, anybody of it may."
    for act in (
        lambda: services.take_up_idea(actor=cast.igor, initiative_id=paired_idea),
        lambda: stages.decline_idea(actor=cast.igor, initiative_id=paired_idea, reason="No."),
    ):
        with refused(NotAllowed):
            act()
    services.take_up_idea(actor=cast.ivan, initiative_id=paired_idea)
    assert ("initiative.triage", "it") not in waits(paired_idea, sorting=True)


def test_the_deputy_of_who_is_on_duty_answers_while_they_are_away(cast: Cast, idea: int) -> None:
    put_on_duty(cast, Lane.MARKETING, cast.mona)
    accounts.name_deputy(actor=cast.mona, person_id=cast.mona.me, deputy_id=cast.alice.me)
    assert answers_for(cast.alice) == frozenset()
    today = present_date()
    accounts.add_absence(actor=cast.mona, person_id=cast.mona.me, starts_on=today, ends_on=today)
    assert answers_for(again(cast.alice)) == {Lane.MARKETING}
    put_on_duty(cast, Lane.MARKETING, None)
    assert answers_for(cast.mona) == {Lane.MARKETING}
    assert answers_for(cast.rita) == answers_for(cast.charlie) == frozenset()


def test_whoever_is_on_duty_reads_on_today_how_many_ideas_wait(cast: Cast, idea: int) -> None:
    counted = "1 idea waits for a word about what becomes of it."
    assert counted not in words(as_person(cast.mona).get("/"))
    put_on_duty(cast, Lane.MARKETING, cast.mona)
    assert counted in words(as_person(cast.mona).get("/"))
    assert counted not in words(as_person(cast.alice).get("/"))
    hide(idea)
    assert counted not in words(as_person(cast.mona).get("/")), "a restricted one isn't counted"
