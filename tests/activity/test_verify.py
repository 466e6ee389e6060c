"""The record is broken on purpose, and the command finds it."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import F
from tests.cast import Cast, answer

from tandem.accounts.rules import CLOCK, Actor
from tandem.activity import commands, rules, services
from tandem.activity.models import Checkpoint, CheckpointHead, Event, Subject, SubjectAccess, Turn
from tandem.activity.queries import kept_events
from tandem.core import clock
from tandem.initiatives.rules import Question

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def recorded(cast: Cast, signed_brief: int) -> int:
    """The initiative's subject: with its brief, four checkpoints, and something after the last."""
    for day in range(4):
        with clock.at(clock.now() + timedelta(days=day)):
            services.take_checkpoint()
            happen(cast.alice, signed_brief)
    return signed_brief


def happen(actor: Actor, subject: int) -> None:
    with transaction.atomic():
        services.record_event("initiative.date_wished", actor=actor, subject_id=subject)


def event(number: int, subject: int) -> Event:
    return Event.objects.get(subject_id=subject, number=number)


def test_what_nobody_touched_is_whole(recorded: int, capsys: Printed) -> None:
    assert commands.verify() == 0
    events, checkpoints, last = capsys.readouterr().out.splitlines()
    assert events == f"Events checked: {Event.objects.count()}."
    assert checkpoints == "Checkpoints checked: 4."
    assert last == "The record is whole."


@pytest.mark.django_db
def test_an_empty_workspace_is_whole() -> None:
    assert commands.verify() == 0


def change_data(subject: int) -> None:
    Event.objects.filter(pk=event(3, subject).pk).update(
        data={"question": "goal", "text": "0" * 64}
    )


def change_kind(subject: int) -> None:
    Event.objects.filter(pk=event(3, subject).pk).update(kind="initiative.reworded")


def change_actor(subject: int) -> None:
    chosen = event(3, subject)
    other = Event.objects.exclude(actor_id=chosen.actor_id).values_list("actor_id", flat=True)
    Event.objects.filter(pk=chosen.pk).update(actor_id=other[0])


def change_kind_of_actor(subject: int) -> None:
    Event.objects.filter(pk=event(3, subject).pk).update(actor_kind="token")


def change_time(subject: int) -> None:
    Event.objects.filter(pk=event(3, subject).pk).update(at=F("at") - timedelta(microseconds=1))


def change_digest(subject: int) -> None:
    Event.objects.filter(pk=event(3, subject).pk).update(digest="a" * 64)


def move_to_another_subject(subject: int) -> None:
    other = Subject.objects.exclude(pk=subject).get()
    Event.objects.filter(pk=event(3, subject).pk).update(subject=other, number=99)


def remove_one_in_the_middle(subject: int) -> None:
    event(3, subject).delete()


def remove_one_and_close_the_gap(subject: int) -> None:
    event(3, subject).delete()
    for later in Event.objects.filter(subject_id=subject, number__gt=3).order_by("number"):
        Event.objects.filter(pk=later.pk).update(number=later.number - 1)
    Subject.objects.filter(pk=subject).update(chain_length=F("chain_length") - 1)


def reorder_two(subject: int) -> None:
    for number, other in ((2, 9002), (3, 2), (9002, 3)):
        Event.objects.filter(subject_id=subject, number=number).update(number=other)


def remove_the_first(subject: int) -> None:
    event(1, subject).delete()


def remove_the_last(subject: int) -> None:
    Event.objects.filter(subject_id=subject).order_by("number").last().delete()  # type: ignore[union-attr]


def remove_all_events(subject: int) -> None:
    Event.objects.filter(subject_id=subject).delete()


def add_one_at_the_end(subject: int) -> None:
    last = Event.objects.filter(subject_id=subject).order_by("number").last()
    assert last
    Event.objects.create(
        subject_id=subject, number=last.number + 1, kind=last.kind, actor_kind="person",
        actor_id=last.actor_id, at=last.at, digest=last.digest,
    )  # fmt: skip


def point_the_head_elsewhere(subject: int) -> None:
    Subject.objects.filter(pk=subject).update(chain_head="b" * 64)


