"""What a chain and a checkpoint hold fast, without a database."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.activity.rules import (
    GENESIS,
    KeptCheckpoint,
    KeptEvent,
    KeptHead,
    Link,
    chain_of_checkpoints,
    compare_with_kept,
    digest_of,
    read_kept,
    root_of,
    salted,
    verify_chains,
    verify_checkpoints,
    why_not_in_an_event,
    written_down,
)

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LINK = Link(7, 1, "item.edited", "person", 3, NOON, {"item": "r1", "revision": 2})


def test_a_digest_is_sha_256_of_what_anybody_can_write_down() -> None:
    body = {
        "subject": 7, "number": 1, "kind": "item.edited", "actor": ["person", 3],
        "at": "2026-03-10T12:00:00.000000+00:00", "data": {"item": "r1", "revision": 2},
        "previous": GENESIS,
    }  # fmt: skip
    by_hand = json.dumps(body, sort_keys=True, separators=(",", ":"))
    assert digest_of(GENESIS, LINK) == hashlib.sha256(by_hand.encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        replace(LINK, subject_id=8),
        replace(LINK, number=2),
        replace(LINK, kind="item.removed"),
        replace(LINK, actor_kind="token"),
        replace(LINK, actor_id=4),
        replace(LINK, actor_id=None),
        replace(LINK, at=NOON + timedelta(microseconds=1)),
        replace(LINK, data={"item": "r1", "revision": 3}),
        replace(LINK, data={"item": "r1", "revision": "2"}),
        replace(LINK, data={"item": "r1"}),
    ],
)
def test_any_change_of_an_event_is_another_digest(other: Link) -> None:
    assert digest_of(GENESIS, other) != digest_of(GENESIS, LINK)


def test_the_same_moment_in_another_zone_is_the_same_digest() -> None:
    elsewhere = replace(LINK, at=NOON.astimezone(timezone(timedelta(hours=5, minutes=30))))
    assert digest_of(GENESIS, elsewhere) == digest_of(GENESIS, LINK)


def test_a_root_does_not_depend_on_the_order_of_reading() -> None:
    heads = [(2, 5, "b" * 64), (1, 3, "a" * 64), (10, 1, "c" * 64)]
    assert root_of(heads) == root_of(reversed(heads))
    assert root_of(heads) != root_of(heads[:2])


def test_a_salted_digest_differs_from_subject_to_subject() -> None:
    assert salted("one", "same words") != salted("two", "same words")


@pytest.mark.parametrize("value", ["Alice Albers", "a word", "naïve", "UPPER", "x" * 81, "a\nb"])
def test_typed_text_has_no_place_in_an_event(value: str) -> None:
    assert why_not_in_an_event({"lane": "it", "note": value})


@pytest.mark.parametrize("value", [1.5, ["words"], {"a": "b"}, b"words"])
def test_an_event_takes_no_other_kinds_of_value(value: object) -> None:
    assert why_not_in_an_event({"note": value})  # type: ignore[dict-item]


@pytest.mark.parametrize("value", [None, 0, -5, 2**70, "", "r1", "brief.signed", "f" * 64])
def test_ids_codes_and_digests_may_stand_in_an_event(value: int | str | None) -> None:
    assert why_not_in_an_event({"value": value}) is None


# A small record: three subjects, their chains, and a checkpoint after every few events ----------

Record = tuple[list[KeptEvent], list[KeptCheckpoint], list[KeptHead]]


def record(lengths: list[int]) -> Record:
    """Chains of these lengths, interleaved in time, a checkpoint after each round."""
    events: list[KeptEvent] = []
    checkpoints: list[KeptCheckpoint] = []
    heads: list[KeptHead] = []
    state = dict.fromkeys(range(1, len(lengths) + 1), (0, GENESIS))
    previous = GENESIS
    for turn in range(max(lengths, default=0)):
        at = NOON + timedelta(days=turn)
        for subject, length in enumerate(lengths, start=1):
            if turn < length or turn == 0:
                before, head = state[subject]
                if turn < length:
                    link = replace(LINK, subject_id=subject, number=before + 1, at=at)
                    head = digest_of(head, link)
                    events.append(KeptEvent("initiative", link, head, 0, ""))
                    state[subject] = (before + 1, head)
                heads.append(KeptHead(turn + 1, subject, *state[subject], head))
        root = root_of((pk, *end) for pk, end in state.items())
        previous = chain_of_checkpoints(previous, root, at)
        checkpoints.append(KeptCheckpoint(turn + 1, at, len(state), root, previous))
    ends = [
        replace(e, chain_length=state[e.subject_id][0], chain_head=state[e.subject_id][1])
        for e in events
    ]
    return sorted(ends, key=lambda e: (e.subject_id, e.link.number)), checkpoints, heads


@given(st.lists(st.integers(0, 6), max_size=5))
def test_what_nobody_touched_is_whole(lengths: list[int]) -> None:
    events, checkpoints, heads = record(lengths)
    chains = verify_chains(events)
    assert (chains.count, chains.damage) == (len(events), [])
    assert verify_checkpoints(checkpoints, heads).damage == []


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.data())
def test_an_event_taken_out_is_found(lengths: list[int], data: st.DataObject) -> None:
    events, checkpoints, heads = record(lengths)
    gone = events.pop(data.draw(st.integers(0, len(events) - 1)))
    there = {(e.subject_id, e.link.number) for e in events}
    seen = [
        h if (h.subject_id, h.length) in there or not h.length else replace(h, event_digest=None)
        for h in heads
    ]
    damage = verify_chains(events).damage + verify_checkpoints(checkpoints, seen).damage
    assert damage, gone


@given(st.lists(st.integers(2, 6), min_size=1, max_size=3), st.data())
def test_two_events_in_each_others_place_are_found(lengths: list[int], data: st.DataObject) -> None:
    events, _, _ = record(lengths)
    first = data.draw(st.integers(0, len(events) - 2))
    one, other = events[first], events[first + 1]
    events[first] = replace(
        one, link=replace(other.link, number=one.link.number), digest=other.digest
    )
    events[first + 1] = replace(
        other, link=replace(one.link, number=other.link.number), digest=one.digest
    )
    assert verify_chains(events).damage


def test_every_damaged_chain_is_named_once() -> None:
    events, _, _ = record([3, 3, 3])
    broken = [replace(e, digest="f" * 64) if e.subject_id != 2 else e for e in events]
    found = verify_chains(broken)
    assert found.count == 9
    assert [sentence.split(":")[0] for sentence in found.damage] == ["initiative 1", "initiative 3"]


def test_a_checkpoint_taken_out_is_found() -> None:
    _, checkpoints, heads = record([3])
    del checkpoints[1]
    assert verify_checkpoints(checkpoints, heads).damage


def test_a_checkpoint_put_in_between_is_found() -> None:
    _, checkpoints, heads = record([2])
    first, second = checkpoints
    at = NOON + timedelta(hours=1)
    forged = KeptCheckpoint(
        2, at, 1, first.root, chain_of_checkpoints(first.digest, first.root, at)
    )
    found = verify_checkpoints(
        [first, forged, replace(second, number=3)], [heads[0], replace(heads[1], checkpoint=3)]
    )
    assert found.damage


def test_a_head_that_was_never_an_event_is_found() -> None:
    _, checkpoints, heads = record([2, 1])
    heads[-1] = replace(heads[-1], event_digest="e" * 64)
    assert verify_checkpoints(checkpoints, heads).damage


def test_what_was_kept_reads_back_as_it_was() -> None:
    _, checkpoints, _ = record([3, 1])
    kept, unread = read_kept(["", *map(written_down, checkpoints)])
    assert (kept, unread) == (checkpoints, [])
    assert compare_with_kept(kept, checkpoints).damage == []


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        "null",
        '"x"',
        "{}",
        '{"number": 1}',
        '{"number": "one", "at": "x"}',
        "[" * 5000,
    ],
)
def test_a_line_that_cannot_be_read_is_said(line: str) -> None:
    kept, unread = read_kept([line])
    assert (kept, len(unread)) == ([], 1)


def test_nothing_kept_is_said() -> None:
    assert read_kept([])[1]
    assert read_kept(["", "  "])[1]


def test_a_rewritten_or_missing_checkpoint_is_found_against_the_kept_one() -> None:
    _, checkpoints, _ = record([3])
    rewritten = [checkpoints[0], replace(checkpoints[1], root="d" * 64)]
    assert len(compare_with_kept(checkpoints, rewritten).damage) == 2
