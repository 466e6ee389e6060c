"""Tables as CSV: what is written comes back, and nothing is a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.formats.csv_table import safe_cell, write_csv

TEXTS = st.text(max_size=20)


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "-1", "@me", "\t=1", " =1", "|x", "%0A", "\ufeff=1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_every_cell_comes_back_as_it_was_made_safe(rows: list[tuple[str, str]]) -> None:
    written = write_csv(["a", "b"], rows).decode("utf-8-sig")
    read = list(csv.reader(StringIO(written, newline="")))
    assert read == [["a", "b"], *[[safe_cell(one) for one in row] for row in rows]]
