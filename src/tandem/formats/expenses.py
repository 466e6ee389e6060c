"""Expenses, card and bank files as tables: which column is what, days, amounts. Plain Python.

Dates with slashes are read by what the whole file allows: a first number over twelve makes it
day first, a second one month first; where both are possible, day first, and that is said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from io import BytesIO

from tandem.formats.csv_rows import StrayQuote, rows_of
from tandem.formats.csv_table import as_text
from tandem.formats.spreadsheet import Limits, UnusableSpreadsheet, read_sheet

ROWS_AT_MOST = 10_000
_BETWEEN = (",", ";", "\t", "|")
_HEAD = 30
ROLES = ("day", "amount", "text", "currency", "reference", "code")
_WORDS: dict[str, str] = {
    "day": "date|transaction date|trans date|datum|buchungstag|buchungsdatum|posting date|day|tag"
    "|valuta|fecha|data|booking date|value date|invoice date|rechnungsdatum|completed date",
    "amount": "amount|value|transaction amount|betrag|umsatz|net|netto|billing gross amt"
    "|billing amount|original gross amt|total|gross|brutto|importe|montant|debit|cost|kosten|sum",
    "text": "merchant|merchant name|description|text|payee|name|vendor|supplier|verwendungszweck"
    "|empfänger|auftraggeber|transaction description|details|memo|buchungstext|lieferant|title",
    "currency": "currency|währung|ccy|original cur|devise|moneda|billing cur code",
    "reference": "reference|ref|transaction id|id|number|belegnummer|invoice|invoice number|beleg"
    "|trans no|transaction number|rechnung",
    "code": "cost code|kostenstelle|cost centre|cost center|account|konto|gl account|code",
}
_KNOWN = {word: role for role, words in _WORDS.items() for word in words.split("|")}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_OTHER = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)", re.ASCII)
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD"}


class UnusableFile(ValueError):
    """Not a table of expenses; `template` is the sentence that says why, with `values` in it."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template, self.values = template, values
        self.reason = str(self)


@dataclass(frozen=True, slots=True)
class Expense:
    """A row: money that left, or came back (below zero)."""

    number: int
    day: date
    amount: Decimal
    text: str
    currency: str
    reference: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that couldn't be read, by its number, and which part of it."""

    number: int
    role: str
    cell: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A table with its headings and what each column is taken for: {role: place}."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: Mapping[str, int] = field(default_factory=dict)


