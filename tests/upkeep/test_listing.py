"""What each row of a list of people would do. No database."""

from datetime import date

import pytest

from tandem.accounts.rules import Lane, WorkspaceRole
from tandem.formats.pasted_rows import numbered_cells_of
from tandem.upkeep.rules.columns import (
    PEOPLE_AT_MOST,
    Column,
    recognised,
    table_of,
    why_not_placed,
    why_not_read,
)
from tandem.upkeep.rules.listing import (
    Known,
    Row,
    RowStanding,
    departments_to_make,
    judged,
    rows_of,
    sides_of,
)

KNOWN = Known(
    departments={"brand": Lane.MARKETING, "legal": None},
    people={"here@x.example": True, "gone@x.example": False},
    places={"de": "DE", "germany": "DE", "de-be": "DE-BE"},
    zones={"europe/berlin": "Europe/Berlin"},
    today=date(2026, 3, 10),
)
HEAD = "Name;Mail;Department;Side;Role;Office;Time zone;Start"


def read(text: str) -> list[Row]:
    table = table_of(numbered_cells_of(text))
    rows = rows_of(table, recognised(table), KNOWN)
    return judged(rows, KNOWN.departments, by_token=False)


def one(line: str, head: str = HEAD) -> Row:
    return read(f"{head}\n{line}")[0]


def test_a_whole_row_says_everything() -> None:
    row = one("Ana Ruiz;Ana@X.example;Brand;both;admin;Germany;europe/berlin;06.05.2026")
    assert row.standing is RowStanding.NEW
    assert row.person.email == "ana@x.example"
    assert row.person.lanes == frozenset(Lane)
    assert row.person.role is WorkspaceRole.ADMINISTRATOR
    assert (row.person.country, row.person.time_zone) == ("DE", "Europe/Berlin")
    assert row.person.starts_on == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("head", "places"),
    [
        ("Vorname;Nachname;E-Mail-Adresse;Abteilung", ["first_name", "last_name", "email"]),
        ("Full name;Work email;Unit", ["name", "email", "department"]),
        ("E-mail;Team;Department;Name", ["email", "name"]),
    ],
)
def test_columns_are_known_by_their_words(head: str, places: list[str]) -> None:
    table = table_of(numbered_cells_of(f"{head}\na;b;c;d"))
    assert set(places) <= set(recognised(table))


def test_without_headings_the_address_is_found_and_the_rest_is_asked() -> None:
    table = table_of([(1, ["Ana Ruiz", "ana@x.example", "Brand"])])
    assert recognised(table) == {Column.MAIL: 1, Column.NAME: 0}
    assert "department" in str(why_not_placed(recognised(table)))


def test_first_and_last_name_make_a_name() -> None:
    row = one("Ana;Ruiz;ana@x.example;Brand", "First name;Last name;Mail;Department")
    assert row.person.name == "Ana Ruiz"


def test_who_is_here_stays_as_they_are() -> None:
    rows = read(f"{HEAD}\nEve;here@x.example;Nowhere\nGus;gone@x.example;Brand")
    assert [row.standing for row in rows] == [RowStanding.HERE] * 2
    assert rows[0].note is None
    assert "closed" in str(rows[1].note)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (";ana@x.example;Brand", Column.NAME),
        ("Ana;;Brand", Column.MAIL),
        ("Ana;ana;Brand", Column.MAIL),
        ("Ana;a b@x.example;Brand", Column.MAIL),
        ("Ana;ana@x.example;", Column.DEPARTMENT),
        ("Ana;ana@x.example;Sales", Column.DEPARTMENT),
        ("=HYPERLINK(1);ana@x.example;Brand", Column.NAME),
        ("A\0na;ana@x.example;Brand", Column.NAME),
        (f"{'A' * 121};ana@x.example;Brand", Column.NAME),
        ("Ana;ana@x.example;Brand;left", Column.SIDE),
        ("Ana;ana@x.example;Brand;;king", Column.ROLE),
        ("Ana;ana@x.example;Legal;;partner", Column.SIDE),
        ("Ana;ana@x.example;Brand;;partner;;;2026-05-06", Column.STARTS_ON),
        ("Ana;ana@x.example;Brand;;;Atlantis", Column.OFFICE),
        ("Ana;ana@x.example;Brand;;;;Mars/Base", Column.TIME_ZONE),
        ("Ana;ana@x.example;Brand;;;;;31.02.2026", Column.STARTS_ON),
    ],
)
def test_what_cant_be_taken_names_line_and_column(line: str, column: Column) -> None:
    row = one(line)
    assert row.standing is RowStanding.REFUSED
    assert row.line == 2
    assert [fault.column for fault in row.faults] == [column]


def test_who_stands_twice_is_taken_once() -> None:
    rows = read(f"{HEAD}\n\nAna;ana@x.example;Brand\nAna R;ANA@x.example;Brand")
    assert [row.standing for row in rows] == [RowStanding.NEW, RowStanding.REFUSED]
    assert "line 3" in rows[1].faults[0].why


def test_a_program_makes_no_administrator() -> None:
    row = one("Ana;ana@x.example;Brand;;admin")
    (refused,) = judged([row], KNOWN.departments, by_token=True)
    assert refused.faults[0].column is Column.ROLE


def test_a_side_that_isnt_said_is_the_departments() -> None:
    assert sides_of(one("Ana;ana@x.example;Brand").person, KNOWN.departments) == {Lane.MARKETING}
    neither = one("Ana;ana@x.example;Brand;neither").person
    assert sides_of(neither, KNOWN.departments) == frozenset()


def test_departments_that_arent_here_are_offered_with_their_likely_side() -> None:
    text = f"{HEAD}\nA;a@x.example;Web team;IT\nB;b@x.example;web Team\nC;c@x.example;IT-Ops"
    table = table_of(numbered_cells_of(f"{text}\nD;d@x.example;Sales;neither\nE;e@x.example;Brand"))
    offered = departments_to_make(rows_of(table, recognised(table), KNOWN), KNOWN.departments)
    assert [(one.name, one.people, one.lane) for one in offered] == [
        ("Web team", 2, Lane.IT),
        ("IT-Ops", 1, Lane.IT),
        ("Sales", 1, None),
    ]


def test_nothing_and_too_much_are_refused() -> None:
    assert why_not_read(table_of([]))
    assert why_not_read(table_of([(1, ["Name", "Mail"])]))
    rows = [(line, ["A", f"a{line}@x.example"]) for line in range(PEOPLE_AT_MOST + 1)]
    assert "501" in str(why_not_read(table_of(rows)))
    assert why_not_read(table_of([(1, ["a@x.example"] * 41)]))
