"""Rows pasted from spreadsheets: nothing typed is lost, whatever stands between the cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.formats.pasted_rows import cells_of, columns_of


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("\n \n", []),
        ("One idea\n\nAnother", [["One idea"], ["Another"]]),
        ("A\tB\r\nC\t\r\n", [["A", "B"], ["C", ""]]),
        ('"Two\nlines"\tB', [["Two\nlines", "B"]]),
        ('"He said ""no"""\tB', [['He said "no"', "B"]]),
        ("A;B\nC;D", [["A", "B"], ["C", "D"]]),
        ("idea,date\nC,D", [["idea", "date"], ["C", "D"]]),
        ("Faster, better pages", [["Faster, better pages"]]),
        ('5" screens\tB\nC\tD', [['5" screens', "B"], ["C", "D"]]),
    ],
)
def test_cells_are_found(text: str, rows: list[list[str]]) -> None:
    assert cells_of(text) == rows


def test_a_heading_row_says_where_columns_stand() -> None:
    names = {"sentence": ("idea", "title"), "wish_date": ("date",)}
    assert columns_of(["Date", "Idea:"], names) == {"wish_date": 0, "sentence": 1}
    assert columns_of(["Another word on the button", "2026-05-06"], names) is None


@given(
    st.lists(
        st.text(
            st.characters(
                exclude_characters='\t\n\r"\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029',
                exclude_categories=["Cs"],
            ),
            min_size=1,
        ),
        min_size=1,
    )
)
def test_every_word_of_a_tab_separated_row_is_there(cells: list[str]) -> None:
    found = cells_of("\t".join(["x", *cells]))
    assert found == [["x", *(cell.strip() for cell in cells)]]
