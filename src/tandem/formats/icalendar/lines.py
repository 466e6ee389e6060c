"""The lines of an iCalendar file, and the parts that they begin and end: RFC 5545, section 3.1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LINES_AT_MOST = 200_000
_DEEPEST = 20
_PROPERTY = re.compile(
    r"""\s*([A-Za-z0-9_.-]+)((?:\s*;\s*[A-Za-z0-9_-]+\s*=(?:"[^"]*"|[^";:,]*)"""
    r"""(?:,(?:"[^"]*"|[^";:,]*))*|\s*;\s*)*)\s*:(.*)""",
    re.DOTALL,
)
_PARAMETER = re.compile(r""";\s*([A-Za-z0-9_-]+)\s*=((?:"[^"]*"|[^";])*)""")


class UnusableCalendar(ValueError):
    """The file can't be read; `template` is the sentence that says why, with `values` in it."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class Property:
    """One line: its name in capitals, what is said of its value, the value, and where it stands."""

    name: str
    about: dict[str, str]
    value: str
    line: int


@dataclass(slots=True)
class Part:
    """What stands between BEGIN and END."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first property of that name."""
        return next((one for one in self.properties if one.name == name), None)

    def all(self, name: str) -> Iterator[Property]:
        """Every property of that name."""
        return (one for one in self.properties if one.name == name)


def calendars_of(text: str) -> list[Part]:
    """The calendars of a file; UnusableCalendar where there is none, or it breaks off."""
    whole = Part("", 0)
    opened = [whole]
    for number, line in _unfolded(text):
        found = _property(line, number)
        if found.name == "BEGIN":
            _begin(opened, found)
        elif found.name == "END":
            if opened[-1].name != found.value.strip().upper():
                raise UnusableCalendar(
                    "Line {line} ends something that didn’t begin. The file is damaged; "
                    "save or download it again.",
                    line=number,
                )
            opened.pop()
        else:
            opened[-1].properties.append(found)
    if len(opened) > 1:
        raise UnusableCalendar(
            "The file breaks off: what begins in line {line} has no end. "
            "Save or download it again.",
            line=opened[-1].line,
        )
    if not whole.parts:
        raise UnusableCalendar("There is no calendar in this file.")
    return whole.parts


def _begin(opened: list[Part], found: Property) -> None:
    name = found.value.strip().upper()
    if len(opened) == 1 and (name != "VCALENDAR" or opened[0].properties):
        raise _no_calendar()
    if len(opened) > _DEEPEST:
        raise UnusableCalendar("Line {line}: too much in one another.", line=found.line)
    part = Part(name, found.line)
    opened[-1].parts.append(part)
    opened.append(part)


def _property(line: str, number: int) -> Property:
    match = _PROPERTY.fullmatch(line)
    if match is None:
        if number == 1:
            raise _no_calendar()
        raise UnusableCalendar(
            "Line {line} can’t be read: a name and a colon are missing.", line=number
        )
    name, about, value = match.groups()
    parameters = {key.upper(): said.strip().strip('"') for key, said in _PARAMETER.findall(about)}
    return Property(name.upper(), parameters, value, number)


def _no_calendar() -> UnusableCalendar:
    return UnusableCalendar(
        "This isn’t a calendar: it would begin with BEGIN:VCALENDAR. Choose an .ics file, or the "
        "address under which a calendar is offered in the iCal format."
    )


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with those that go on with it, and the number of the first; empty ones left out."""
    pieces: list[str] = []
    at = 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff")), start=1):
        if number > LINES_AT_MOST:
            raise UnusableCalendar("This calendar has more than {n} lines.", n=LINES_AT_MOST)
        if line[:1] in {" ", "\t"} and pieces:
            pieces.append(line[1:])
        elif line.strip():
            if pieces:
                yield at, "".join(pieces)
            pieces, at = [line], number
    if pieces:
        yield at, "".join(pieces)
