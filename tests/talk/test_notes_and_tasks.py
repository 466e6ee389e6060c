"""Idea notes are kept beside an initiative; a to-do waits for one person until a day."""

from datetime import UTC, date, datetime

import pytest
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.queries import open_turns_on, turns_waiting_for
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.talk import queries, services

pytestmark = pytest.mark.usefixtures("tuesday")

FRIDAY = date(2026, 3, 13)


def keep(actor: Actor, subject: int, comment: int | None = None) -> int:
    return services.keep_note(
        actor=actor, subject_id=subject, text="Ask the depot.", comment_id=comment
    ).pk


def give(actor: Actor, subject: int, to: Actor, until: date = FRIDAY) -> int:
    return services.give_task(
        actor=actor, subject_id=subject, text="Send photos", person_id=to.me, until=until
    ).pk


def test_a_note_is_kept_and_taken_off(cast: Cast, assessed: int) -> None:
    comment = services.write_comment(actor=cast.mona, subject_id=assessed, text="The depot").pk
    note = keep(cast.mona, assessed, comment)
    assert [kept.text for kept in queries.beside(assessed).notes] == ["Ask the depot."]
    assert queries.comment_row(cast.rita, comment).became == "note"
    with refused(NotAllowed):
        services.take_off_note(actor=cast.ivan, note_id=note)
    services.take_off_note(actor=cast.igor, note_id=note)
    assert not queries.beside(assessed).notes
    assert happened(assessed)[-2:] == ["note.kept", "note.taken_off"]
    with nothing_written():
        services.take_off_note(actor=cast.mona, note_id=note)


def test_readers_keep_no_notes_and_give_no_tasks(cast: Cast, idea: int) -> None:
    with refused(NotAllowed):
        keep(cast.rita, idea)
    with refused(NotAllowed):
        give(cast.rita, idea, cast.igor)


def test_what_is_hidden_is_not_found(cast: Cast, idea: int) -> None:
    note, task = keep(cast.alice, idea), give(cast.alice, idea, cast.alice)
    hide(idea)
    with refused(NotFound):
        keep(cast.igor, idea)
    with refused(NotFound):
        services.take_off_note(actor=cast.igor, note_id=note)
    with refused(NotFound):
        services.finish_task(actor=cast.igor, task_id=task)
    with refused(BadInput):
        give(cast.alice, idea, cast.igor)


def test_a_task_waits_until_the_end_of_its_day(cast: Cast, idea: int) -> None:
    task = give(cast.alice, idea, cast.igor)
    turn = next(turn for turn in open_turns_on([idea]) if turn.subject_id == task)
    assert (turn.kind, turn.due_at) == ("task.do", datetime(2026, 3, 13, 16, 0, tzinfo=UTC))
    assert task in {turn.subject_id for turn in turns_waiting_for(cast.igor)}
    assert happened(idea)[-1] == "task.given"


def test_done_and_not_done_after_all(cast: Cast, idea: int) -> None:
    task = give(cast.alice, idea, cast.igor)
    services.finish_task(actor=cast.igor, task_id=task)
    with nothing_written():
        services.finish_task(actor=cast.igor, task_id=task)
    assert task not in {turn.subject_id for turn in open_turns_on([idea])}
    services.reopen_task(actor=cast.alice, task_id=task)
    with nothing_written():
        services.reopen_task(actor=cast.alice, task_id=task)
    assert task in {turn.subject_id for turn in turns_waiting_for(cast.igor)}
    assert happened(idea)[-2:] == ["task.done", "task.reopened"]


@pytest.mark.parametrize("name", ["mona", "ivan", "vera", "rita"])
def test_others_do_not_tick_it_off(cast: Cast, idea: int, name: str) -> None:
    task = give(cast.alice, idea, cast.igor)
    with refused(NotAllowed):
        services.finish_task(actor=getattr(cast, name), task_id=task)


@pytest.mark.parametrize("until", [date(2026, 3, 9), date(2033, 1, 1)])
def test_a_day_that_makes_no_sense_is_refused(cast: Cast, idea: int, until: date) -> None:
    with refused(BadInput):
        give(cast.alice, idea, cast.igor, until)


def test_a_task_goes_to_somebody_who_can_do_it(cast: Cast, idea: int) -> None:
    with refused(BadInput):
        give(cast.alice, idea, cast.rita)
