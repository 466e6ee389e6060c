"""What each row of a list of people would do. Plain Python."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tandem.accounts.rules import Lane, WorkspaceRole
from tandem.core.words import Sentence, say
from tandem.upkeep.rules.columns import Column, Places, Table

LENGTHS = {Column.NAME: 120, Column.MAIL: 254, Column.TITLE: 120, Column.DEPARTMENT: 120}
_FORMULA = ("=", "+", "-", "@", "|", "%")
_SIDES: dict[str, frozenset[Lane]] = {
    "marketing": frozenset({Lane.MARKETING}),
    "it": frozenset({Lane.IT}),
    **dict.fromkeys(("both", "marketing and it", "marketing, it", "beide"), frozenset(Lane)),
    **dict.fromkeys(("neither", "none", "no side", "keine", "-", "–"), frozenset()),
}
_ROLES = {
    "administrator": WorkspaceRole.ADMINISTRATOR,
    "admin": WorkspaceRole.ADMINISTRATOR,
    "member": WorkspaceRole.MEMBER,
    "mitglied": WorkspaceRole.MEMBER,
    "user": WorkspaceRole.MEMBER,
    "viewer": WorkspaceRole.VIEWER,
    "reader": WorkspaceRole.VIEWER,
    "partner": WorkspaceRole.PARTNER,
}
_DAYS = ("%Y-%m-%d", "%d.%m.%Y")


class RowStanding(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    HERE = "here"
    REFUSED = "refused"

    @property
    def label(self) -> Sentence:
        return {
            RowStanding.NEW: say("new"),
            RowStanding.HERE: say("already here"),
            RowStanding.REFUSED: say("can’t be taken"),
        }[self]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which column."""

    column: Column
    why: Sentence


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already. Names and addresses are in small letters.

    `people`: whether the account behind an address is open. `places`: what countries are called,
    and their codes.
    """

    departments: Mapping[str, Lane | None]
    people: Mapping[str, bool]
    places: Mapping[str, str]
    zones: Mapping[str, str]
    today: date


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody as a row says. `lanes`: None where the department's side holds."""

    name: str
    email: str
    title: str = ""
    department: str = ""
    lanes: frozenset[Lane] | None = None
    role: WorkspaceRole = WorkspaceRole.MEMBER
    country: str = ""
    time_zone: str = ""
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What a row does, or why it can't be taken."""

    line: int
    person: ListedPerson
    standing: RowStanding
    faults: tuple[Fault, ...] = ()
    note: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A department that isn't there, how many people are in it, and which side they are on."""

    name: str
    people: int
    lane: Lane | None


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody who came in, with the secret of their link; "" where it was mailed."""

    person_id: int
    name: str
    email: str
    secret: str


@dataclass(slots=True)
class _Reading:
    """One row while it is read: what is wrong is gathered."""

    cells: Mapping[Column, str]
    known: Known
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: Column, why: Sentence) -> None:
        self.faults.append(Fault(column, why))

    def text(self, column: Column) -> str:
        """A cell as it can be kept; formulas, and what is too long, are faults."""
        cell = " ".join(self.cells.get(column, "").split())
        if "\0" in self.cells.get(column, ""):
            self.fault(column, say("There is a character in it that isn’t text."))
        elif cell.startswith(_FORMULA) and cell not in {"-", "–"}:
            self.fault(column, say("This looks like a formula. Write what it should say."))
        elif len(cell) > (most := LENGTHS.get(column, 120)):
            self.fault(column, say("At most {most} characters.", most=most))
        return cell.replace("\0", "")

    def name(self) -> str:
        parts = [self.text(one) for one in (Column.FIRST_NAME, Column.LAST_NAME)]
        name = self.text(Column.NAME) or " ".join(part for part in parts if part)
        if not name:
            self.fault(Column.NAME, say("The name is missing."))
        return name

    def mail(self) -> str:
        mail = self.text(Column.MAIL).lower()
        name, _, host = mail.partition("@")
        if not mail:
            self.fault(Column.MAIL, say("The e-mail is missing."))
        elif " " in mail or not name or "." not in host or "@" in host:
            self.fault(Column.MAIL, say("This isn’t an e-mail address: name@company.com."))
        return mail

    def lanes(self) -> frozenset[Lane] | None:
        word = self.text(Column.SIDE).casefold()
        if word and word not in _SIDES:
            self.fault(Column.SIDE, say("Write Marketing, IT, both or neither."))
        return _SIDES.get(word) if word else None

    def role(self) -> WorkspaceRole:
        word = self.text(Column.ROLE).casefold()
        if word and word not in _ROLES:
            self.fault(Column.ROLE, say("Write administrator, member, viewer or partner."))
        return _ROLES.get(word, WorkspaceRole.MEMBER)

    def country(self) -> str:
        word = self.text(Column.OFFICE)
        found = self.known.places.get(word.casefold(), "")
        if word and not found:
            self.fault(
                Column.OFFICE,
                say("Write a country such as Germany, DE or, with its region, DE-BE."),
            )
        return found

    def zone(self) -> str:
        word = self.text(Column.TIME_ZONE)
        found = self.known.zones.get(word.casefold().replace(" ", "_"), "")
        if word and not found:
            self.fault(Column.TIME_ZONE, say("Write a time zone such as Europe/Berlin."))
        return found

    def starts_on(self) -> date | None:
        word = self.text(Column.STARTS_ON)
        if not word:
            return None
        day = _day(word)
        if day is None or not 1990 <= day.year <= self.known.today.year + 2:
            self.fault(Column.STARTS_ON, say("Write a day such as 2027-05-06."))
            return None
        return day


def rows_of(table: Table, places: Places, known: Known) -> list[Row]:
    """What every row does, in their order. Who stands there twice is taken once."""
    found: list[Row] = []
    lines: dict[str, int] = {}
    for line, cells in table.rows:
        at = {column: cells[p] for column, p in places.items() if p < len(cells)}
        found.append(_row(line, at, known, lines))
    return found


def rows_of_people(people: Iterable[Mapping[Column, str]], known: Known) -> list[Row]:
    """The same for rows that a program sends; they are counted from 1."""
    lines: dict[str, int] = {}
    return [_row(at, cells, known, lines) for at, cells in enumerate(people, start=1)]


def _row(line: int, cells: Mapping[Column, str], known: Known, lines: dict[str, int]) -> Row:
    read = _Reading(cells, known)
    person = ListedPerson(
        name=read.name(),
        email=read.mail(),
        title=read.text(Column.TITLE),
        department=read.text(Column.DEPARTMENT),
        lanes=read.lanes(),
        role=read.role(),
        country=read.country(),
        time_zone=read.zone(),
        starts_on=read.starts_on(),
    )
    if not person.department:
        read.fault(Column.DEPARTMENT, say("The department is missing."))
    if (before := lines.setdefault(person.email, line)) != line and person.email:
        read.fault(Column.MAIL, say("The same address stands in line {line}.", line=before))
    is_open = known.people.get(person.email)
    if is_open is not None and not any(one.column is Column.MAIL for one in read.faults):
        closed = say("Their account is closed: an administrator opens it again on their page.")
        return Row(line, person, RowStanding.HERE, note=None if is_open else closed)
    return Row(
        line, person, RowStanding.REFUSED if read.faults else RowStanding.NEW, tuple(read.faults)
    )


def sides_of(person: ListedPerson, departments: Mapping[str, Lane | None]) -> frozenset[Lane]:
    """The sides that somebody is on: their own, else their department's."""
    if person.lanes is not None:
        return person.lanes
    lane = departments.get(person.department.casefold())
    return frozenset({lane} if lane else ())


