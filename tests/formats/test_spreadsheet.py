"""Spreadsheets: read as people see them, refused in words where they are none, written safely."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.formats.sheets import book, cells, with_password, words, zipped

from tandem.formats.spreadsheet import (
    Cell,
    Limits,
    Read,
    UnusableSpreadsheet,
    read_sheet,
    sheets_of,
    write_xlsx,
)
from tandem.formats.spreadsheet.book import shown_by

PLAIN = cells(words("Title", "Due"), words("A", "B"))
STYLES = (
    "<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy;@"/>'
    '<numFmt numFmtId="171" formatCode="[h]:mm"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>'
    '<xf numFmtId="9"/><xf numFmtId="20"/><xf numFmtId="22"/></cellXfs></styleSheet>'
)


def read(data: bytes, name: str = "", **limits: int) -> Read:
    return read_sheet(BytesIO(data), name, Limits(**limits))


def one_row(row: str, **parts: str) -> list[str]:
    return read(book(cells(row), **parts)).rows[0][1]


def written(rows: list[list[Cell]], heads: list[str] | None = None) -> bytes:
    out = BytesIO()
    write_xlsx(out, heads or ["a"] * len(rows[0]), rows, name="Ideas: 2026/[x]")
    return out.getvalue()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("<c><v>3</v></c><c><v>0.1</v></c><c><v>1E+20</v></c>", ["3", "0.1", "1e+20"]),
        ('<c><v>0.30000000000000004</v></c><c t="b"><v>1</v></c>', ["0.3", "TRUE"]),
        ('<c s="1"><v>46173</v></c><c s="2"><v>46173.5</v></c>', ["2026-05-31", "2026-05-31 12:00:00"]),
        ('<c s="3"><v>1.25</v></c><c s="4"><v>0.125</v></c>', ["30:00:00", "12.5%"]),
        ('<c s="5"><v>0.5</v></c><c s="6"><v>1.0</v></c>', ["12:00", "1900-01-01"]),
        ('<c s="1"><v>-4</v></c><c s="99"><v>7</v></c>', ["-4", "7"]),
        ('<c t="d"><v>2026-05-31T00:00:00</v></c>', ["2026-05-31"]),
        ('<c t="str"><f>A1&amp;"x"</f><v>ax</v></c>', ["ax"]),
        ('<c r="C1" t="inlineStr"><is><r><t>one</t></r><r><t> two</t></r></is></c>', ["", "", "one two"]),
        ('<c t="inlineStr"><is><t>a_x000D_\nb_x0041_</t></is></c>', ["a\nbA"]),
    ],
)  # fmt: skip
def test_cells_are_read_as_people_see_them(row: str, said: list[str]) -> None:
    assert one_row(row, styles=STYLES) == said


def test_days_can_count_from_1904() -> None:
    early = '<workbookPr date1904="1"/>'
    assert one_row('<c s="1"><v>44711</v></c>', styles=STYLES, properties=early) == ["2026-05-31"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", ""), ("0.00", ""), ('#,##0.00 "days"', ""), ("yyyy-mm-dd", "day"),
        ("[$-409]d-mmm-yy;@", "day"), ("[Red]0.0", ""), ("h:mm AM/PM", "time"), ("mm:ss", "time"),
        ("[mm]:ss", "length"), ("0%", "percent"), ("mmm", "day"), (r"0\d", ""),
    ],
)  # fmt: skip
def test_a_format_says_whether_a_number_is_a_day(code: str, shown: str) -> None:
    assert shown_by(code) == shown


def test_shared_texts_leave_out_how_they_are_spoken() -> None:
    shared = "<sst><si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si></sst>"
    assert one_row('<c t="s"><v>0</v></c>', shared=shared) == ["東京"]


def test_joined_headings_say_all_what_the_first_says_and_rows_keep_their_numbers() -> None:
    sheet = cells(words("2026"), words("Title", "Due"), "", words("A")).replace(
        "</worksheet>", '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="x"/></mergeCells></worksheet>'
    )  # fmt: skip
    assert read(book(sheet)).rows == [(1, ["2026", "2026"]), (2, ["Title", "Due"]), (4, ["A"])]


def test_a_formula_without_its_result_and_an_error_are_named_by_their_cells() -> None:
    found = read(book(cells('<c><v>1</v></c><c><f>1+1</f></c><c t="e"><v>#REF!</v></c>')))
    assert (found.empty_formulas, found.errors) == (["B1"], ["C1"])


def test_the_first_sheet_that_is_shown_and_has_rows_is_read_and_any_can_be_named() -> None:
    data = book(
        cells(words("secret")), cells(), PLAIN,
        names=("Old", "Cover", "Ideas"), states=("hidden", "visible", "visible"),
    )  # fmt: skip
    assert [(one.name, one.hidden) for one in sheets_of(BytesIO(data))] == [
        ("Old", True), ("Cover", False), ("Ideas", False),
    ]  # fmt: skip
    assert read(data).name == "Ideas"
    assert read(data, "old").rows == [(1, ["secret"])]
    with pytest.raises(UnusableSpreadsheet, match=r"No sheet is called “x”. There are: “Old”"):
        read(data, "x")


BOMB = cells(*["<c><v>1</v></c>" + " " * 4000] * 1000)
ODD: list[tuple[bytes, str]] = [
    (b"PK\x03\x04rest", "breaks off or is damaged"),
    (book(PLAIN)[:300], "breaks off or is damaged"),
    (zipped({"a.txt": "x"}), "This is a ZIP, and no spreadsheet"),
    (zipped({"word/document.xml": "<x/>"}), "a Word document"),
    (zipped({"content.xml": "<x/>"}), "OpenDocument"),
    (zipped({"xl/workbook.bin": "x"}), "XLSB"),
    (zipped({"xl/workbook.xml": "<workbook/>"}), "workbook.xml.rels” is missing"),
    (book(), "no sheet with rows"),
    (book(PLAIN, xl__worksheets__s1__xml=""), ""),
    (book("<worksheet><sheetData><row><c><v>1</v>"), r"s1.xml, line 1, column 39"),
    (book(PLAIN, **{"xl__workbook.xml": "<workbook>\n<sheets"}), "workbook.xml, line 2, column"),
    (book("<!DOCTYPE x [<!ENTITY a 'b'>]>" + PLAIN), "declares things of its own"),
    (book('<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'), "declares things of its own"),
    (with_password(book(PLAIN)), "password"),
    (book(cells('<c t="s"><v>7</v></c>')), "text of cell A1 is missing"),
    (book(cells('<c r="ZZZ1"><v>7</v></c>')), "ZZZ1: more than 2,000 columns"),
    (book(BOMB), "far more than a sheet"),
    (zipped({f"{at}.xml": "" for at in range(2001)}), "far more than a sheet"),
    (b"PK\x05\x06" + b"\0" * 18, "no spreadsheet"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), ODD)
def test_what_is_no_spreadsheet_is_refused_in_words(data: bytes, sentence: str) -> None:
    if not sentence:
        assert read(data).rows == [(1, ["Title", "Due"]), (2, ["A", "B"])], "another part"
        return
    with pytest.raises(UnusableSpreadsheet, match=sentence):
        read(data)


def test_more_rows_cells_or_letters_than_are_allowed_are_refused() -> None:
    data = book(cells(*[words("abc", "d")] * 5))
    assert len(read(data, rows=5, cells=10, letters=20).rows) == 5
    for limits in ({"rows": 4}, {"cells": 9}, {"letters": 19}):
        with pytest.raises(UnusableSpreadsheet, match=r"many|more"):
            read(data, **limits)


@settings(max_examples=80)
@given(some.data())
def test_a_spoilt_spreadsheet_is_rows_or_refused_in_words(choose: some.DataObject) -> None:
    data = bytearray(book(PLAIN, shared="<sst><si><t>x</t></si></sst>", styles=STYLES))
    for _ in range(choose.draw(some.integers(1, 6))):
        data[choose.draw(some.integers(0, len(data) - 1))] = choose.draw(some.integers(0, 255))
    try:
        read(bytes(data))
    except UnusableSpreadsheet as error:
        assert str(error)  # noqa: PT017 - it may be whole as well


def test_what_is_written_keeps_its_kind() -> None:
    moment = datetime(2026, 5, 31, 14, 30, tzinfo=UTC)
    row: list[Cell] = ["a", -3, Decimal("1.50"), 0.25, True, None, date(2026, 5, 31), moment]
    heads = ["t", "n", "d", "f", "b", "-", "day", "at"]
    found = read(written([row], heads)).rows
    assert found[0] == (1, heads)
    assert found[1] == (
        2,
        ["a", "-3", "1.5", "0.25", "TRUE", "", "2026-05-31", "2026-05-31 14:30:00"],
    )


@given(
    some.lists(some.tuples(some.text(max_size=30), some.text(max_size=5)), min_size=1, max_size=4)
)
def test_any_text_can_be_written_and_read(rows: list[tuple[str, str]]) -> None:
    read(written([list(row) for row in rows]))


def test_a_text_that_begins_like_a_formula_stays_a_text_even_when_it_is_edited() -> None:
    from zipfile import ZipFile

    data = written([["=1+1", "fine", "\t=2", "+49", "@me"]])
    assert read(data).rows[1][1] == ["=1+1", "fine", "\t=2", "+49", "@me"]
    with ZipFile(BytesIO(data)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        assert 'quotePrefix="1"' in packed.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count(' s="4"') == 4


def test_a_text_longer_than_a_cell_is_cut_and_signs_that_xml_cannot_hold_are_replaced() -> None:
    found = read(written([["x" * 40_000, "a\x00b\ud800"]])).rows[1][1]
    assert (len(found[0]), found[0][-1], found[1]) == (32_767, "…", "a\ufffdb\ufffd")
