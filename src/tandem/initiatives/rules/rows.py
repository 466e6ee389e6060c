"""Rows of a spreadsheet that become ideas: what each says, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.formats.pasted_rows import ROWS_AT_MOST, columns_of
from tandem.initiatives.rules.idea import SENTENCE_LIMIT, why_not_wish
from tandem.initiatives.rules.stage import InitiativeKind

_NAMES = {
    "sentence": ("idea", "sentence", "title", "summary", "name", "what", "idee", "titel"),
    "wish_date": ("date", "wish date", "wished for", "due", "due date", "deadline", "termin"),
    "kind": ("kind", "type", "art", "typ"),
}


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """What one row says."""

    sentence: str
    wish_date: date | None = None
    kind: InitiativeKind = InitiativeKind.OTHER
    lane: Lane | None = None


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row as it was understood, as it stood there, and what is wrong with it."""

    number: int
    row: IdeaRow
    text: str
    wrong: tuple[Sentence, ...]


def read_rows(cells: Sequence[Sequence[str]], today: date) -> list[RowRead]:
    """Every row of a pasted table. A heading row says where things stand; without one, the first
    cell is the idea, the second its date, the third its kind.
    """
    places = columns_of(cells[0], _NAMES) if cells else None
    if places is not None and "sentence" in places:
        return [_read(n, row, places, today) for n, row in enumerate(cells[1:], start=1)]
    plain = {"sentence": 0, "wish_date": 1, "kind": 2}
    return [_read(n, row, plain, today) for n, row in enumerate(cells, start=1)]


def _read(number: int, cells: Sequence[str], places: dict[str, int], today: date) -> RowRead:
    said = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
    wrong: list[Sentence] = []
    sentence = " ".join(said["sentence"].split())
    if not sentence:
        wrong.append(say("There is no sentence in it."))
    elif len(sentence) > SENTENCE_LIMIT:
        wrong.append(say("Its sentence is longer than {limit} characters.", limit=SENTENCE_LIMIT))
    day = _day(said.get("wish_date", ""))
    if day is None and said.get("wish_date"):
        wrong.append(say("“{text}” is no date like 2026-05-31.", text=said["wish_date"][:40]))
    if reason := why_not_wish(day, today):
        wrong.append(reason)
    kind = _kind(said.get("kind", ""))
    if kind is None:
        wrong.append(say("There is no kind “{text}”.", text=said["kind"][:40]))
    row = IdeaRow(sentence, day, kind or InitiativeKind.OTHER)
    return RowRead(number, row, " · ".join(cell for cell in cells if cell), tuple(wrong))


def _day(text: str) -> date | None:
    text = text.strip()
    try:
        if "." in text:
            day, month, year = (int(part) for part in text.split("."))
            return date(year, month, day)
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _kind(text: str) -> InitiativeKind | None:
    wanted = text.strip().casefold()
    if not wanted:
        return InitiativeKind.OTHER
    return next((one for one in InitiativeKind if wanted in {one, one.label.casefold()}), None)


def why_not_so_many_rows(count: int) -> Sentence | None:
    """Say why so many rows can't be taken at once, or nothing if they can."""
    if not count:
        return say("Paste at least one row.")
    if count > ROWS_AT_MOST:
        return say(
            "At most {most} rows at once; these are {count}.", most=ROWS_AT_MOST, count=count
        )
    return None