def judged(
    rows: Iterable[Row], departments: Mapping[str, Lane | None], *, by_token: bool
) -> list[Row]:
    """The rows once it is known which departments there are: a partner needs one side, every
    department has to be there, and a program makes no administrator.
    """
    return [_judged(row, departments, by_token=by_token) for row in rows]


def _judged(row: Row, departments: Mapping[str, Lane | None], *, by_token: bool) -> Row:
    if row.standing is RowStanding.HERE:
        return row
    faults, person = list(row.faults), row.person
    if person.department and person.department.casefold() not in departments:
        why = say("There is no department called {name}.", name=person.department)
        faults.append(Fault(Column.DEPARTMENT, why))
    elif person.role is WorkspaceRole.PARTNER and len(sides_of(person, departments)) != 1:
        faults.append(Fault(Column.SIDE, say("A partner works for one side: Marketing or IT.")))
    elif person.role is WorkspaceRole.PARTNER and person.starts_on:
        faults.append(Fault(Column.STARTS_ON, say("A partner begins today: leave it empty.")))
    if by_token and person.role is WorkspaceRole.ADMINISTRATOR:
        why = say("Only somebody who is signed in makes administrators, not a token.")
        faults.append(Fault(Column.ROLE, why))
    standing = RowStanding.REFUSED if faults else RowStanding.NEW
    return Row(row.line, person, standing, tuple(faults))


def departments_to_make(rows: Iterable[Row], known: Collection[str]) -> list[Offered]:
    """The departments that rows name and that aren't there, with the side most of them say."""
    called: dict[str, tuple[str, list[frozenset[Lane] | None]]] = {}
    for row in rows:
        name = row.person.department
        if row.standing is not RowStanding.HERE and name and name.casefold() not in known:
            called.setdefault(name.casefold(), (name, []))[1].append(row.person.lanes)
    return [Offered(name, len(lanes), _likely(name, lanes)) for name, lanes in called.values()]


def _likely(name: str, said: Collection[frozenset[Lane] | None]) -> Lane | None:
    """The side that a department probably has: what its people say, else what it is called."""
    for lane in Lane:
        if any(said) and all(lanes == {lane} for lanes in said if lanes is not None):
            return lane
    words = set(name.casefold().replace("-", " ").replace("&", " ").split())
    if all(lanes is None for lanes in said):
        if "marketing" in words:
            return Lane.MARKETING
        if words & {"it", "development", "engineering", "software"}:
            return Lane.IT
    return None


def _day(word: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(word, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
