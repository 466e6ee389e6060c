"""Partners: people of an agency, on the initiatives they were put on, and nowhere else."""

from datetime import timedelta

import pytest
from tests.cast import Cast, happened
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.models import Person
from tandem.accounts.queries import actor_by_id, actor_for
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.activity.live import Change, news
from tandem.activity.models import Notification, Subject
from tandem.activity.permissions import Standing, people_who_see, standing_on, visible_to
from tandem.activity.queries import digest_for, meets
from tandem.activity.search import found_by_words
from tandem.assessment import services as assessment
from tandem.assessment.rules import Word
from tandem.briefs import services as briefs
from tandem.briefs.queries import whole as brief_of
from tandem.briefs.rules import Section
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services
from tandem.initiatives.queries import count_by_stage, newest_first, paired_by_talk, whole
from tandem.initiatives.rules import Question
from tandem.rights.services import suggest_change
from tandem.talk import services as talk


def partner(cast: Cast, name: str, *, of: Actor) -> Actor:
    """Somebody of an agency, who works for the side of one of ours."""
    person, _ = accounts.add_person(
        actor=cast.vera,
        email=f"{name.split(maxsplit=1)[0].lower()}@agency.example",
        name=name,
        department_id=Person.objects.get(pk=of.me).department_id or 0,
        role=WorkspaceRole.PARTNER,
    )
    return actor_by_id(person.pk)


@pytest.fixture
def paul(cast: Cast) -> Actor:
    return partner(cast, "Paul Prinz", of=cast.alice)


def put_on(actor: Actor, initiative: int, who: Actor) -> None:
    services.add_partner(actor=actor, initiative_id=initiative, person_id=who.me)


def take_off(actor: Actor, initiative: int, who: Actor) -> None:
    services.end_partner(actor=actor, initiative_id=initiative, person_id=who.me)


def sees(actor: Actor, initiative: int) -> bool:
    return Subject.objects.filter(visible_to(actor), pk=initiative).exists()


def test_a_partner_sees_nothing_that_is_open_to_everybody(assessed: int, paul: Actor) -> None:
    assert not Subject.objects.filter(visible_to(paul)).exists()
    assert not newest_first(paul).exists()
    assert not any(count_by_stage(paul).values())
    assert found_by_words(paul, "delivery") == []
    assert paul.me not in people_who_see([assessed])[assessed]


def test_an_owner_puts_them_on_and_from_then_on_they_see_it(
    cast: Cast, assessed: int, paul: Actor
) -> None:
    put_on(cast.alice, assessed, paul)
    assert sees(paul, assessed)
    assert sum(count_by_stage(paul).values()) == 1
    assert found_by_words(paul, "delivery")
    assert paul.me in people_who_see([assessed])[assessed]
    assert standing_on(paul, assessed) == Standing(helps=frozenset({Lane.MARKETING}))
    assert "initiative.partner_added" in happened(assessed)
    assert Notification.objects.filter(person_id=paul.me, subject_id=assessed).exists()
    assert digest_for(paul.me)
    with nothing_written():
        put_on(cast.alice, assessed, paul)


def test_taken_off_they_find_nothing_of_it_and_are_told_nothing(
    cast: Cast, assessed: int, paul: Actor
) -> None:
    put_on(cast.alice, assessed, paul)
    take_off(cast.alice, assessed, paul)
    assert not sees(paul, assessed)
    assert digest_for(paul.me) is None
    assert "initiative.partner_ended" in happened(assessed)
    with refused(NotFound):
        take_off(cast.alice, assessed, paul)


@pytest.mark.parametrize("who", ["igor", "mona", "charlie", "rita"])
def test_only_the_owner_of_their_side_and_administrators_choose_partners(
    cast: Cast, assessed: int, paul: Actor, who: str
) -> None:
    actor = getattr(cast, who)
    with refused(NotAllowed):
        put_on(actor, assessed, paul)
    put_on(cast.ada, assessed, paul)
    with refused(NotAllowed):
        take_off(actor, assessed, paul)


def test_nobody_but_a_partner_is_put_on_like_that(cast: Cast, assessed: int, paul: Actor) -> None:
    with refused(BadInput):
        put_on(cast.alice, assessed, cast.mona)
    with refused(NotFound):
        put_on(paul, assessed, paul)


def test_a_partner_takes_part_and_decides_nothing(cast: Cast, brief: int, paul: Actor) -> None:
    put_on(cast.alice, brief, paul)
    talk.write_comment(actor=paul, subject_id=brief, text="Two sketches are on their way.")
    added = briefs.add_item(
        actor=paul, initiative_id=brief, section=Section.LOOKS, text="A calendar of one week."
    )
    assert added.current
    assert added.current.lane == Lane.MARKETING
    with refused(NotAllowed):
        briefs.add_item(
            actor=paul, initiative_id=brief, section=Section.CONSTRAINTS, text="No new system."
        )
    with refused(NotAllowed):
        briefs.ask_for_playback(actor=paul, initiative_id=brief)
    with refused(NotAllowed):
        services.name_owner(
            actor=paul, initiative_id=brief, lane=Lane.MARKETING, person_id=cast.mona.me
        )
    with refused(NotAllowed):
        assessment.say_feasibility(
            actor=paul, initiative_id=brief, word=Word.FEASIBLE, text="Easily.", alternative=""
        )


