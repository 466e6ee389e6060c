"""Ten thousand spoilt files of each format that is taken in: read, or refused in words.

Each begins as a file that is right; a few pieces of it are gone, doubled, moved or odd, in its bytes
or, where it is packed, in a part of it. (The exports of trackers have their own.)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from random import Random
from zipfile import ZIP_STORED, ZipFile

import pytest
from tests.depth import tries
from tests.formats.sheets import book, cells, words
from tests.formats.test_plan_files import BERLIN, FILES, spoilt
from tests.formats.trackers.test_spoilt_files import spoilt_bytes

from tandem.engine.problem import validate
from tandem.formats.brief_markdown import read_brief
from tandem.formats.docx_markdown import read_docx
from tandem.formats.expenses import UnusableFile, decoded, expenses, read_statement
from tandem.formats.html_markdown import markdown_of_html
from tandem.formats.icalendar import UnusableCalendar, whole_days
from tandem.formats.pasted_rows import cells_of
from tandem.formats.plain_text import UnusableText
from tandem.formats.plans import UnreadablePlan, read_any_plan
from tandem.formats.signed_chain.verify import report
from tandem.formats.spreadsheet import UnusableSpreadsheet, read_sheet

TIMES = tries(60, deep=10_000)

EXPENSES = (
    'Datum;Text;Betrag;Währung\n06.05.2026;"Ads; May";1.250,50;EUR\n07.05.2026;"A ""cup""";-2;GBP\n'
)
PASTED = 'Idea\tBy when\n"A page\nfor sales"\t2027-05-06\nMore\t\n'
BRIEF = """---
title: Delivery days
---
# Why
Fewer calls, *every* day.
## What it must do
- must: choose a day
  1. as a customer
- should: see [free days](https://shop.example)

| metric | target |
| --- | --- |
| calls | 10 % |

```
code
```
"""
HTML = """<html><!--StartFragment--><h1>Why</h1><p class=MsoListParagraph style='mso-list:l0 level1'>
<b>Fewer</b> calls</p><ul><li>One<ol><li>Two</ol></ul><table><tr><th>a</th><td>b<br>c</td></tr>
</table><a href="https://shop.example">x</a><!--EndFragment--></html>"""
CALENDAR = (
    "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Ours\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20201224\r\n"
    "DTEND;VALUE=DATE:20201227\r\nRRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=-1TH;INTERVAL=2;UNTIL=20300101\r\n"
    "EXDATE:20221229\r\nSUMMARY:Christ\r\n mas\\, closed\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
CHAIN = '{"format": "tandem-signed-chain", "version": 1, "seal": "", "head": "", "snapshots": []}'


@lru_cache
def _word() -> bytes:
    import docx

    paper = docx.Document()
    paper.add_heading("Delivery days", 1)
    paper.add_paragraph("Choose a day", style="List Bullet")
    table = paper.add_table(2, 2)
    table.cell(0, 0).text = "metric"
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _sheet() -> bytes:
    head = words("Date", "Text", "Amount")
    row = words("2026-05-06", "Ads") + "<c><v>1.5</v></c>"
    return book(cells(head, row), shared="<sst><si><t>x</t></si></sst>")


def _money(data: bytes) -> object:
    table = read_statement(decoded(data))
    return expenses(table, table.columns, currency="EUR")


def _days(data: bytes) -> object:
    return whole_days(data, date(2026, 1, 1), date(2027, 12, 31))


def _rows(data: bytes) -> object:
    return read_sheet(BytesIO(data))


def _as_text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


@dataclass(frozen=True)
class Format:
    """How a right file of it looks, who reads it, and how it is refused."""

    right: Callable[[], bytes]
    read: Callable[[bytes], object]
    refused: tuple[type[Exception], ...] = ()
    packed: bool = False


def _plan(name: str) -> Format:
    def read(data: bytes) -> None:
        validate(read_any_plan(name, _as_text(data), BERLIN))

    return Format(FILES[name].encode, read, (UnreadablePlan,))


FORMATS: Mapping[str, Format] = {
    **{f"plan {name}": _plan(name) for name in FILES},
    "expenses": Format(EXPENSES.encode, _money, (UnusableFile,)),
    "expenses in a sheet": Format(_sheet, _money, (UnusableFile,), packed=True),
    "spreadsheet": Format(_sheet, _rows, (UnusableSpreadsheet,), packed=True),
    "Word": Format(_word, read_docx, (UnusableText,), packed=True),
    "Markdown": Format(BRIEF.encode, lambda data: read_brief(_as_text(data))),
    "pasted page": Format(HTML.encode, lambda data: markdown_of_html(_as_text(data))),
    "pasted rows": Format(PASTED.encode, lambda data: cells_of(_as_text(data))),
    "calendar": Format(CALENDAR.encode, _days, (UnusableCalendar,)),
    "signed chain": Format(CHAIN.encode, lambda data: report(_as_text(data))),
}


def spoilt_part(data: bytes, pick: Random) -> bytes:
    """A packed file with something wrong in one of its parts."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as right, ZipFile(out, "w", ZIP_STORED) as wrong:
        parts = [one for one in right.namelist() if one.endswith((".xml", ".rels"))]
        chosen = pick.choice(parts)
        for name in parts:
            content = right.read(name)
            if name == chosen:
                content = spoilt(content.decode(), pick).encode("utf-8", "replace")
            wrong.writestr(name, content)
    return out.getvalue()


def _spoilt(one: Format, right: bytes, pick: Random) -> bytes:
    if not one.packed:
        return spoilt_bytes(right.decode(), pick)
    if pick.random() < 0.8:
        return spoilt_part(right, pick)
    data = bytearray(right)
    for _ in range(pick.randint(1, 6)):
        data[pick.randrange(len(data))] = pick.randrange(256)
    return bytes(data[: pick.randrange(len(data))] if pick.random() < 0.2 else data)


@pytest.mark.parametrize("name", FORMATS)
def test_a_spoilt_file_is_read_or_refused_in_words(name: str) -> None:
    one, pick = FORMATS[name], Random(name)
    right, refused = one.right(), 0
    one.read(right)
    for _ in range(TIMES):
        data = _spoilt(one, right, pick)
        try:
            one.read(data)
        except one.refused as error:
            refused += bool(str(error).strip())
    assert (refused > 0) == bool(one.refused), "some are still whole, some aren't"
