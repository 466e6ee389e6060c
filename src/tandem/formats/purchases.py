"""What was bought, row by row, out of files of banks, cards and accounting: CSV, OFX, XLSX.

A file of two million rows goes through without standing in memory: a CSV or OFX file is read as a
stream, also packed with gzip, and whoever reads takes one row at a time; a row that goes on for
pages is refused. A sheet is read whole up to the rows that a sheet of that kind has. Whoever only
wants to know what a file is asks for its beginning. Of a row only what is asked for is kept.
"""

import csv
import gzip
import html
import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, cast

from tandem.formats.expenses import UnusableFile, amount_of, day_of
from tandem.formats.spreadsheet import Limits, UnusableSpreadsheet, read_sheet

ROLES = ("day", "amount", "merchant", "note", "department", "currency")
_HEAD = 30
_PEEKED = 400
_LONGEST_ROW = 50_000
"""Letters of a row, over as many lines as its quotes hold together."""
_UNPACKED_AT_MOST = 4 * 1024**3
_LONGEST_ENTRY = 20_000
_PIECE = 1 << 16
_SHEET = Limits(rows=1_048_576, columns=200, cells=8_000_000, letters=200_000_000)
_SHEET_BEGINS = replace(_SHEET, rows=_HEAD + _PEEKED, beginning=True)
_WORDS = {
    "day": "date|transaction date|trans date|posting date|posted|datum|buchungstag|buchungsdatum"
    "|booking date|value date|valuta|day|completed date|fecha|transaction date time",
    "amount": "amount|billing gross amt|billing amount|transaction amount|value|betrag|umsatz"
    "|gross|brutto|net|netto|total|debit|cost|original gross amt|importe|montant|gross amount",
    "merchant": "merchant name|merchant|payee|supplier|vendor|beneficiary|empfänger|auftraggeber"
    "|begünstigter zahlungspflichtiger|lieferant|counterparty|name|description|text"
    "|verwendungszweck|details|memo|buchungstext",
    "note": "transaction description|trans cac desc 1|expense type|category|kategorie|cost type"
    "|account name|expense description|kostenart|description|details|buchungstext",
    "department": "department|directorate|team|abteilung|cost centre name|cost center name"
    "|kostenstelle|cost centre|cost center|transaction description 2|business unit",
    "currency": "billing cur code|currency|währung|ccy|currency code|original cur",
}


@dataclass(frozen=True, slots=True)
class Purchase:
    """Money that went to somebody, below zero where it came back. Who paid isn't read."""

    month: date
    amount: Decimal
    currency: str
    merchant: str
    note: str = ""
    department: str = ""


@dataclass(slots=True)
class Purchases:
    """A file that is open: its headings, which column is what, and its rows one by one."""

    kind: str
    headings: tuple[str, ...]
    columns: dict[str, int]
    rows: Iterator[Sequence[str]]
    turned: bool = False
    """What was spent stands below zero, as banks write it."""
    month_first: bool = False
    unread: int = 0
    """Rows whose day or amount says nothing."""
    place: "_Place | None" = field(default=None)

    @property
    def done(self) -> int:
        """How many bytes of the file were read so far."""
        return self.place.done() if self.place else 0

    def each(self, columns: Mapping[str, int], currency: str) -> Iterator[Purchase | None]:
        """Every row; nothing for one that can't be read."""
        for row in self.rows:
            found = self._purchase(row, columns, currency)
            self.unread += found is None
            yield found

    def _purchase(
        self, row: Sequence[str], columns: Mapping[str, int], currency: str
    ) -> Purchase | None:
        day = day_of(_cell(row, columns, "day"), month_first=self.month_first)
        amount = amount_of(_cell(row, columns, "amount"))
        merchant = _cell(row, columns, "merchant")
        if day is None or amount is None or not merchant:
            return None
        code = _cell(row, columns, "currency").upper()[:3]
        return Purchase(
            day.replace(day=1),
            -amount if self.turned else amount,
            code if len(code) == 3 and code.isalpha() else currency,
            merchant[:200],
            _cell(row, columns, "note")[:120],
            _cell(row, columns, "department")[:120],
        )


