"""Files of expenses: which column is what, days and amounts as people's banks write them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.formats.sheets import book, cells, words

from tandem.formats.expenses import (
    UnusableFile,
    amount_of,
    begins_with_month,
    day_of,
    decoded,
    expenses,
    read_statement,
)

REAL = Path(__file__).parents[3] / "shared" / "data" / "06-expenses"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1234", "1234"),
        ("1,234", "1234"),
        ("12,5", "12.5"),
        ("(12.00)", "-12"),
        ("-12", "-12"),
        ("12.00-", "-12"),
        ("£136.56", "136.56"),
        ("", None),
        ("free", None),
        ("9999999999999", None),
    ],
)
def test_amounts_are_read_as_they_are_written(text: str, amount: str | None) -> None:
    assert amount_of(text) == (Decimal(amount) if amount else None)


def test_days_are_read_in_the_order_that_the_file_allows() -> None:
    assert day_of("2026-03-04") == date(2026, 3, 4)
    assert day_of("04.03.26") == date(2026, 3, 4)
    assert day_of("03/04/2026") == date(2026, 4, 3)
    assert day_of("03/04/2026", month_first=True) == date(2026, 3, 4)
    assert day_of("31/02/2026") is day_of("soon") is None
    american = read_statement("Date,Amount\n03/04/2026,1\n03/14/2026,2\n")
    assert begins_with_month(american, american.columns) is True
    open_one = read_statement("Date,Amount\n03/04/2026,1\n")
    assert begins_with_month(open_one, open_one.columns) is None


def test_a_sheet_is_read_like_its_rows_with_the_numbers_that_they_have_there() -> None:
    day = '<c s="1"><v>46148</v></c>'
    sheet = cells(
        words("Card"), "", words("Date", "Amount"), f"{day}<c><v>0.125</v></c>", words("x")
    )
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    table = read_statement(decoded(book(sheet, styles=styles)))
    found, unread = expenses(table, table.columns, currency="EUR")
    assert [(one.number, one.day, one.amount) for one in found] == [
        (4, date(2026, 5, 6), Decimal("0.12"))
    ]
    assert [one.number for one in unread] == [5]


def test_a_quote_in_the_wrong_place_is_named_by_line_and_column() -> None:
    with pytest.raises(UnusableFile, match="In line 3, column 2, a quote"):
        read_statement('Date,Text,Amount\n2026-05-06,a,1\n2026-05-07,"b,2\n2026-05-08,c,3\n')
    with pytest.raises(UnusableFile, match="breaks off"):
        decoded(b"PK\x03\x04rest")


def test_what_cannot_be_read_is_named_by_its_row() -> None:
    table = read_statement("Bank of North\n\nDatum;Text;Betrag\n06.05.2026;Ads;1,50\nx;Ads;2\n")
    found, unread = expenses(table, table.columns, currency="EUR")
    assert [(one.number, one.amount, one.currency) for one in found] == [
        (4, Decimal("1.50"), "EUR")
    ]
    assert [(one.number, one.role, one.cell) for one in unread] == [(5, "day", "x")]


def test_what_is_no_table_says_so() -> None:
    for data in (b"PK\x03\x04rest", b"%PDF-1.7"):
        with pytest.raises(UnusableFile):
            decoded(data)
    with pytest.raises(UnusableFile, match="No headings"):
        read_statement("hello\nthere\n")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files aren't here")
def test_card_statements_of_a_city_are_read_whole() -> None:
    for file in sorted(REAL.glob("oxford*.csv")):
        table = read_statement(decoded(file.read_bytes()))
        found, unread = expenses(table, table.columns, currency="GBP")
        assert {"day", "amount", "text"} <= table.columns.keys(), file.name
        assert len(found) > 250, file.name
        assert len(unread) < 3, file.name


@settings(max_examples=300, deadline=None)
@given(some.binary(max_size=400) | some.text(max_size=400).map(lambda text: text.encode()))
def test_no_file_raises_anything_else(data: bytes) -> None:
    try:
        table = read_statement(decoded(data))
    except UnusableFile:
        return
    expenses(table, table.columns, currency="EUR")
