"""A table as XLSX, written row by row, so that a long one is never whole in memory.

Numbers, days and yes or no keep their kind. A text is always a text: one that begins like a formula
carries the mark by which spreadsheets keep it a text, also after somebody edits the cell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tandem.formats.csv_table import begins_like_formula

Cell = str | int | float | Decimal | bool | date | datetime | None
"""What a cell of a table may be. A moment is written as it is shown, without its zone."""
LONGEST = 32_767
"""Letters that a cell may hold."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_DAY_NONE = datetime(1899, 12, 30, tzinfo=UTC)
_HEAD, _DAY, _MOMENT, _QUOTED = 1, 2, 3, 4
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OF}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OF}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OF}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" quotePrefix="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>",
}


def write_xlsx(
    out: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str = ""
) -> int:
    """A table with its heads into an open file; says how many rows. `name` is the sheet's."""
    written = 0
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=5) as packed:
        for place, text in _PARTS.items():
            packed.writestr(_info(place), _XML + text)
        packed.writestr(_info("xl/workbook.xml"), _XML + _workbook(name))
        with packed.open(_info("xl/worksheets/sheet1.xml"), "w") as sheet:
            for piece in _sheet(heads):
                sheet.write(piece.encode())
            for row in rows:
                written += 1
                sheet.write(_row(row, written + 1).encode())
            sheet.write(b"</sheetData></worksheet>")
    return written


def _info(place: str) -> ZipInfo:
    info = ZipInfo(place, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    return info


def _workbook(name: str) -> str:
    plain = _NOT_XML.sub("", _NOT_IN_A_NAME.sub(" ", name)).strip(" '")[:31] or "Tandem"
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OF}"><sheets>'
        f'<sheet name="{escape(plain, {chr(34): "&quot;"})}" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>"
    )


def _sheet(heads: Sequence[str]) -> Iterator[str]:
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews><cols>"
    )
    for at, head in enumerate(heads, 1):
        wide = min(max(len(head) + 4, 12), 40)
        yield f'<col min="{at}" max="{at}" width="{wide}" customWidth="1"/>'
    yield '</cols><sheetData><row r="1">'
    yield "".join(_text(head, _HEAD) for head in heads)
    yield "</row>"


def _row(cells: Sequence[Cell], number: int) -> str:
    return f'<row r="{number}">{"".join(map(_cell, cells))}</row>'


def _cell(value: Cell) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return _text(value, _QUOTED if begins_like_formula(value) else 0)
    if isinstance(value, date):
        return _day(value)
    amount = Decimal(value) if isinstance(value, int | Decimal) else Decimal(repr(value))
    return f"<c><v>{amount}</v></c>" if amount.is_finite() else "<c/>"


def _day(value: date) -> str:
    moment = isinstance(value, datetime)
    at = datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, datetime):
        at = value.replace(tzinfo=UTC)
    if at.year < 1901:
        return _text(value.isoformat(), 0)
    days = (at - _DAY_NONE).total_seconds() / 86_400
    return f'<c s="{_MOMENT if moment else _DAY}"><v>{days:.12g}</v></c>'


def _text(text: str, style: int) -> str:
    plain = _NOT_XML.sub("\ufffd", text)
    if len(plain) > LONGEST:
        plain = plain[: LONGEST - 1] + "…"
    styled = f' s="{style}"' if style else ""
    return f'<c t="inlineStr"{styled}><is><t xml:space="preserve">{escape(plain)}</t></is></c>'
