"""Whole days as a calendar that people open: RFC 5545."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_OCTETS = 75
"""A line has at most so many; what is longer goes on below, after a space."""


@dataclass(frozen=True, slots=True)
class WholeDays:
    """From a day to a day, both in it. `uid` names it for ever."""

    uid: str
    title: str
    first: date
    last: date
    words: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()


def written(name: str, entries: Iterable[WholeDays], made_at: datetime) -> str:
    """A calendar with these entries."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tandem//Marketing calendar//EN"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}"]
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: WholeDays, stamp: str) -> list[str]:
    after = entry.last + timedelta(days=1)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_text(entry.title)}",
    ]
    if entry.words:
        lines.append(f"DESCRIPTION:{_text(entry.words)}")
    if entry.url:
        lines.append(f"URL:{entry.url}")
    if entry.categories:
        lines.append(f"CATEGORIES:{','.join(_text(one) for one in entry.categories)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _text(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> list[str]:
    """The line in pieces of at most 75 octets, never through a letter."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return [*pieces, piece]
