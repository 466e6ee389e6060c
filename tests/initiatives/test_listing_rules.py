"""What is asked of a list stands in its address, and whatever makes no sense there is left out."""

from datetime import date

import pytest

from tandem.accounts.rules import Lane
from tandem.initiatives.rules import COLUMNS, Column, Layout, ListAsked, Order, Stage, Track

FULL = ListAsked(
    layout=Layout.BOARD,
    stage=Stage.ASSESS,
    waits=Lane.IT,
    track=Track.SMALL_CHANGE,
    owner=7,
    goal=3,
    system=9,
    since=date(2026, 3, 1),
    until=date(2026, 4, 1),
    q="summer sale",
    order=Order.WISHED,
    columns=(Column.STAGE, Column.PATH),
)


def read(query: str) -> ListAsked:
    from urllib.parse import parse_qs

    found = parse_qs(query)
    return ListAsked.read(
        {name: values[-1] for name, values in found.items()}, tuple(found.get("columns", ()))
    )


def test_an_address_says_all_of_it_and_nothing_that_nobody_chose() -> None:
    assert read(FULL.query) == FULL
    assert ListAsked().query == ""
    assert ListAsked(q="ä & b").query == "q=%C3%A4+%26+b"


def test_another_stage_keeps_the_rest() -> None:
    assert read(FULL.but(stage=None)) == read(FULL.query.replace("stage=assess&", ""))


@pytest.mark.parametrize(
    "query",
    [
        "stage=nowhere&layout=cube&waits=legal&track=fast&order=random",
        "owner=0&goal=-1&system=99999999999999999999&owner=x",
        "since=2026-13-40&until=soon&columns=shoe",
        "q=%00",
    ],
)
def test_what_makes_no_sense_is_left_out(query: str) -> None:
    assert read(query) == ListAsked()


@pytest.mark.parametrize(
    ("asked", "filtered"),
    [
        (ListAsked(), False),
        (ListAsked(layout=Layout.BOARD, order=Order.NAME, columns=COLUMNS[:1]), False),
        (ListAsked(q="sale"), True),
        (ListAsked(owner=1), True),
    ],
)
def test_a_filter_is_what_leaves_something_out(asked: ListAsked, *, filtered: bool) -> None:
    assert asked.filtered is filtered
