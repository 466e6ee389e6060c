"""The rules of a brief, without a database."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.accounts.rules import Lane
from tandem.briefs.rules import (
    Content,
    ItemKind,
    Priority,
    Section,
    Signature,
    Statement,
    Written,
    changed_unheard,
    content_digest,
    is_signed,
    item_digest,
    matter_of,
    matters_of_new,
    matters_touched,
    unsigned_items,
    why_not_confirm,
    why_not_edit,
    why_not_play_back,
    why_not_sign,
    why_not_start,
    why_not_state,
    why_not_this_content,
)
from tandem.rights.rules import Decider, Matter, Rights

M, IT = Lane.MARKETING, Lane.IT
DAY = datetime(2026, 3, 10, tzinfo=UTC)
R1 = Content(
    ItemKind.REQUIREMENT, Section.REQUIREMENTS, "Pick a day", "Any free day.", Priority.MUST
)


def signature(lane: Lane, person: int, pairs: dict[int, str], day: int = 0) -> Signature:
    return Signature(lane, person, f"Person {person}", DAY + timedelta(days=day), pairs)


def test_an_items_digest_is_sha_256_of_what_anybody_can_write_down() -> None:
    body = ["requirement", "requirements", "Pick a day", "Any free day.", "must", False]
    canonical = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    assert item_digest(R1) == hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        replace(R1, kind=ItemKind.TEXT),
        replace(R1, section=Section.MORE),
        replace(R1, title="Pick a Day"),
        replace(R1, text="Any free day"),
        replace(R1, text="Any free day. "),
        replace(R1, priority=Priority.SHOULD),
        replace(R1, priority=None),
        replace(R1, removed=True),
        replace(R1, title="Pick a dayAny", text="free day."),
        replace(R1, title="", text="Pick a dayAny free day."),
    ],
)
def test_any_change_of_an_item_is_another_digest(other: Content) -> None:
    assert item_digest(other) != item_digest(R1)


pairs = st.dictionaries(st.integers(1, 12), st.sampled_from("abc"), max_size=6)


@given(pairs, pairs)
def test_two_contents_have_one_name_only_if_they_are_the_same(
    one: dict[int, str], other: dict[int, str]
) -> None:
    assert (content_digest(one) == content_digest(other)) == (one == other)


@given(pairs)
def test_a_contents_name_does_not_depend_on_the_order_of_reading(one: dict[int, str]) -> None:
    assert content_digest(dict(reversed(one.items()))) == content_digest(one)


def test_a_change_suspends_that_item_alone_and_changing_it_back_restores_it() -> None:
    signed = [signature(M, 1, {1: "a", 2: "b"}), signature(IT, 2, {1: "a", 2: "b"})]
    assert is_signed({1: "a", 2: "b"}, signed)
    assert unsigned_items({1: "x", 2: "b"}, M, signed) == {1}
    assert unsigned_items({1: "a", 2: "b"}, M, signed) == frozenset()
    assert unsigned_items({1: "a", 2: "b", 3: "c"}, IT, signed) == {3}
    assert not is_signed({1: "x", 2: "b"}, signed)


def test_an_empty_brief_is_not_signed() -> None:
    assert not is_signed({}, [])


def refuses(
    lane: Lane = M, person: int = 1, pairs: dict[int, str] | None = None, signed: tuple[Signature, ...] = (),
    *, heard: bool = True, unheard: tuple[int, ...] = (),
) -> str:  # fmt: skip
    reason = why_not_sign(
        lane,
        person,
        {1: "a"} if pairs is None else pairs,
        signed,
        playback_confirmed=heard,
        changed_unheard=unheard,
    )
    return reason or ""


def test_an_owner_signs_what_was_heard() -> None:
    assert refuses() == ""
    assert refuses(signed=(signature(IT, 2, {1: "a"}),)) == ""


def test_there_is_nothing_to_sign_in_an_empty_brief() -> None:
    assert "nothing to sign" in refuses(pairs={})


def test_signing_needs_a_confirmed_playback() -> None:
    assert "Signing opens when" in refuses(heard=False)


def test_a_side_signs_the_same_content_once_whoever_of_it_signs() -> None:
    standing = signature(M, 1, {1: "a"})
    for person in (1, 3):
        assert (
            refuses(person=person, signed=(standing,))
            == "Marketing has signed this already: Person 1."
        )


def test_the_last_who_signed_is_named() -> None:
    signed = (signature(M, 3, {1: "a"}, day=2), signature(M, 1, {2: "b"}, day=1))
    assert "Person 3" in refuses(pairs={1: "a", 2: "b"}, signed=signed)


def test_nobody_signs_for_both_sides_not_even_other_content() -> None:
    assert "somebody else" in refuses(signed=(signature(IT, 1, {1: "old"}),))


def test_a_side_signs_again_what_was_changed_since() -> None:
    assert refuses(pairs={1: "x"}, signed=(signature(M, 1, {1: "a"}),)) == ""


def test_who_changed_something_unheard_lets_a_colleague_sign_it() -> None:
    assert "You changed something" in refuses(unheard=(1,))
    assert refuses(unheard=(2,)) == "", "Item 2 is no part of the content."
    signed = (signature(M, 3, {1: "a"}),)
    assert refuses(pairs={1: "a", 2: "b"}, signed=signed, unheard=(1,)) == "", (
        "1 is signed already."
    )


HEARD = {1: "a"}
FIRST = Written(1, 1, "a", 1)


@pytest.mark.parametrize(
    ("changes", "unheard"),
    [
        ([FIRST], {}),
        ([FIRST, Written(1, 2, "b", 1)], {1: {1}}),
        ([FIRST, Written(1, 2, "b", 1), Written(1, 3, "a", 2)], {}),
        ([FIRST, Written(1, 2, "b", 1), Written(1, 3, "c", 2)], {1: {1}, 2: {1}}),
        ([FIRST, Written(1, 2, "b", 1), Written(1, 3, "a", 1), Written(1, 4, "c", 2)], {2: {1}}),
        ([FIRST, Written(2, 1, "z", 2)], {2: {2}}),
        ([Written(1, 1, "z", 2), Written(1, 2, "a", 1)], {}),
    ],
)
def test_a_change_is_unheard_until_its_text_was_played_back(
    changes: list[Written], unheard: dict[int, set[int]]
) -> None:
    for person in (1, 2, 3):
        assert changed_unheard(person, changes, HEARD) == unheard.get(person, set())


def test_what_is_signed_is_what_was_read() -> None:
    assert why_not_this_content("one", "one") is None
    assert "Nothing is signed" in str(why_not_this_content("one", "another"))


@pytest.mark.parametrize(
    ("statement", "note", "allowed"),
    [
        (Statement.AGREE, "", True),
        (Statement.AGREE, "Gladly", True),
        (Statement.DISSENT, "", False),
        (Statement.DISSENT, "Too late", True),
        (Statement.OBJECT, "", False),
        (Statement.OBJECT, "Two days", True),
    ],
)
def test_neither_side_can_simply_say_no(statement: Statement, note: str, allowed: bool) -> None:
    assert (why_not_state(statement, note) is None) is allowed


def test_only_an_objection_does_not_sign() -> None:
    assert [s for s in Statement if not s.signs] == [Statement.OBJECT]


@pytest.mark.parametrize(
    ("assessed", "started", "allowed"),
    [(True, False, True), (False, False, False), (True, True, False)],
)
def test_a_brief_starts_once_and_after_assess(assessed: bool, started: bool, allowed: bool) -> None:
    assert (why_not_start(assessed=assessed, started=started) is None) is allowed


def test_an_empty_brief_is_not_played_back() -> None:
    assert why_not_play_back({})
    assert why_not_play_back({1: "a"}) is None


@pytest.mark.parametrize(
    ("latest", "answered", "said_by", "allowed"),
    [
        (True, False, 2, True),
        (False, False, 2, False),
        (True, True, 2, False),
        (True, False, 1, False),
    ],
)
def test_the_latest_playback_of_somebody_else_is_confirmed_once(
    latest: bool, answered: bool, said_by: int, allowed: bool
) -> None:
    reason = why_not_confirm(is_latest=latest, answered=answered, said_by=said_by, person_id=1)
    assert (reason is None) is allowed


DECIDED = {
    M: {"why", "audience", "looks", "mvp", "requirements", "use_cases", "metrics"},
    IT: {"constraints", "cost"},
    None: {"tracking", "data", "changeable", "owes", "more"},
}


def decided_by(lane: Lane, rights: Rights = Rights()) -> set[Matter]:  # noqa: B008 - frozen
    return {one for one in Matter if rights.decider(one) in {Decider.EITHER, Decider(lane.value)}}


def test_each_section_is_written_by_the_side_that_decides_its_matter() -> None:
    for section in Section:
        for lane in (M, IT):
            expected = section in DECIDED[lane] | DECIDED[None]
            reason = why_not_edit({matter_of(section)}, decided_by(lane), Rights())
            assert (reason is None) is expected, (section, lane)


@pytest.mark.parametrize(
    ("change", "matter"),
    [
        ({"title": "Other"}, Matter.WORDING),
        ({"text": "Other."}, Matter.WORDING),
        ({"priority": Priority.MUST}, Matter.MUST_HAVE),
        ({"removed": True}, Matter.MUST_HAVE),
        ({"fields": {"value": "Fewer calls."}}, Matter.VALUE),
        ({"fields": {"depends_on": ["R2"]}}, Matter.MUST_HAVE),
        ({}, None),
    ],
)
def test_each_field_of_a_requirement_is_a_matter_of_its_own(
    change: dict[str, Any], matter: Matter | None
) -> None:
    before = Content(ItemKind.REQUIREMENT, Section.REQUIREMENTS, "R", "Do it.", Priority.SHOULD)
    assert matters_touched(before, replace(before, **change)) == ({matter} - {None})


def test_technical_acceptance_is_its_own_matter_in_a_use_case() -> None:
    case = Content(
        ItemKind.USE_CASE, Section.USE_CASES, "U", "Pick.", None, False, {"goal": "Pick"}
    )
    after = replace(case, fields={**case.fields, "technical": ["Two seconds."]})
    assert matters_touched(case, after) == {Matter.ACCEPTANCE}
    assert why_not_edit(matters_touched(case, after), decided_by(IT), Rights()) is None
    assert matters_of_new(after) == {Matter.USE, Matter.ACCEPTANCE}


def test_who_decides_a_part_is_what_the_table_says() -> None:
    rights = Rights({Matter.APPROACH: Decider.MARKETING, Matter.COST: Decider.SPONSOR})
    assert why_not_edit({Matter.APPROACH}, decided_by(M, rights), rights) is None
    assert "Marketing" in (why_not_edit({Matter.APPROACH}, decided_by(IT, rights), rights) or "")
    assert "sponsor" in (why_not_edit({Matter.COST}, decided_by(IT, rights), rights) or "")


def test_items_are_called_by_their_kind() -> None:
    assert {s.item_kind.letter for s in Section} == {"T", "R", "U", "M", "E", "O"}


def test_an_older_signature_no_longer_counts_once_its_side_signed_something_newer() -> None:
    """Or one person could undo alone what both had agreed on."""
    signed = [signature(M, 1, {1: "a"}), signature(M, 1, {1: "b"}, day=1)]
    assert unsigned_items({1: "a"}, M, signed) == {1}
    assert unsigned_items({1: "b"}, M, signed) == frozenset()