class _Place:
    """Where in the file the reading is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def done(self) -> int:
        with suppress(ValueError, OSError):
            return self._file.tell()
        return 0


@contextmanager
def open_purchases(path: Path, *, beginning: bool = False) -> Iterator[Purchases]:
    """Open a file of purchases, or only its first rows, which takes a moment whatever it holds.
    Raises UnusableFile, also while its rows are read.
    """
    with ExitStack() as streams:
        file = streams.enter_context(path.open("rb"))
        try:
            yield _opened(file, streams, _SHEET_BEGINS if beginning else _SHEET)
        except csv.Error as error:
            raise UnusableFile(
                "A cell goes on for pages: somewhere a quote is opened and never closed."
            ) from error
        except (EOFError, gzip.BadGzipFile, zlib.error, UnicodeError) as error:
            raise UnusableFile(
                "This file breaks off or is damaged. Please export it once more."
            ) from error


def _opened(file: IO[bytes], streams: ExitStack, limits: Limits) -> Purchases:
    head = file.read(_PIECE)
    file.seek(0)
    place = _Place(file)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_table(_sheet_rows(file, limits), "xlsx", place)
    if head.startswith(b"\x1f\x8b"):
        file = streams.enter_context(cast("IO[bytes]", _Unpacked(file)))
        head = file.read(_PIECE)
        file.seek(0)
    if head.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")) or _is_binary(head):
        raise UnusableFile("This is no table. Save it as CSV, XLSX or OFX, and upload that.")
    ofx = re.search(rb"<OFX>|OFXHEADER", head[:4096], re.IGNORECASE)
    encoding = "cp1252" if ofx and b"1252" in head[:400] else _encoding(head)
    text = io.TextIOWrapper(
        cast("io.BufferedReader", file), encoding=encoding, errors="replace", newline=""
    )
    streams.enter_context(text)
    if ofx:
        return _of_ofx(text, place)
    sample = head.decode(encoding, "replace").splitlines()[:_HEAD]
    between = max((",", ";", "\t", "|"), key="\n".join(sample).count)
    csv.field_size_limit(_LONGEST_ROW)
    return _of_table(_Lines(text).rows(between), "csv", place)


class _Lines:
    """The lines of a text, as long as no row made of them is longer than a row is."""

    def __init__(self, text: IO[str]) -> None:
        self._text, self._letters = text, 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(_LONGEST_ROW + 1):
            self._letters += len(line)
            if self._letters > _LONGEST_ROW:
                raise UnusableFile(
                    "A row goes on for pages: a quote is opened and never closed, or the file has "
                    "no line breaks. Please export it once more, one payment a line."
                )
            yield line.replace("\0", "")

    def rows(self, between: str) -> Iterator[Sequence[str]]:
        """Its rows, each as wide as a sheet at most."""
        for row in csv.reader(self, delimiter=between):
            self._letters = 0
            yield row[: _SHEET.columns]


class _Unpacked(gzip.GzipFile):
    """A packed file that unpacks to no more than the largest that is read."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(fileobj=file, mode="rb")
        self._given = 0

    def read(self, size: int | None = -1) -> bytes:
        return self._counted(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._counted(super().read1(size))

    def _counted(self, piece: bytes) -> bytes:
        self._given += len(piece)
        if self._given > _UNPACKED_AT_MOST:
            raise UnusableFile("This file unpacks to far more than a file of expenses holds.")
        return piece


def _is_binary(head: bytes) -> bool:
    return b"\0" in head[:4096] and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[: head.rfind(b"\n") + 1 or len(head)].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _sheet_rows(file: IO[bytes], limits: Limits) -> Iterator[Sequence[str]]:
    try:
        found = read_sheet(file, limits=limits, digits=2)
    except UnusableSpreadsheet as error:
        raise UnusableFile(str(error)) from error
    return (cells for _, cells in found.rows)


def _of_table(rows: Iterator[Sequence[str]], kind: str, place: _Place) -> Purchases:
    """Find the headings among the first rows, and look at some rows below them."""
    headings: tuple[str, ...] = ()
    for number, row in enumerate(rows):
        if _is_heading(row):
            headings = tuple(" ".join(cell.split())[:80] for cell in row)
            break
        if number >= _HEAD:
            break
    if not headings:
        raise UnusableFile("No headings were found. The first row names the columns: Date, Amount.")
    peeked = list(islice(rows, _PEEKED))
    columns = guessed(headings)
    days = [_cell(row, columns, "day") for row in peeked]
    amounts = [amount_of(_cell(row, columns, "amount")) for row in peeked]
    known = [amount for amount in amounts if amount]
    return Purchases(
        kind,
        headings,
        columns,
        (row for some in (iter(peeked), rows) for row in some),
        turned=sum(amount < 0 for amount in known) * 2 > len(known),
        month_first=_begins_with_month(days),
        place=place,
    )


def _is_heading(row: Sequence[str]) -> bool:
    named = [cell for cell in row if cell.strip()]
    digits = sum(bool(re.search(r"\d{2}", cell)) for cell in named)
    return len(named) >= 2 and digits * 2 < len(named) and len(guessed(row)) >= 2


def _plain(heading: str) -> str:
    # “FIN.TRANSACTION DATE”: what a report puts before the dot says where it took it from.
    last = heading.casefold().rpartition(".")[2] or heading.casefold()
    return " ".join(re.sub(r"[\W_]+", " ", last).split())


def guessed(headings: Sequence[str]) -> dict[str, int]:
    """Which column is probably what; each is taken once, the surest word first."""
    plain = [_plain(one) for one in headings]
    found: dict[str, int] = {}
    for role in ROLES:
        places = (plain.index(word) for word in _WORDS[role].split("|") if word in plain)
        free = (place for place in places if place not in found.values())
        if (place := next(free, None)) is not None:
            found[role] = place
    return found


def _begins_with_month(days: Sequence[str]) -> bool:
    for day in days:
        found = re.match(r"(\d{1,2})[/-](\d{1,2})[/-]\d", day)
        if found and int(found[1]) > 12:
            return False
        if found and int(found[2]) > 12:
            return True
    return False


def _cell(row: Sequence[str], columns: Mapping[str, int], role: str) -> str:
    place = columns.get(role)
    return " ".join(row[place].split()) if place is not None and 0 <= place < len(row) else ""


_OFX = {"day": 0, "amount": 1, "merchant": 2, "currency": 3}


def _of_ofx(text: IO[str], place: _Place) -> Purchases:
    entries = _entries(text)
    peeked = [row for row in islice(entries, _PEEKED) if row]
    if not peeked:
        raise UnusableFile("There is no payment in this OFX file: it tells of something else.")
    amounts = [amount_of(row[1]) for row in peeked]
    known = [amount for amount in amounts if amount]
    return Purchases(
        "ofx",
        ("DTPOSTED", "TRNAMT", "NAME", "CURDEF"),
        dict(_OFX),
        (row for some in (iter(peeked), entries) for row in some if row),
        turned=sum(amount < 0 for amount in known) * 2 > len(known),
        place=place,
    )


def _entries(text: IO[str]) -> Iterator[Sequence[str]]:
    """Day, amount, to whom, currency of each entry; nothing for a stretch in which none ends. No
    XML parser: nothing of it is expanded.
    """
    rest, currency = "", ""
    while piece := text.read(_PIECE):
        parts = re.split(r"<STMTTRN>", rest + piece, flags=re.IGNORECASE)
        rest, none = parts.pop()[-_LONGEST_ENTRY:], True
        for number, part in enumerate(parts):
            currency = _tag(part, "CURDEF") or currency
            if number or _tag(part, "TRNAMT"):
                none = False
                yield _entry(part, currency)
        if none:
            yield ()
        rest = f"<STMTTRN>{rest}" if parts else rest
    for part in re.split(r"<STMTTRN>", rest, flags=re.IGNORECASE)[1:]:
        yield _entry(part, currency)


def _entry(part: str, currency: str) -> Sequence[str]:
    day = re.sub(r"^(\d{4})(\d{2})(\d{2}).*", r"\1-\2-\3", _tag(part, "DTPOSTED"))
    return day, _tag(part, "TRNAMT"), _tag(part, "NAME") or _tag(part, "MEMO"), currency


def _tag(part: str, name: str) -> str:
    found = re.search(rf"<{name}>([^<\r\n]*)", part[:_LONGEST_ENTRY], re.IGNORECASE)
    return html.unescape(found[1]).strip()[:200] if found else ""
