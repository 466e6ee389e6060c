"""Today: what waits for whom. Everybody sees theirs, and nobody what is hidden from them."""

import pytest
from django.db import transaction
from tests.cast import STORY, Cast, again, hide, name_owners, write_idea

from tandem.accounts import services as accounts
from tandem.accounts.models import Person
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.activity import services
from tandem.activity.models import Subject
from tandem.activity.queries import (
    count_turns_waiting_for,
    turns_asked_by,
    turns_waiting_for,
)
from tandem.core import clock
from tandem.initiatives import services as initiatives

JOIN, ANSWER, NEXT_STAGE = "initiative.join", "initiative.answer", "initiative.next_stage"
ASSESS = "assessment.assess"
TRIAGE = "initiative.triage"


def kinds(actor: Actor) -> list[str]:
    return [turn.kind for turn in turns_waiting_for(actor)]


def test_a_new_idea_waits_for_its_author_and_for_the_whole_other_side(
    cast: Cast, idea: int
) -> None:
    assert kinds(cast.alice) == [ANSWER]
    assert kinds(cast.igor) == kinds(cast.ivan) == [JOIN]
    for nobody in (cast.mona, cast.vera, cast.ada, cast.rita, cast.charlie):
        assert kinds(nobody) == []


def test_once_a_side_has_people_on_it_only_they_are_asked(cast: Cast, idea: int) -> None:
    initiatives.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    assert kinds(cast.igor) == [ANSWER]
    assert kinds(cast.ivan) == []


def test_either_owner_brings_it_to_the_next_stage_and_nobody_else(
    cast: Cast, signed_brief: int
) -> None:
    initiatives.join_initiative(actor=cast.mona, initiative_id=signed_brief, lane=Lane.MARKETING)
    assert kinds(cast.alice) == kinds(cast.igor) == [NEXT_STAGE]
    for other in (cast.mona, cast.ivan, cast.vera, cast.charlie):
        assert kinds(other) == []


def test_the_general_turn_steps_back_behind_a_particular_one(cast: Cast, assessed: int) -> None:
    assert kinds(cast.alice) == [NEXT_STAGE]
    assert kinds(cast.igor) == [ASSESS], "Whether it can be done; that is what is missing."
    assert count_turns_waiting_for(cast.igor) == 1


def test_only_the_owner_of_a_side_is_asked_to_sign_for_it(cast: Cast, heard_brief: int) -> None:
    initiatives.join_initiative(actor=cast.ivan, initiative_id=heard_brief, lane=Lane.IT)
    [for_alice] = [t for t in turns_waiting_for(cast.alice) if t.kind == "brief.sign"]
    [for_igor] = [t for t in turns_waiting_for(cast.igor) if t.kind == "brief.sign"]
    assert (for_alice.lane, for_igor.lane) == (Lane.MARKETING, Lane.IT)
    assert "brief.sign" not in kinds(cast.ivan)


def test_an_owner_who_left_the_side_is_not_asked_for_it(cast: Cast, heard_brief: int) -> None:
    accounts.change_sides(actor=cast.vera, person_id=cast.igor.me, lanes=[Lane.MARKETING])
    assert "brief.sign" not in kinds(again(cast.igor))


def test_a_turn_goes_back_to_the_side_when_its_only_person_leaves(cast: Cast, idea: int) -> None:
    initiatives.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    accounts.change_sides(actor=cast.vera, person_id=cast.igor.me, lanes=[])
    assert kinds(again(cast.igor)) == []
    assert kinds(cast.ivan) == [ANSWER]


def test_a_turn_goes_back_to_the_side_when_its_only_person_is_deactivated(
    cast: Cast, idea: int
) -> None:
    initiatives.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    accounts.deactivate_person(actor=cast.vera, person_id=cast.igor.me)
    assert kinds(cast.ivan) == [ANSWER]


def test_what_waits_for_somebody_who_left_is_seen_by_sponsor_and_administrators(
    cast: Cast, idea: int
) -> None:
    with transaction.atomic():
        services.open_turn(ANSWER, subject_id=idea, actor=cast.alice, person_id=cast.charlie.me)
    assert kinds(cast.vera) == kinds(cast.ada) == []
    accounts.deactivate_person(actor=cast.ada, person_id=cast.charlie.me)
    assert kinds(cast.vera) == kinds(cast.ada) == [ANSWER]
    assert count_turns_waiting_for(cast.ada) == 1
    assert kinds(cast.rita) == []
    [turn] = turns_waiting_for(cast.vera)
    assert turn.left_alone
    services.delegate_turn(actor=cast.vera, turn_id=turn.id, person_id=cast.igor.me)
    assert ANSWER in kinds(cast.igor)
    assert kinds(cast.vera) == []
    hide(idea)
    accounts.deactivate_person(actor=cast.ada, person_id=cast.igor.me)
    assert kinds(cast.vera) == [ANSWER]
    assert kinds(cast.ada) == [], "What is restricted is its people's and its sponsor's."