def cut_the_tail(subject: int, *, leave: int = 3) -> None:
    """Remove the last events and let the subject say that there were no more."""
    Event.objects.filter(subject_id=subject, number__gt=leave).delete()
    Subject.objects.filter(pk=subject).update(
        chain_length=leave, chain_head=event(leave, subject).digest
    )


def rewrite_from_the_third(subject: int) -> None:
    """Change an event and recompute everything of its chain that depends on it."""
    Event.objects.filter(pk=event(3, subject).pk).update(actor_kind="token")
    previous = event(2, subject).digest
    for kept in list(kept_events()):
        if kept.subject_id == subject and kept.link.number > 2:
            previous = rules.digest_of(previous, kept.link)
            Event.objects.filter(subject_id=subject, number=kept.link.number).update(
                digest=previous
            )
    Subject.objects.filter(pk=subject).update(chain_head=previous)


def remove_a_whole_subject(_subject: int) -> None:
    """Take a subject away with all that hangs on it, as one would by hand in SQL."""
    gone = Subject.objects.filter(kind="brief").get()
    Event.objects.filter(subject=gone).delete()
    with connection.cursor() as cursor:
        for table in ("allowanceentry", "baseline", "estimate", "changerequest"):
            cursor.execute(f"DELETE FROM briefs_{table}")
        for table in ("snapshot_revisions", "signoff", "playback", "snapshot"):
            cursor.execute(f"DELETE FROM briefs_{table}")
        cursor.execute("UPDATE briefs_item SET current_id = NULL")
        for table in ("revision", "item", "brief"):
            cursor.execute(f"DELETE FROM briefs_{table}")
    Turn.objects.filter(subject=gone).delete()
    SubjectAccess.objects.filter(subject=gone).delete()
    gone.delete()


def forge_a_checkpoint(_subject: int) -> None:
    Checkpoint.objects.filter(pk=2).update(root="c" * 64)


def forge_a_checkpoint_with_its_digest(_subject: int) -> None:
    before, forged = Checkpoint.objects.get(pk=1), Checkpoint.objects.get(pk=2)
    digest = rules.chain_of_checkpoints(before.digest, "c" * 64, forged.at)
    Checkpoint.objects.filter(pk=2).update(root="c" * 64, digest=digest)


def date_a_checkpoint_back(_subject: int) -> None:
    Checkpoint.objects.filter(pk=4).update(at=F("at") - timedelta(days=30))


def count_other_subjects(_subject: int) -> None:
    Checkpoint.objects.filter(pk=4).update(subjects=7)


def forge_a_head(subject: int) -> None:
    CheckpointHead.objects.filter(checkpoint_id=3, subject_id=subject).update(head="d" * 64)


def remove_a_head(subject: int) -> None:
    CheckpointHead.objects.filter(checkpoint_id=3, subject_id=subject).delete()


def remove_a_checkpoint(_subject: int) -> None:
    Checkpoint.objects.get(pk=2).delete()


def remove_the_first_checkpoint(_subject: int) -> None:
    Checkpoint.objects.get(pk=1).delete()


def insert_a_checkpoint(_subject: int) -> None:
    """Between the second and the third, correct in itself."""
    for number in (4, 3):
        moved = Checkpoint.objects.get(pk=number)
        heads = list(moved.heads.values_list("pk", flat=True))
        moved.pk = number + 1
        moved.save()
        CheckpointHead.objects.filter(pk__in=heads).update(checkpoint_id=number + 1)
    before = Checkpoint.objects.get(pk=2)
    digest = rules.chain_of_checkpoints(before.digest, before.root, before.at)
    inserted = Checkpoint(pk=3, at=before.at, subjects=before.subjects, root=before.root)
    inserted.digest = digest
    inserted.save()


FOUND_AT_ONCE = [
    change_data, change_kind, change_actor, change_kind_of_actor, change_time, change_digest,
    move_to_another_subject, remove_one_in_the_middle, remove_one_and_close_the_gap, reorder_two,
    remove_the_first, remove_the_last, remove_all_events, add_one_at_the_end,
    point_the_head_elsewhere, cut_the_tail, rewrite_from_the_third, remove_a_whole_subject,
    forge_a_checkpoint, forge_a_checkpoint_with_its_digest, date_a_checkpoint_back,
    count_other_subjects, forge_a_head, remove_a_head, remove_a_checkpoint,
    remove_the_first_checkpoint, insert_a_checkpoint,
]  # fmt: skip


