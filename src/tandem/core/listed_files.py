"""Any list as a file to take away: CSV, XLSX or JSON, with what the page shows and no more.

A page that lists says what its rows are; whoever asks for it with `?as=xlsx` gets the same rows,
all of them, as that file. Written row by row, so that a long list is never whole in memory twice.
Texts that a spreadsheet would calculate stay texts; numbers stay numbers.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from django.http import HttpRequest, HttpResponse

from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.formats.csv_table import csv_pieces
from tandem.formats.spreadsheet import Cell, write_xlsx

__all__ = ["KINDS", "Cell", "Rows", "Table", "as_file", "kind_asked"]

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
"""What a list can be as a file, and what such a file is."""
_IN_MEMORY = 1_000_000

Rows = Iterable[Sequence[Cell]]
Table = tuple[list[str], list[list[Cell]]]
"""Heads and rows."""


def kind_asked(request: HttpRequest) -> str:
    """As which file a page is asked for; empty where it is asked for as a page."""
    return kind if (kind := request.GET.get("as", "")) in KINDS else ""


def as_file(name: str, kind: str, heads: Sequence[str], rows: Rows) -> HttpResponse:
    """A list as a file that says what it is of and from which day. NotFound for another kind."""
    if kind not in KINDS:
        raise NotFound
    out = cast("IO[bytes]", SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - closed below
    if kind == "xlsx":
        write_xlsx(out, heads, rows, name=name.replace("-", " ").capitalize())
    else:
        for piece in csv_pieces(heads, rows) if kind == "csv" else _json(heads, rows):
            out.write(piece)
    out.seek(0)
    called = f"{name}-{clock.now():%Y-%m-%d}.{kind}"
    response = HttpResponse(out.read(), content_type=KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    out.close()
    response.headers["Cache-Control"] = "no-store"
    return response


def _json(heads: Sequence[str], rows: Rows) -> Iterable[bytes]:
    yield b'{"items": ['
    for number, row in enumerate(rows):
        item = dict(zip(heads, row, strict=True))
        text = json.dumps(item, ensure_ascii=False, default=_plain)
        yield (b",\n" if number else b"\n") + text.encode("utf-8", "replace")
    yield b"\n]}\n"


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
