"""What happened is written beside the act, chained, and never holds typed text."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.cast import SENTENCE, Cast, hide

from tandem.accounts.rules import CLOCK
from tandem.activity import jobs, queries, services
from tandem.activity.models import Checkpoint, CheckpointHead, Event, Subject
from tandem.activity.registry import all_events, all_turns
from tandem.core import clock

WRITTEN = "initiative.written"


def record(kind: str, subject: int, **data: int | str | None) -> None:
    with transaction.atomic():
        services.record_event(kind, actor=CLOCK, subject_id=subject, **data)


def test_each_event_is_chained_to_the_one_before(cast: Cast, planned: int) -> None:
    for subject in Subject.objects.all():
        events = list(Event.objects.filter(subject=subject).order_by("number"))
        assert [event.number for event in events] == list(range(1, subject.chain_length + 1))
        assert events[-1].digest == subject.chain_head
        assert len({event.digest for event in events}) == len(events)


def test_no_event_holds_what_people_typed_or_are_called(cast: Cast, planned: int) -> None:
    held = " ".join(str(data) for data in Event.objects.values_list("data", flat=True)).lower()
    for typed in ("customer", "choose", "delivery", "alice", "igor", "calendar"):
        assert typed not in held


@pytest.mark.parametrize("text", [SENTENCE, "Alice", "två"])
def test_typed_text_is_refused_and_nothing_written(cast: Cast, idea: int, text: str) -> None:
    before = Event.objects.count()
    with pytest.raises(ValueError, match="typed text"):
        record(WRITTEN, idea, text=text)
    assert Event.objects.count() == before


def test_an_unknown_kind_is_a_mistake_of_ours_and_fails(cast: Cast, idea: int) -> None:
    with pytest.raises(KeyError):
        record("initiative.danced", idea)


def test_a_digest_of_text_is_noise_once_the_salt_is_erased(cast: Cast, idea: int) -> None:
    before = services.salted_digest(idea, SENTENCE)
    assert before == services.salted_digest(idea, SENTENCE)
    Subject.objects.filter(pk=idea).update(salt="")
    assert before != services.salted_digest(idea, SENTENCE)


def test_history_is_told_newest_first_in_whole_sentences(cast: Cast, planned: int) -> None:
    lines = queries.history_of(planned)
    assert [line.number for line in lines] == sorted((n.number for n in lines), reverse=True)
    assert lines[-1].sentence == "Alice Albers wrote the idea"
    assert lines[0].sentence == "Alice Albers moved it from Brief to Plan"
    assert all("{" not in line.sentence for line in lines)
    assert {line.url for line in lines} == {
        f"/initiatives/{planned}/",
        f"/initiatives/{planned}/brief/",
    }


def test_history_goes_on_where_it_stopped(cast: Cast, planned: int) -> None:
    whole = queries.history_of(planned)
    first = queries.history_of(planned, limit=5)
    rest = queries.history_of(planned, before=first[-1].number)
    assert first + rest == whole


def test_what_moved_is_what_others_did_where_one_takes_part(cast: Cast, paired_idea: int) -> None:
    long_ago = clock.now() - timedelta(days=1)
    assert {line.actor.name for line in queries.moved_for(cast.alice, long_ago) if line.actor} == {
        "Igor Ilic"
    }
    assert queries.moved_for(cast.charlie, long_ago) == []
    assert queries.moved_for(cast.alice, clock.now() + timedelta(days=1)) == []
    hide(paired_idea)
    assert queries.moved_for(cast.alice, long_ago), "Alice is on it."


def test_every_event_and_turn_has_words(cast: Cast) -> None:
    for kind in all_events().values():
        noun, _, participle = kind.name.partition(".")
        assert noun
        assert participle
        assert kind.sentence[0] == "{" or kind.sentence[0].isupper()
    for turn in all_turns().values():
        assert turn.asks[0].isupper()
        assert turn.verb[0].isupper()
        assert turn.days > 0


# Checkpoints ------------------------------------------------------------------------------------


def test_a_checkpoint_is_due_once_a_day(cast: Cast, idea: int) -> None:
    start = clock.now()
    for hours, taken in ((0, 1), (1, 1), (23, 1), (24, 2), (30, 2), (49, 3)):
        with clock.at(start + timedelta(hours=hours)):
            jobs.take_due_checkpoint()
        assert Checkpoint.objects.count() == taken


def test_a_checkpoint_keeps_only_the_heads_that_moved(cast: Cast, brief: int) -> None:
    services.take_checkpoint()
    assert CheckpointHead.objects.count() == 2
    record(WRITTEN, brief)
    second = services.take_checkpoint()
    [moved] = second.heads.all()
    assert moved.subject_id == brief
    assert services.take_checkpoint().heads.count() == 0


def test_checkpoints_are_numbered_without_gaps(cast: Cast, idea: int) -> None:
    assert [services.take_checkpoint().pk for _ in range(3)] == [1, 2, 3]