@pytest.mark.parametrize("damage", FOUND_AT_ONCE, ids=lambda damage: damage.__name__)
def test_damage_is_found(recorded: int, capsys: Printed, damage: Callable[[int], None]) -> None:
    damage(recorded)
    assert commands.verify() == 1
    assert "The record is damaged" in capsys.readouterr().out


# What only a kept checkpoint can tell -------------------------------------------------------------


@pytest.fixture
def kept(recorded: int, tmp_path: Path, capsys: Printed) -> Path:
    """A file in which an operator has kept the last two checkpoints."""
    file = tmp_path / "kept.jsonl"
    for _ in range(2):
        assert commands.take_checkpoint() == 0
        with file.open("a") as lines:
            lines.write(capsys.readouterr().out)
    return file


def take_all_checkpoints_anew(_subject: int) -> None:
    """Somebody who owns the database leaves nothing in it that contradicts them."""
    CheckpointHead.objects.all().delete()
    moments = list(Checkpoint.objects.order_by("pk").values_list("at", flat=True))
    Checkpoint.objects.all().delete()
    for at in moments:
        with clock.at(at):
            services.take_checkpoint()


def remove_the_last_checkpoint(_subject: int) -> None:
    Checkpoint.objects.order_by("pk").last().delete()  # type: ignore[union-attr]


@pytest.mark.parametrize("damage", [cut_the_tail, rewrite_from_the_third, remove_a_whole_subject])
def test_a_record_rewritten_as_a_whole_is_found_against_what_was_kept(
    recorded: int, kept: Path, capsys: Printed, damage: Callable[[int], None]
) -> None:
    assert commands.verify(kept) == 0
    damage(recorded)
    take_all_checkpoints_anew(recorded)
    assert commands.verify() == 0, "Nothing inside can tell."
    assert commands.verify(kept) == 1
    assert "another than the kept one" in capsys.readouterr().out


def test_a_tail_cut_after_the_last_checkpoint_is_found_by_nothing(
    recorded: int, kept: Path
) -> None:
    """The limit of the promise: what no checkpoint has seen yet can vanish without a trace."""
    length = Subject.objects.get(pk=recorded).chain_length
    happen(CLOCK, recorded)
    cut_the_tail(recorded, leave=length)
    assert commands.verify(kept) == 0


def test_the_last_checkpoint_removed_is_found_against_what_was_kept(
    recorded: int, kept: Path, capsys: Printed
) -> None:
    remove_the_last_checkpoint(recorded)
    assert commands.verify() == 0
    assert commands.verify(kept) == 1
    assert "was kept and is gone" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "\n\n", "rubbish", '{"number": 1}', b"\xff\xfe\0"])
def test_a_file_that_says_nothing_is_not_a_pass(
    recorded: int, tmp_path: Path, content: str | bytes
) -> None:
    file = tmp_path / "kept.jsonl"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert commands.verify(file) == 1


def test_a_missing_file_is_not_a_pass(recorded: int, tmp_path: Path, capsys: Printed) -> None:
    assert commands.verify(tmp_path / "nowhere") == 1
    assert "can't be read" in capsys.readouterr().out


def test_a_checkpoint_is_one_line_to_keep(recorded: int, capsys: Printed) -> None:
    commands.take_checkpoint()
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    kept = json.loads(line)
    assert set(kept) == {"number", "at", "subjects", "root", "digest"}
    assert (kept["number"], kept["subjects"]) == (5, 2)


def test_verifying_a_longer_record_asks_no_more(
    cast: Cast, recorded: int, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        commands.verify()
    for _ in range(30):
        happen(cast.alice, recorded)
    services.take_checkpoint()
    with django_assert_num_queries(4):  # type: ignore[operator]
        commands.verify()


def test_a_subject_without_any_event_is_no_damage(cast: Cast) -> None:
    with transaction.atomic():
        services.make_subject("initiative", "Nothing has happened here yet")
    services.take_checkpoint()
    assert commands.verify() == 0


def test_an_event_after_the_checkpoint_is_no_damage(cast: Cast, paired_idea: int) -> None:
    services.take_checkpoint()
    answer(cast.alice, paired_idea, Question.AUDIENCE)
    assert commands.verify() == 0
