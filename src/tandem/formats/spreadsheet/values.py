"""What a cell says, as a person would type it: days as 2026-05-31, numbers without noise."""

import re
from datetime import UTC, datetime, timedelta
from math import isfinite

from tandem.formats.spreadsheet.book import Shown

_DAY_NONE = datetime(1899, 12, 30, tzinfo=UTC)
_DAY_NONE_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_LAST = 2_958_466
"""The day after the last one that a spreadsheet knows, 9999-12-31."""
_NO_SUCH_DAY = 60
"""29 February 1900: there was none, but spreadsheets count it."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def number_as_text(said: str, shown: Shown, *, from_1904: bool, digits: int = 0) -> str:
    """A number as text, by how its cell shows it; what is no number stays as it is. `digits`: so
    many behind the point, where there are any.
    """
    try:
        amount = float(said)
    except ValueError:
        return said
    if not isfinite(amount):
        return said
    if shown == "percent":
        return f"{round(amount * 100, 10):.15g}%"
    if shown == "length":
        return _length(amount)
    if shown in {"day", "time"} and 0 <= amount < _LAST:
        return _moment(amount, shown, from_1904=from_1904)
    return _plain(amount, digits)


def _plain(amount: float, digits: int) -> str:
    if abs(amount) >= 1e15:
        return f"{amount:.15g}"
    if amount == int(amount):
        return str(int(amount))
    return f"{amount:.{digits}f}" if digits else f"{amount:.15g}"


def _moment(amount: float, shown: Shown, *, from_1904: bool) -> str:
    seconds = round(amount * 86_400)
    if shown == "time" and seconds < 86_400:
        return _clock(seconds)
    if from_1904:
        at = _DAY_NONE_1904 + timedelta(seconds=seconds)
    else:
        days = amount + 1 if amount < _NO_SUCH_DAY else amount
        at = _DAY_NONE + timedelta(seconds=round(days * 86_400))
    return at.strftime("%Y-%m-%d" if seconds % 86_400 == 0 else "%Y-%m-%d %H:%M:%S").rjust(10, "0")


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02d}:{rest // 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")


def _length(amount: float) -> str:
    sign, seconds = ("-" if amount < 0 else ""), round(abs(amount) * 86_400)
    return f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


def plain_text(text: str) -> str:
    """A text with what was written as _x000D_ put back, and lines as lines."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: _sign(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _sign(code: int) -> str:
    return "\ufffd" if 0xD800 <= code < 0xE000 or not code else chr(code)
