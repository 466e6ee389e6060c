"""What belongs to work, and the holes between requirements and what was built."""

from datetime import UTC, datetime, timedelta

import pytest

from tandem.accounts.rules import Lane
from tandem.briefs.rules import Priority
from tandem.trace.rules import (
    ADDRESS_LIMIT,
    Built,
    Code,
    CodeKind,
    CodeState,
    Hole,
    HoleKind,
    Part,
    Piece,
    Run,
    Table,
    ci_state,
    code_typed,
    only_holes,
    pages_of,
    table_of,
    why_not_address,
    why_not_code,
)
from tandem.work.rules import WorkKind, WorkState

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
R1 = Part(1, "R1", "Choose a day", priority=Priority.MUST)
R2 = Part(2, "R2", "Choose an hour", priority=Priority.SHOULD)
U1 = Part(11, "U1", "Anna chooses", covers=("R1",))
M1 = Part(21, "M1", "Fewer calls")
MERGED = Built(70, CodeKind.PULL_REQUEST, CodeState.MERGED, number=14)


def table(*pieces: Piece, requirements=(R1,), use_cases=(U1,), metrics=(M1,), brief=True) -> Table:  # type: ignore[no-untyped-def]
    return table_of(requirements, use_cases, metrics, pieces, has_brief=brief)


def said(found: Table) -> list[str]:
    return [hole.words for hole in found.all_holes]


def piece(number: int, *parts: int, **more: object) -> Piece:
    return Piece(100 + number, number, f"Piece {number}", parts=parts, **more)  # type: ignore[arg-type]


def done(number: int, *parts: int, **more: object) -> Piece:
    return piece(number, *parts, state=WorkState.DONE, lane=Lane.IT, **more)


def test_what_leads_from_its_requirement_to_a_merged_pull_request_has_no_hole() -> None:
    found = table(done(1, U1.id, built=(MERGED,), ci=CodeState.PASSED))
    assert said(found) == []
    assert [line.use_case for line in found.groups[0].lines] == [U1]


def test_each_hole_is_said_in_words() -> None:
    assert said(table(use_cases=())) == ["R1 has no use case", "R1 has no work"]
    assert said(table()) == ["R1 has no work", "U1 has no work"]
    assert said(table(piece(1), requirements=(), use_cases=())) == [
        "The brief has no requirement",
        "#1 is for nothing in the brief",
    ]
    assert said(table(piece(1, U1.id), metrics=())) == ["No metric says whether it worked"]
    assert said(table(piece(1, U1.id), requirements=(R2,))) == [
        *("R2 has no use case", "R2 has no work", "U1 is for no requirement")
    ]
    assert said(table(piece(1, U1.id), piece(2, 99))) == [
        "#2 is for what was taken out of the brief"
    ]


def test_work_for_a_requirement_serves_its_use_cases() -> None:
    assert said(table(piece(1, R1.id))) == []


def test_what_is_not_now_needs_nothing() -> None:
    later = Part(3, "R3", "By drone", priority=Priority.WONT)
    assert said(table(piece(1, U1.id), requirements=(R1, later))) == []


def test_a_sub_task_is_for_what_its_whole_is_for() -> None:
    found = table(piece(1, U1.id), piece(2, parent_id=101), piece(3, parent_id=102))
    assert said(found) == []
    assert [line.piece.number for line in found.groups[0].lines if line.piece] == [1, 2, 3]
    assert said(table(piece(1), piece(2, U1.id, parent_id=101))) == []


def test_sub_tasks_in_a_circle_are_for_nothing_and_nothing_hangs() -> None:
    found = table(piece(1, parent_id=102), piece(2, parent_id=101), requirements=(), use_cases=())
    assert "#1 is for nothing in the brief" in said(found)


def test_a_pull_request_is_missed_only_where_code_is_expected() -> None:
    coded = done(9, U1.id, built=(MERGED,))
    assert said(table(done(1, U1.id))) == []  # Nobody has linked code to this initiative.
    assert said(table(done(1, U1.id), coded)) == ["#1 is done, but has no pull request"]
    assert said(table(piece(1, U1.id, lane=Lane.IT), coded)) == []
    assert said(table(done(1, U1.id, kind=WorkKind.SPIKE), coded)) == []
    marketing = piece(1, U1.id, state=WorkState.DONE, lane=Lane.MARKETING)
    assert said(table(marketing, coded)) == []
    whole = done(1, U1.id)
    assert said(table(whole, done(2, parent_id=101, built=(MERGED,)))) == []


def test_done_work_with_an_open_pull_request_or_a_failed_run_is_named() -> None:
    opened = Built(71, CodeKind.PULL_REQUEST, CodeState.OPEN, number=15)
    assert said(table(done(1, U1.id, built=(opened,), ci=CodeState.FAILED))) == [
        "#1 is done, but its pull request isn't merged",
        "#1 is done, but its newest CI run failed",
    ]
    assert said(table(done(1, U1.id, built=(opened, MERGED)))) == []


