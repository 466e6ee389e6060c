"""What waits for you: passed on, put off, answered in a batch."""

from datetime import date, timedelta

import pytest
from tests.cast import SENTENCE, TUESDAY, Cast, hide, sides_of
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, Lane
from tandem.activity import services
from tandem.activity.models import Notification, Turn, TurnStep
from tandem.activity.queries import count_turns_waiting_for, turns_asked_by, turns_waiting_for
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.initiatives import services as initiatives

pytestmark = pytest.mark.usefixtures("tuesday")

JOIN, ANSWER, SIGN = "initiative.join", "initiative.answer", "brief.sign"
TOMORROW = date(2026, 3, 11)


def turn(kind: str, lane: Lane | None = None) -> int:
    found = Turn.objects.filter(kind=kind, closed_at=None)
    return (found.filter(lane=lane) if lane else found).values_list("pk", flat=True).get()


def kinds(actor: Actor) -> list[str]:
    found = [one.kind for one in turns_waiting_for(actor)]
    assert len(found) == count_turns_waiting_for(actor)
    return [kind for kind in found if kind != "initiative.triage"]


def pass_on(actor: Actor, to: Actor, kind: str = ANSWER) -> None:
    services.delegate_turn(actor=actor, turn_id=turn(kind), person_id=to.me)


def test_what_is_passed_on_waits_for_the_other_person_alone(cast: Cast, idea: int) -> None:
    pass_on(cast.alice, cast.mona)
    assert kinds(cast.alice) == []
    [theirs] = turns_waiting_for(cast.mona)
    assert (theirs.kind, theirs.person.name if theirs.person else "") == (ANSWER, "Mona Maler")
    assert list(TurnStep.objects.values_list("step", "person_id")) == [("delegated", cast.mona.me)]
    assert Notification.objects.get().person_id == cast.mona.me


def test_whoever_asked_sees_whom_it_was_passed_on_to(cast: Cast, idea: int) -> None:
    pass_on(cast.igor, cast.ivan, JOIN)
    [waits] = [turn for turn in turns_asked_by(cast.alice) if turn.kind == JOIN]
    assert waits.person
    assert waits.person.name == "Ivan Iwers"


def test_asked_again_it_stays_where_it_was_passed_on_to(cast: Cast, idea: int) -> None:
    pass_on(cast.alice, cast.mona)
    with nothing_written():
        services.open_turn(ANSWER, subject_id=idea, actor=cast.alice, lane=Lane.MARKETING)


def test_it_goes_to_somebody_of_the_side_who_may_see_it(cast: Cast, idea: int) -> None:
    for other in (cast.igor, cast.charlie, cast.rita, cast.alice):
        with refused(BadInput):
            pass_on(cast.alice, other)
    hide(idea)
    with refused(BadInput):
        pass_on(cast.alice, cast.mona)


def test_only_who_it_waits_for_passes_it_on(cast: Cast, idea: int) -> None:
    for other in (cast.mona, cast.igor, cast.charlie, cast.rita):
        with refused(NotFound):
            services.delegate_turn(actor=other, turn_id=turn(ANSWER), person_id=cast.mona.me)


def test_what_only_an_owner_may_do_is_not_passed_on(cast: Cast, heard_brief: int) -> None:
    with refused(NotAllowed):
        services.delegate_turn(actor=cast.igor, turn_id=turn(SIGN, Lane.IT), person_id=cast.ivan.me)


# Put off.


def put_off(actor: Actor, until: date = TOMORROW) -> None:
    services.snooze_turn(actor=actor, turn_id=turn(JOIN), until=until)


def test_what_is_put_off_is_out_of_sight_for_oneself_until_that_day(cast: Cast, idea: int) -> None:
    put_off(cast.igor)
    assert (kinds(cast.igor), kinds(cast.ivan)) == ([], [JOIN])
    with clock.at(TUESDAY + timedelta(hours=15)):  # Wednesday, 1:00 in Berlin
        assert kinds(cast.igor) == [JOIN]


def test_it_is_put_off_again_to_another_day(cast: Cast, idea: int) -> None:
    put_off(cast.igor)
    put_off(cast.igor, date(2026, 3, 12))
    with clock.at(TUESDAY + timedelta(days=1)):
        assert kinds(cast.igor) == []


def test_nothing_is_put_off_beyond_its_due_date_or_to_the_past(cast: Cast, idea: int) -> None:
    for day in (date(2026, 3, 13), date(2026, 3, 10), date(2020, 1, 1)):
        with refused(BadInput):
            put_off(cast.igor, day)


def test_nobody_puts_off_what_does_not_wait_for_them(cast: Cast, idea: int) -> None:
    for other in (cast.alice, cast.charlie, cast.rita):
        with refused(NotFound):
            put_off(other)


# Several at once.


def test_several_ideas_are_joined_with_one_click(cast: Cast, idea: int) -> None:
    second = initiatives.write_idea(actor=cast.mona, sentence=f"{SENTENCE} again").pk
    chosen = list(Turn.objects.filter(kind=JOIN).values_list("pk", flat=True))
    assert services.answer_turns(actor=cast.igor, turn_ids=[*chosen, 999_999]) == 2
    assert sides_of(cast.igor, idea) == sides_of(cast.igor, second) == {Lane.IT}


def test_one_that_needs_words_lets_nothing_of_the_batch_happen(cast: Cast, idea: int) -> None:
    initiatives.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    initiatives.write_idea(actor=cast.mona, sentence="Another one")
    mine = [one.id for one in turns_waiting_for(cast.igor)]
    with refused(BadInput):
        services.answer_turns(actor=cast.igor, turn_ids=mine)


def test_who_it_does_not_wait_for_answers_nothing(cast: Cast, idea: int) -> None:
    for other in (cast.alice, cast.charlie, cast.rita):
        with nothing_written():
            assert services.answer_turns(actor=other, turn_ids=[turn(JOIN)]) == 0