def test_what_waits_for_a_side_that_has_nobody_is_seen_by_sponsor_and_administrators(
    cast: Cast, idea: int
) -> None:
    accounts.deactivate_person(actor=cast.vera, person_id=cast.igor.me)
    assert kinds(cast.vera) == []
    accounts.change_role(actor=cast.vera, person_id=cast.ivan.me, role=WorkspaceRole.VIEWER)
    assert JOIN in [turn.kind for turn in turns_waiting_for(cast.vera) if turn.left_alone]
    assert JOIN in kinds(cast.ada)


def test_who_only_reads_is_not_asked_for_their_side(cast: Cast, idea: int) -> None:
    accounts.change_role(actor=cast.vera, person_id=cast.ivan.me, role=WorkspaceRole.VIEWER)
    assert kinds(again(cast.ivan)) == []
    assert count_turns_waiting_for(again(cast.ivan)) == 0


def test_a_turn_by_name_is_for_that_person_alone(cast: Cast, idea: int) -> None:
    with transaction.atomic():
        services.open_turn(JOIN, subject_id=idea, actor=cast.alice, person_id=cast.charlie.me)
    assert kinds(cast.charlie) == [JOIN]
    assert kinds(cast.ivan) == [JOIN], "Only the side's own turn."
    assert count_turns_waiting_for(cast.ivan) == 1


def test_the_oldest_promise_comes_first(cast: Cast, idea: int) -> None:
    with clock.at(clock.now().replace(year=clock.now().year - 1)):
        earlier = write_idea(cast)
    assert [turn.root_id for turn in turns_waiting_for(cast.igor)] == [earlier, idea]


def test_what_one_has_asked_for_is_not_what_one_must_do(cast: Cast, idea: int) -> None:
    assert [turn.kind for turn in turns_asked_by(cast.alice)] == [JOIN, TRIAGE]
    assert turns_asked_by(cast.igor) == []
    initiatives.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    name_owners(cast, idea)
    assert NEXT_STAGE not in [turn.kind for turn in turns_asked_by(cast.alice)]


@pytest.mark.parametrize("initiative", STORY, indirect=True)
def test_the_number_on_the_tab_is_the_length_of_the_list(cast: Cast, initiative: int) -> None:
    for actor in (cast.alice, cast.mona, cast.igor, cast.ivan, cast.vera, cast.rita, cast.charlie):
        assert count_turns_waiting_for(actor) == len(turns_waiting_for(actor))


def test_a_restricted_initiative_waits_only_for_its_people(cast: Cast, idea: int) -> None:
    hide(idea)
    assert kinds(cast.alice) == [ANSWER]
    assert [turn.kind for turn in turns_asked_by(cast.alice)] == [JOIN, TRIAGE]
    for other in (cast.igor, cast.ivan, cast.mona, cast.ada, cast.charlie, cast.rita):
        assert kinds(other) == []
        assert count_turns_waiting_for(other) == 0


def test_a_name_on_a_turn_opens_no_restricted_initiative(cast: Cast, idea: int) -> None:
    with transaction.atomic():
        services.open_turn(JOIN, subject_id=idea, actor=cast.alice, person_id=cast.charlie.me)
    hide(idea)
    assert kinds(cast.charlie) == []


def test_what_was_asked_for_is_gone_once_one_may_not_look(cast: Cast, idea: int) -> None:
    with transaction.atomic():
        services.open_turn(NEXT_STAGE, subject_id=idea, actor=cast.charlie, lane=Lane.IT)
    assert len(turns_asked_by(cast.charlie)) == 1
    hide(idea)
    assert turns_asked_by(cast.charlie) == []


def test_the_sponsor_of_a_restricted_initiative_sees_it(cast: Cast, idea: int) -> None:
    hide(idea)
    Subject.objects.filter(pk=idea).update(sponsor_id=cast.vera.me)
    with transaction.atomic():
        services.open_turn(JOIN, subject_id=idea, actor=cast.alice, person_id=cast.vera.me)
    assert kinds(cast.vera) == [JOIN]


def test_a_longer_list_asks_the_database_no_more(
    cast: Cast, idea: int, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert len(turns_waiting_for(cast.igor)) == 1
    for _ in range(5):
        write_idea(cast)
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert len(turns_waiting_for(cast.igor)) == 6


def test_a_person_who_was_deactivated_still_has_a_name(cast: Cast, idea: int) -> None:
    accounts.deactivate_person(actor=cast.vera, person_id=cast.alice.me)
    assert Person.objects.filter(pk=cast.alice.me).exists()
    [turn] = turns_waiting_for(cast.igor)
    assert turn.asked_by
    assert turn.asked_by.name == "Alice Albers"
    assert not turn.asked_by.active