def test_without_a_brief_no_work_is_for_nothing() -> None:
    found = table(piece(1), requirements=(), use_cases=(), metrics=(), brief=False)
    assert said(found) == []
    assert len(found.groups) == 1


def test_only_holes_keeps_what_has_one() -> None:
    found = only_holes(table(piece(1, U1.id), piece(2), requirements=(R1, R2)))
    assert [group.requirement for group in found.groups] == [R2, None]
    assert [line.piece.number for line in found.groups[1].lines if line.piece] == [2]
    assert found.all_holes[0] == Hole(HoleKind.NO_USE_CASE, "R2", 2)


def test_a_long_table_has_pages_that_tear_no_requirement_that_fits_on_one() -> None:
    pieces = [piece(number, 1 if number < 4 else 2) for number in range(1, 13)]
    groups = table(*pieces, requirements=(R1, R2), use_cases=()).groups
    pages = pages_of(groups, most=4)
    assert [[len(group.lines) for group in page] for page in pages] == [[3], [4], [4], [1]]
    assert [bool(page[0].holes) for page in pages] == [True, True, False, False]
    assert pages_of([]) == [[]]


def test_the_newest_run_of_each_check_counts_and_of_those_the_worst() -> None:
    def run(check: str, state: CodeState | None, minutes: int) -> Run:
        return Run(("ci", check), state, NOW + timedelta(minutes=minutes))

    assert ci_state([]) is None
    assert ci_state([run("unit", CodeState.FAILED, 0), run("unit", CodeState.PASSED, 1)]) is (
        CodeState.PASSED
    )
    both = [run("unit", CodeState.PASSED, 2), run("lint", CodeState.RUNNING, 1)]
    assert ci_state(both) is CodeState.RUNNING
    assert ci_state([*both, run("shop", CodeState.FAILED, 0)]) is CodeState.FAILED
    assert ci_state([run("unit", CodeState.PASSED, 0), run("unit", None, 1)]) is CodeState.PASSED


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "ftp://example.org/", "//example.org/pull/1", "example.org"),
        *("https://me:secret@example.org/pull/1", "https://me@example.org/", "https://", "https:///x"),
        *("https://example.org/a b", "https://example.org/'", "https://[::1", "http://example.org:no/"),
        "https://example.org/" + "x" * ADDRESS_LIMIT,
    ],
)  # fmt: skip
def test_an_address_is_web_without_a_password_and_not_too_long(address: str) -> None:
    assert why_not_address(address)
    code = Code(CodeKind.BRANCH, "ci", "1", address=address)
    refused = why_not_code(code, NOW)
    assert refused
    assert refused[0] == "address"


def test_what_its_system_can_not_have_said_is_refused() -> None:
    def field(**more: object) -> str:
        refused = why_not_code(Code(CodeKind.RUN, "ci", "1", **more), NOW)  # type: ignore[arg-type]
        return refused[0] if refused else ""

    assert field(state=CodeState.MERGED) == "state"
    assert field(state=CodeState.PASSED, commit="3f2a91c") == ""
    assert field(commit="HEAD") == "commit"
    assert field(number=0) == "number"
    assert field(at=NOW + timedelta(days=2)) == "at"
    assert field(at=datetime(1, 1, 1, tzinfo=UTC)) == "at"
    assert why_not_code(Code(CodeKind.BRANCH, "ci", "1", state=CodeState.OPEN), NOW)


@pytest.mark.parametrize(
    ("text", "kind", "name", "number"),
    [
        ("https://github.example/shop/site/pull/14", "pull_request", "", 14),
        ("https://gitlab.example/shop/-/merge_requests/7/diffs", "pull_request", "", 7),
        ("https://bitbucket.example/shop/pull-requests/9", "pull_request", "", 9),
        ("https://github.example/shop/actions/runs/8812", "run", "", None),
        ("https://gitlab.example/shop/-/pipelines/55", "run", "", None),
        ("https://github.example/shop/tree/feature/free%20days", "branch", "feature/free days", None),
        ("work-912-free-days", "branch", "work-912-free-days", None),
    ],
)  # fmt: skip
def test_what_a_person_pastes_is_known_by_its_address(
    text: str, kind: str, name: str, number: int | None
) -> None:
    found = code_typed(text, None, None)
    assert found
    assert (found.kind, found.name, found.number) == (kind, name, number)


def test_an_address_that_says_nothing_is_asked_about() -> None:
    assert code_typed("https://example.org/changes/9", None, None) is None
    found = code_typed("https://example.org/changes/9", CodeKind.PULL_REQUEST, CodeState.OPEN)
    assert found
    assert found.state is CodeState.OPEN
    assert code_typed("fourteen", CodeKind.PULL_REQUEST, None) is None