def test_once_somebody_has_signed_a_partner_suggests(
    cast: Cast, signed_brief: int, paul: Actor
) -> None:
    put_on(cast.alice, signed_brief, paul)
    part = brief_of(paul, signed_brief).items[0]
    with refused(NotAllowed):
        briefs.edit_item(
            actor=paul,
            initiative_id=signed_brief,
            item_id=part.id,
            text="Another text of it.",
            priority=part.priority,
            base=part.revision,
        )
    made = suggest_change(
        actor=paul,
        subject_id=signed_brief,
        kind="brief.item",
        target=str(part.id),
        fields={"text": "Another text of it."},
        why="Shorter.",
    )
    assert made.outcome == ""


def test_a_partners_answer_makes_no_pair(cast: Cast, idea: int) -> None:
    pia = partner(cast, "Pia Pohl", of=cast.igor)
    put_on(cast.vera, idea, pia)
    services.answer_question(
        actor=cast.alice, initiative_id=idea, question=Question.GOAL, text="Fewer calls."
    )
    asked = talk.ask_question(actor=cast.alice, subject_id=idea, text="Hard?", to_person=pia.me)
    talk.give_answer(actor=pia, question_id=asked.pk, text="Not for us.")
    assert paired_by_talk([idea]) == set()
    assert not whole(cast.alice, idea).row.paired


def test_a_side_isnt_answered_for_by_its_partner(cast: Cast, assessed: int, paul: Actor) -> None:
    put_on(cast.alice, assessed, paul)
    asked = talk.ask_question(
        actor=cast.igor, subject_id=assessed, text="Which days?", to_lane=Lane.MARKETING
    )
    with refused(NotAllowed):
        talk.give_answer(actor=paul, question_id=asked.pk, text="All of them.")


def test_a_partner_speaks_to_those_on_it_and_no_other_name_is_known(
    cast: Cast, assessed: int, paul: Actor
) -> None:
    put_on(cast.alice, assessed, paul)
    talk.ask_question(actor=paul, subject_id=assessed, text="Which logo?", to_person=cast.alice.me)
    with refused(BadInput):
        talk.ask_question(
            actor=paul, subject_id=assessed, text="Who are you?", to_person=cast.charlie.me
        )
    before = Notification.objects.filter(person_id=cast.charlie.me).count()
    talk.write_comment(actor=paul, subject_id=assessed, text="@Charlie Cramer, hello!")
    assert Notification.objects.filter(person_id=cast.charlie.me).count() == before
    assert meets(paul, cast.alice.me)
    assert not meets(paul, cast.charlie.me)


def test_who_isnt_on_it_cant_be_spoken_to_there(cast: Cast, assessed: int, paul: Actor) -> None:
    with refused(BadInput):
        talk.write_comment(actor=cast.alice, subject_id=assessed, text="@Paul Prinz look")
    with refused(BadInput):
        talk.ask_question(actor=cast.alice, subject_id=assessed, text="When?", to_person=paul.me)


def test_live_changes_are_heard_of_what_they_are_on_alone(
    cast: Cast, assessed: int, paul: Actor
) -> None:
    other = services.write_idea(actor=cast.mona, sentence="Another idea").pk
    put_on(cast.alice, assessed, paul)
    heard = news([Change(assessed, assessed), Change(other, other)])
    assert heard.for_person(paul.me) == {assessed}
    assert heard.for_person(cast.charlie.me) == {assessed, other}


def test_their_last_day_ends_everything(cast: Cast, assessed: int, paul: Actor) -> None:
    today = present_date()
    put_on(cast.alice, assessed, paul)
    accounts.change_role(actor=cast.ada, person_id=paul.me, role=WorkspaceRole.PARTNER, until=today)
    assert sees(actor_by_id(paul.me), assessed)
    with clock.at(clock.now() + timedelta(days=1)):
        assert actor_for(Person.objects.get(pk=paul.me)) is None
        assert paul.me not in people_who_see([assessed])[assessed]
        assert digest_for(paul.me) is None


def test_a_partner_works_for_one_side_and_answers_for_nobody(cast: Cast, paul: Actor) -> None:
    def make(person: Actor) -> None:
        accounts.change_role(actor=cast.ada, person_id=person.me, role=WorkspaceRole.PARTNER)

    with refused(RuleBroken):
        make(cast.charlie)
    with refused(RuleBroken):
        accounts.change_sides(actor=cast.ada, person_id=paul.me, lanes=list(Lane))
    accounts.name_deputy(actor=cast.alice, person_id=cast.alice.me, deputy_id=cast.mona.me)
    with refused(RuleBroken):
        make(cast.mona)
    with refused(BadInput):
        accounts.name_deputy(actor=cast.alice, person_id=cast.alice.me, deputy_id=paul.me)


def test_who_is_a_partner_no_more_stays_on_their_side(cast: Cast, paul: Actor) -> None:
    until = present_date() + timedelta(days=30)
    accounts.change_role(actor=cast.ada, person_id=paul.me, role=WorkspaceRole.PARTNER, until=until)
    accounts.change_role(actor=cast.ada, person_id=paul.me, role=WorkspaceRole.MEMBER)
    with clock.at(clock.now() + timedelta(days=60)):
        assert actor_by_id(paul.me).lanes == {Lane.MARKETING}
