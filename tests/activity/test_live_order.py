"""Events are told in the order in which transactions end, and none is passed over."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from tests import cast as story
from tests.cast import Cast

from tandem.activity import live, services
from tandem.activity.live import Change
from tandem.activity.models import Event
from tandem.initiatives.events import ANSWERED

# Alone, since any transaction that is open on the same server holds announcements back.
pytestmark = [pytest.mark.alone, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def two_ideas(transactional_db: None) -> tuple[Cast, int, int]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite commits in the order of the ids; set DATABASE_URL to run this.")
    cast = story.make_cast()
    return cast, story.write_idea(cast), story.write_idea(cast)


@contextmanager
def another_connection() -> Iterator[None]:
    """What is written inside goes through a connection of its own; the one before is kept open."""
    from django.db import connections

    ours = connections["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = ours


def note(cast: Cast, idea: int) -> None:
    """One more event on an idea."""
    services.record_event(ANSWERED, actor=cast.alice, subject_id=idea, question="goal")


def look(source: live.Source) -> list[Change]:
    return source.changes() if source.anything_new() else []


def test_a_lower_id_that_is_committed_later_is_not_missed(two_ideas: tuple[Cast, int, int]) -> None:
    cast, slow, quick = two_ideas
    with another_connection():
        source = live.source()
        assert look(source) == []
    told: list[Change] = []
    with transaction.atomic():
        note(cast, slow)
        with another_connection():
            with transaction.atomic():
                note(cast, quick)
            newest = Event.objects.order_by("-pk").first()
            assert newest is not None
            assert newest.subject_id == quick
            told += look(source)
        assert told == []  # held back: an older transaction is not decided
    with another_connection():
        told += look(source)
        told += look(source)
    assert sorted(change.subject for change in told) == sorted([slow, quick])


def test_what_is_rolled_back_holds_nobody_up(two_ideas: tuple[Cast, int, int]) -> None:
    cast, slow, quick = two_ideas
    with another_connection():
        source = live.source()
    with transaction.atomic():
        note(cast, slow)
        with another_connection(), transaction.atomic():
            note(cast, quick)
        transaction.set_rollback(True)
    with another_connection():
        assert look(source) == [Change(quick, quick)]
        assert look(source) == []


def test_an_event_of_an_inner_transaction_comes_with_the_outer_one(
    two_ideas: tuple[Cast, int, int],
) -> None:
    cast, slow, quick = two_ideas
    with another_connection():
        source = live.source()
    with transaction.atomic():
        with transaction.atomic():
            note(cast, slow)
        with another_connection():
            with transaction.atomic():
                note(cast, quick)
            assert look(source) == []
    with another_connection():
        assert {change.subject for change in look(source)} == {slow, quick}


def test_each_change_is_told_once_however_often_one_looks(
    two_ideas: tuple[Cast, int, int],
) -> None:
    cast, idea, _ = two_ideas
    source = live.source()
    for _round in range(3):
        with transaction.atomic():
            note(cast, idea)
        assert look(source) == [Change(idea, idea)]
        assert look(source) == []


def test_whoever_comes_back_hears_what_was_committed_late(two_ideas: tuple[Cast, int, int]) -> None:
    cast, slow, quick = two_ideas
    with another_connection():
        source = live.source()
        cursor = source.cursor
    with transaction.atomic():
        note(cast, slow)
        with another_connection():
            with transaction.atomic():
                note(cast, quick)
            look(source)
            assert source.since(cursor) == []
    with another_connection():
        look(source)
        assert {change.subject for change in source.since(cursor)} == {slow, quick}
        assert source.since(source.cursor) == []


def test_many_later_ids_do_not_hide_an_early_one(
    two_ideas: tuple[Cast, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The floor below which no row is looked at waits for the transactions that are open."""
    monkeypatch.setattr(live, "_SLACK", 0)
    cast, slow, quick = two_ideas
    with another_connection():
        source = live.source()
    with transaction.atomic():
        note(cast, slow)
        with another_connection():
            for _ in range(5):
                with transaction.atomic():
                    note(cast, quick)
                look(source)
    with another_connection():
        assert {change.subject for change in look(source)} == {slow, quick}


@pytest.mark.parametrize(
    ("row", "seen", "ended", "taken"),
    [
        (5, 2**32 + 4, 2**32 + 6, True),
        (2**32 - 1, 2**33 - 2, 2**33 + 3, True),
        (2, 2**33 - 2, 2**33 + 3, True),
        (3, 2**33 - 2, 2**33 + 3, False),
        (2**32 - 3, 2**33 - 2, 2**33 + 3, False),
    ],
)
def test_the_numbers_of_transactions_may_wrap_around(
    two_ideas: tuple[Cast, int, int], row: int, seen: int, ended: int, taken: bool
) -> None:
    compared = live._ROWS.rpartition("AND ")[2].replace("event.xmin::text::bigint", "%s::bigint")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {compared}", [row, seen, ended - seen])
        assert cursor.fetchone() == (taken,)
