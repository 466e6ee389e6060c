"""Which column of a list of people is what. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tandem.core.words import Sentence, say
from tandem.formats.pasted_rows import columns_of

PEOPLE_AT_MOST = 500
TEXT_LIMIT = 400_000
"""Characters: five hundred people with long names in twenty columns are far fewer."""
COLUMNS_AT_MOST = 40


class Column(StrEnum):
    """What a column of a list of people holds."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    MAIL = "email"
    TITLE = "title"
    DEPARTMENT = "department"
    SIDE = "side"
    ROLE = "role"
    OFFICE = "office"
    TIME_ZONE = "time_zone"
    STARTS_ON = "starts_on"

    @property
    def label(self) -> Sentence:
        return _LABELS[self]


_LABELS = {
    Column.NAME: say("Name"),
    Column.FIRST_NAME: say("First name"),
    Column.LAST_NAME: say("Last name"),
    Column.MAIL: say("E-mail"),
    Column.TITLE: say("Job title"),
    Column.DEPARTMENT: say("Department"),
    Column.SIDE: say("Side"),
    Column.ROLE: say("Role"),
    Column.OFFICE: say("Country of the office"),
    Column.TIME_ZONE: say("Time zone"),
    Column.STARTS_ON: say("Starts on"),
}

_IN_WORDS = {
    Column.NAME: "name, full name, person, employee, display name, mitarbeiter, mitarbeiterin, "
    "vor- und nachname, nombre",
    Column.FIRST_NAME: "first name, firstname, given name, forename, vorname, prénom",
    Column.LAST_NAME: "last name, lastname, surname, family name, nachname, nom",
    Column.MAIL: "mail, e-mail, email, address, e-mail address, email address, work email, "
    "mail address, mailadresse, e-mail-adresse, courriel, correo",
    Column.TITLE: "title, job title, job, position, function, titel, funktion, stelle, "
    "berufsbezeichnung, poste",
    Column.DEPARTMENT: "department, unit, team, abteilung, bereich, service, departamento",
    Column.SIDE: "side, marketing or it, marketing/it, seite",
    Column.ROLE: "role, rights, workspace role, access, rolle, rechte",
    Column.OFFICE: "office, country, location, site, land, standort, büro, pays",
    Column.TIME_ZONE: "time zone, timezone, zone, zeitzone",
    Column.STARTS_ON: "starts on, start, start date, from, first day, joins on, beginn, eintritt, "
    "eintrittsdatum, ab",
}
WORDS: dict[str, tuple[str, ...]] = {
    column: tuple(words.split(", ")) for column, words in _IN_WORDS.items()
}
"""By which words, in small letters, a heading is known."""

Numbered = Sequence[tuple[int, Sequence[str]]]
"""Rows with the numbers of their lines."""
Places = Mapping[Column, int]
"""In which column, counted from 0, something stands."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was read: its headings, or none, and its rows with their line numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    width: int

    def heading(self, place: int) -> str:
        """What stands above a column; "" where nothing does."""
        return self.headings[place] if place < len(self.headings) else ""

    def example(self, place: int) -> str:
        """The first thing that stands in a column."""
        cells = (row[place] for _, row in self.rows if place < len(row))
        return next((cell for cell in cells if cell), "")


def table_of(rows: Numbered) -> Table:
    """Rows as a table. The first is its heading, unless there is an address in it."""
    given = [(line, tuple(row)) for line, row in rows]
    headed = bool(given) and not any("@" in cell for cell in given[0][1])
    headings = given[0][1] if headed else ()
    rest = tuple(given[1:] if headed else given)
    return Table(headings, rest, max((len(row) for _, row in given), default=0))


def recognised(table: Table) -> dict[Column, int]:
    """Where each column stands, by its heading; without headings by what looks like an address
    and what stands first beside it.
    """
    if table.headings:
        found = columns_of(table.headings, WORDS) or {}
        return {Column(name): place for name, place in found.items()}
    mail = next((p for p in range(table.width) if "@" in table.example(p)), None)
    if mail is None:
        return {}
    name = next((p for p in range(table.width) if p != mail and table.example(p)), None)
    return {Column.MAIL: mail} | ({Column.NAME: name} if name is not None else {})


def why_not_read(table: Table) -> Sentence | None:
    """Say why nothing can be made of a table, or nothing if something can."""
    if not table.rows:
        return say("There are no people in it: one row each, below a row of headings.")
    if len(table.rows) > PEOPLE_AT_MOST:
        return say(
            "{count} rows are too many at once: up to {most} are taken. Split the list.",
            count=len(table.rows),
            most=PEOPLE_AT_MOST,
        )
    if table.width > COLUMNS_AT_MOST:
        return say("There are more than {most} columns in it.", most=COLUMNS_AT_MOST)
    return None


def why_not_placed(places: Places) -> Sentence | None:
    """Say which column is missing, or nothing if there are enough."""
    if Column.MAIL not in places:
        return say("Say which column is the e-mail: people are known by it.")
    if not {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME} & set(places):
        return say("Say which column is the name.")
    if Column.DEPARTMENT not in places:
        return say("Say which column is the department.")
    return None
