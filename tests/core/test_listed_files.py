"""A list as a file: what it says of itself, kinds kept, nothing calculated."""

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from tandem.core.errors import NotFound
from tandem.core.listed_files import Cell, as_file
from tandem.formats.spreadsheet import read_sheet

HEADS = ["what", "count", "money", "day", "at", "yes", "none"]
AT = datetime(2026, 5, 31, 14, 30, tzinfo=UTC)
ROW: list[Cell] = ["=1+1", -3, Decimal("1.50"), date(2026, 5, 31), AT, True, None]


def test_numbers_stay_numbers_and_texts_stay_texts_in_every_kind() -> None:
    text = as_file("ideas", "csv", HEADS, [ROW]).content.decode("utf-8-sig")
    assert list(csv.reader(StringIO(text)))[1] == [
        *("'=1+1", "-3", "1.50", "2026-05-31", "2026-05-31 14:30", "yes", ""),
    ]
    rows = read_sheet(BytesIO(as_file("ideas", "xlsx", HEADS, [ROW]).content)).rows
    assert rows[1][1] == ["=1+1", "-3", "1.5", "2026-05-31", "2026-05-31 14:30:00", "TRUE"]
    items = json.loads(as_file("ideas", "json", HEADS, [ROW]).content)["items"]
    assert items == [
        {
            "what": "=1+1", "count": -3, "money": 1.5, "day": "2026-05-31",
            "at": "2026-05-31T14:30:00+00:00", "yes": True, "none": None,
        }
    ]  # fmt: skip


def test_a_file_says_what_it_is_and_from_which_day_and_is_not_kept() -> None:
    answer = as_file("my-work", "xlsx", ["a"], [])
    assert answer["Content-Disposition"].startswith('attachment; filename="my-work-20')
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert answer["Cache-Control"] == "no-store"
    assert json.loads(as_file("x", "json", ["a"], []).content) == {"items": []}
    with pytest.raises(NotFound):
        as_file("x", "ods", ["a"], [])
