"""Moments, days and lengths of time as other programs write them. Nothing here raises."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from math import isfinite

_YEARS = range(1971, 2101)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janv janvier ene enero gen gennaio januari",
            "feb february februar févr fév février febrero febbraio februari",
            "mar march mär märz mrz mars marzo maart mrt",
            "apr april avr avril abr abril aprile",
            "may mai mayo maggio mei",
            "jun june juni juin junio giu giugno",
            "jul july juli juil juillet julio lug luglio",
            "aug august août aoû ago agosto augustus",
            "sep sept september septembre septiembre set settembre",
            "oct october okt oktober octobre octubre ott ottobre",
            "nov november novembre noviembre",
            "dec december dez dezember déc décembre dic diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}
_NUMBERS = re.compile(
    r"(?P<a>\d{1,4})[./\- ](?P<b>\d{1,2}|[^\W\d_]{3,10})\.?[./\- ](?P<c>\d{1,4})"
    r"(?:[,T ]+(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2}))?(?:\.\d+)?"
    r"\s*(?P<half>[AaPp][Mm])?)?"
    r"\s*(?:Uhr)?"
)
_PART = re.compile(r"(\d{1,9}(?:[.,]\d{1,6})?)\s*([^\W\d_]*)")
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "sekunden"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "uur"), 3600),
    **dict.fromkeys(("d", "day", "days", "t", "tag", "tage", "pt", "jours", "dagen"), 28800),
    **dict.fromkeys(("w", "week", "weeks", "woche", "wochen"), 144000),
}
"""A day of work has eight hours, a week five days."""
LONGEST = 10**10


def moment_of(text: str, *, month_first: bool = False, zone: tzinfo = UTC) -> datetime | None:
    """A moment in UTC, or None where the text is none that a tracker could have meant."""
    text = text.strip().lstrip("'")
    if not 6 <= len(text) <= 60:
        return None
    found = _iso(text) or _spelled(text, month_first=month_first) or _mailed(text) or _count(text)
    if found is None or found.year not in _YEARS:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def day_of(text: str, *, month_first: bool = False) -> date | None:
    """A day as it is written, whatever the zone."""
    found = moment_of(text[:60], month_first=month_first)
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})", text.strip())
    if found and iso:
        return date(*(int(part) for part in iso.groups()))
    return found.date() if found else None


def _iso(text: str) -> datetime | None:
    if not text[:4].isascii() or not text[:4].isdigit() or text[4:5] != "-":
        return None
    try:
        return datetime.fromisoformat(text.removesuffix(" UTC"))
    except (ValueError, OverflowError):
        return None


def _spelled(text: str, *, month_first: bool) -> datetime | None:
    """24.09.2021 14:22, 24/Sep/21 2:22 PM, 9/24/21, 2021/09/24."""
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    first, second, third = found["a"], found["b"], found["c"]
    if second.isdigit():
        year, month, day = _ordered(int(first), int(second), int(third), month_first=month_first)
    else:
        month = _MONTHS.get(second.casefold(), 0)
        year, day = (int(first), int(third)) if len(first) == 4 else (int(third), int(first))
    hour = int(found["h"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    try:
        year += 2000 if year < 100 else 0
        return datetime(year, month, day, hour, int(found["m"] or 0), int(found["s"] or 0))  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None


def _ordered(first: int, second: int, third: int, *, month_first: bool) -> tuple[int, int, int]:
    """Year, month and day, whichever stands first; an impossible month shows the other order."""
    if first > 31:
        return first, second, third
    if (month_first and first <= 12) or second > 12:
        return third, first, second
    return third, second, first


def _mailed(text: str) -> datetime | None:
    """Fri, 24 Sep 2021 14:22:15 -0700."""
    try:
        return parsedate_to_datetime(text) if text[:1].isalpha() else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _count(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970."""
    if not text.isascii() or not text.isdigit() or len(text) not in {10, 13}:
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def months_first(samples: list[str]) -> bool | None:
    """Whether days of a column are written month first; None where no sample tells."""
    for text in samples:
        found = _NUMBERS.fullmatch(text.strip()) if len(text) <= 60 else None
        if found and found["b"].isdigit() and int(found["a"]) <= 31:
            if int(found["a"]) > 12:
                return False
            if int(found["b"]) > 12:
                return True
    return None


def seconds_of(text: str, unit: float = 1.0) -> int | None:
    """A length of time: “1w 2d 3h”, “1,5 Std.”, “3:30”, or a number of `unit` seconds."""
    text = text.strip()[:60]
    clock = re.fullmatch(r"(\d{1,5}):([0-5]\d)(?::([0-5]\d))?", text)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + seconds
    number = number_of(text)
    if number is not None:
        return _whole(number * unit)
    total, parts = 0.0, _PART.findall(text)
    for amount, name in parts:
        if name.casefold() not in _UNITS:
            return None
        total += (number_of(amount) or 0.0) * _UNITS[name.casefold()]
    return _whole(total) if parts else None


def _whole(seconds: float) -> int | None:
    return round(seconds) if 0 <= seconds <= LONGEST else None


def number_of(text: str) -> float | None:
    """A plain number, with a point or a comma before its decimals."""
    text = text.strip()
    if not re.fullmatch(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?(?:[eE][+-]?\d{1,2})?", text, re.ASCII):
        return None
    value = float(text.replace(",", "."))
    return value if isfinite(value) else None