def decoded(data: bytes) -> str:
    """Text in UTF-8 or UTF-16 with its mark, else in Windows' Western letters; a sheet as CSV."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_sheet(data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096] or data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UnusableFile("This is no table. Save the sheet as XLSX or CSV, and upload that.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_sheet(data: bytes) -> str:
    """Its rows in the lines that they have there."""
    limits = Limits(rows=ROWS_AT_MOST + _HEAD, columns=300, cells=500_000, letters=10_000_000)
    try:
        found = read_sheet(BytesIO(data), limits=limits, digits=4)
    except UnusableSpreadsheet as error:
        raise UnusableFile(str(error)) from error
    rows = dict(found.rows)
    last = min(max(rows, default=0), 2 * limits.rows)
    return as_text([rows.get(number, []) for number in range(1, last + 1)])


def read_statement(text: str) -> Statement:
    """The table in a text. Raises UnusableFile where none is in it, or where it is too long."""
    rows = _rows(text.replace("\x00", ""))
    at = next((n for n, (_, row) in enumerate(rows[:_HEAD]) if _is_heading(row)), None)
    if at is None:
        raise UnusableFile("No headings were found. The first row names the columns: Date, Amount.")
    below = [
        (number, tuple(row)) for number, row in rows[at + 1 :] if any(cell.strip() for cell in row)
    ]
    if len(below) > ROWS_AT_MOST:
        raise UnusableFile("More than 10,000 rows are too much at once. Upload a shorter time.")
    headings = tuple(cell.strip()[:80] for cell in rows[at][1])
    return Statement(headings, tuple(below), _guessed(headings))


def _rows(text: str) -> list[tuple[int, list[str]]]:
    head = "\n".join(text.splitlines()[:_HEAD])
    between = max(_BETWEEN, key=head.count)
    try:
        return rows_of(text, between)
    except StrayQuote as error:
        raise UnusableFile(
            "In line {line}, column {column}, a quote doesn’t end where its cell does, so rows run "
            "into each other. Close it, or write it twice.",
            line=error.line,
            column=error.column,
        ) from error


def _plain(heading: str) -> str:
    words = re.sub(r"[^\w]+", " ", heading.casefold().rpartition(".")[2] or heading.casefold())
    return " ".join(words.replace("_", " ").split())


def _is_heading(row: Sequence[str]) -> bool:
    named = [cell for cell in row if cell.strip()]
    digits = sum(bool(re.search(r"\d{2}", cell)) for cell in named)
    return len(named) >= 2 and digits * 2 < len(named)


def _guessed(headings: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        role = _KNOWN.get(_plain(heading)) or next(
            (r for word, r in _KNOWN.items() if len(word) > 3 and word in _plain(heading)), None
        )
        if role and role not in found:
            found[role] = place
    return found


def expenses(
    table: Statement,
    columns: Mapping[str, int],
    *,
    currency: str,
    month_first: bool | None = None,
    turned: bool = False,
) -> tuple[list[Expense], list[Unread]]:
    """The rows as expenses, and those that can't be read.

    `month_first` None decides it by the file; `turned` where the file has what was spent below
    zero, as bank files do.
    """
    first = month_first if month_first is not None else begins_with_month(table, columns)
    found: list[Expense] = []
    unread: list[Unread] = []
    for number, row in table.rows:
        day = day_of(_cell(row, columns, "day"), month_first=bool(first))
        amount = amount_of(_cell(row, columns, "amount"))
        if day is None or amount is None:
            role = "day" if day is None else "amount"
            unread.append(Unread(number, role, _cell(row, columns, role)[:40]))
            continue
        money = _cell(row, columns, "currency").upper()[:3]
        sign = next(
            (code for mark, code in _SIGNS.items() if mark in _cell(row, columns, "amount")), ""
        )
        found.append(
            Expense(
                number,
                day,
                -amount if turned else amount,
                " ".join(_cell(row, columns, "text").split())[:300],
                money if re.fullmatch("[A-Z]{3}", money) else sign or currency,
                _cell(row, columns, "reference")[:100],
                _cell(row, columns, "code")[:40],
            )
        )
    return found, unread


def _cell(row: Sequence[str], columns: Mapping[str, int], role: str) -> str:
    place = columns.get(role)
    return row[place].strip() if place is not None and 0 <= place < len(row) else ""


def begins_with_month(table: Statement, columns: Mapping[str, int]) -> bool | None:
    """Whether dates like 03/04/2026 have the month first; None where the file doesn't say."""
    for _, row in table.rows:
        found = _OTHER.match(_cell(row, columns, "day"))
        if found and int(found[1]) > 12:
            return False
        if found and int(found[3]) > 12:
            return True
    return None


def day_of(text: str, *, month_first: bool = False) -> date | None:
    """A day as such files write it; nothing where it can't be one."""
    if found := _ISO.match(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _OTHER.match(text):
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        swapped = month_first and found[2] != "."
        day, month = (two, one) if swapped else (one, two)
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if 2000 <= made.year <= 2100 else None


def amount_of(text: str) -> Decimal | None:
    """1,234.56 · 1.234,56 · (12.00) · -12 · £12: whole cents; nothing where it can't be one."""
    below = text.strip().startswith(("(", "-", "−")) or text.strip().endswith("-")
    digits = re.sub(r"[^\d.,]", "", text)
    last = max(digits.rfind("."), digits.rfind(","))
    decimals = len(digits) - last - 1
    both = "." in digits and "," in digits
    if last >= 0 and (decimals != 3 or both):
        digits = re.sub(r"[.,]", "", digits[:last]) + "." + re.sub(r"[.,]", "", digits[last + 1 :])
    else:
        digits = re.sub(r"[.,]", "", digits)
    try:
        made = Decimal(digits).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return None if made >= Decimal(10) ** 9 else -made if below else made
