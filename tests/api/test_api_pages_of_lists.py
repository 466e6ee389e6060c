"""Long lists hold still while rows come and go."""

from collections.abc import Callable

import pytest
from tests import cast as story
from tests.api.program import Program, program_of
from tests.cast import Cast

from tandem.accounts import services as accounts
from tandem.accounts.rules import Scope
from tandem.initiatives import services

pytestmark = pytest.mark.django_db


def _walk(program: Program, path: str, between: Callable[[], object] = lambda: None) -> list[int]:
    """The ids of all pages of two, with something happening between them."""
    sign = "&" if "?" in path else "?"
    ids, after = [], ""
    while True:
        page = program.get(f"{path}{sign}limit=2{after}")
        assert len(page["items"]) <= 2
        ids += [item["id"] for item in page["items"]]
        if page["next"] is None:
            return ids
        after = f"&after={page['next']}"
        between()


def _ideas(cast: Cast, count: int) -> list[int]:
    return [
        services.write_idea(actor=cast.alice, sentence=f"Idea {number}").pk
        for number in range(count)
    ]


def test_nothing_comes_twice_or_is_left_out_when_ideas_are_added(cast: Cast) -> None:
    written = _ideas(cast, 7)
    alice = program_of(cast.alice)
    seen = _walk(alice, "/initiatives", lambda: _ideas(cast, 1))
    assert seen == written[::-1]


def test_filters_hold_on_every_page(cast: Cast, assessed: int) -> None:
    _ideas(cast, 5)
    alice = program_of(cast.alice)
    assert _walk(alice, "/initiatives?stage=assess") == [assessed]
    assert len(_walk(alice, "/initiatives?q=idea")) == 5
    assert _walk(alice, "/initiatives?stage=idea&q=idea+3") == [
        one["id"] for one in alice.get("/initiatives?q=3")["items"]
    ]


def test_people_are_listed_once_when_somebody_is_added(cast: Cast) -> None:
    numbers = iter(range(100))
    sales = accounts.add_department(name="Sales", lane=None, actor=cast.ada).pk

    def add() -> None:
        number = next(numbers)
        accounts.add_person(
            actor=cast.ada,
            email=f"a{number}@x.example",
            name=f"Aaron {number}",
            department_id=sales,
        )

    ids = _walk(program_of(cast.alice), "/people", add)
    assert len(ids) == len(set(ids)) == 8


def test_history_and_turns_are_walked_once(cast: Cast, signed_brief: int) -> None:
    igor = program_of(cast.igor)
    path = f"/initiatives/{signed_brief}/history"
    whole = [line["id"] for line in igor.get(f"{path}?limit=100")["items"]]
    digest = igor.get(f"/initiatives/{signed_brief}/brief")["digest"]

    def happen() -> None:
        igor.post(
            f"/initiatives/{signed_brief}/brief/playbacks", {"text": "Once more.", "seen": digest}
        )

    assert _walk(igor, path, happen) == whole
    for _ in range(3):
        story.write_idea(cast)
    turns = [turn["id"] for turn in igor.get("/turns")["items"]]
    assert len(turns) > 2
    assert _walk(igor, "/turns") == turns


def test_tokens_and_departments_are_walked_once(cast: Cast) -> None:
    alice = program_of(cast.alice)
    for number in range(4):
        accounts.make_token(actor=cast.alice, name=f"T{number}", scope=Scope.READ)
    assert len(_walk(alice, "/tokens")) == 5
    assert len(set(_walk(alice, "/departments"))) == 4


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "", "9" * 5000])
def test_a_limit_is_between_one_and_a_hundred(cast: Cast, limit: str) -> None:
    problem = program_of(cast.alice).refused(422, "GET", f"/people?limit={limit}")
    assert problem["field"] == "limit"


@pytest.mark.parametrize("path", ["/people", "/turns", "/initiatives", "/tokens", "/departments"])
@pytest.mark.parametrize(
    "after",
    [
        "nonsense",
        "",
        "%00",
        "W10",  # []
        "W1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tb" * 30,
        "W251bGwsbnVsbF0",  # [null,null]
        "ö",
        "x" * 2000,
    ],
)
def test_a_broken_place_is_said_to_be_one(cast: Cast, path: str, after: str, idea: int) -> None:
    program_of(cast.igor).refused(422, "GET", f"{path}?after={after}")


@pytest.mark.parametrize("path", ["/people", "/turns", "/initiatives", "/tokens", "/departments"])
@pytest.mark.parametrize(
    "after",
    [
        "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5LDFd",  # [99999999999999999999999, 1]
        "WzEsIDk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OV0",  # [1, 999999999999999999999999]
        "WyJhIiwgOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OV0",  # ["a", 999999999999999999999999]
        "W05hTiwgMV0",  # [NaN, 1]
    ],
)
def test_a_place_that_cannot_be_is_nowhere_or_refused(
    cast: Cast, path: str, after: str, idea: int
) -> None:
    assert program_of(cast.igor).ask("GET", f"{path}?after={after}").status in {200, 422}


def test_a_broken_place_in_history_is_said_to_be_one(cast: Cast, idea: int) -> None:
    igor = program_of(cast.igor)
    for after in ("x", "WzEsMl0", "WzFlMzBd", "WyJhIl0"):
        igor.refused(422, "GET", f"/initiatives/{idea}/history?after={after}")
