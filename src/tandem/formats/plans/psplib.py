"""Reads the benchmark files of PSPLIB: single-mode project scheduling, `.sm`.

Source of the format: R. Kolisch, A. Sprecher, 1997, doi:10.1016/S0377-2217(96)00170-1. A period
becomes an hour, a resource a pool; the first and last job, which are nothing but brackets, stay
as milestones.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from tandem.engine.problem import Fixed, Link, Need, Person, Plan, Task
from tandem.formats.plans.unreadable import UnreadablePlan

_START = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Row:
    """Whole numbers of one line."""

    line: int
    numbers: list[int]

    def at(self, place: int) -> int:
        """One of them. Raises UnreadablePlan where there are fewer."""
        if place >= len(self.numbers):
            raise UnreadablePlan(f"Line {self.line}: more numbers than these have to be there.")
        return self.numbers[place]


def read_psplib(text: str) -> Plan:
    """The plan in a `.sm` file: around the clock, in hours. Raises UnreadablePlan with the line."""
    sections = _sections(text)
    jobs = _needed(sections, "REQUESTS/DURATIONS")
    units = _needed(sections, "RESOURCEAVAILABILITIES")[0]
    links = [link for row in _needed(sections, "PRECEDENCE RELATIONS") for link in _links(row)]
    people = tuple(Person(f"R{at}", units=amount) for at, amount in enumerate(units.numbers, 1))
    tasks = tuple(_task(row) for row in jobs)
    known = {task.id for task in tasks}
    for link, line in links:
        if not {link.before, link.after} <= known:
            raise UnreadablePlan(f"Line {line}: one of these jobs has no duration.")
    return Plan(_START, tasks, tuple(link for link, _ in links), people, tick=60)


def _sections(text: str) -> dict[str, list[_Row]]:
    """The rows of numbers below each heading."""
    found: dict[str, list[_Row]] = {}
    heading = ""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if line.rstrip().endswith(":"):
            heading = line.strip(" :\t\r")
        elif heading and words and all(_is_whole(word) for word in words):
            found.setdefault(heading, []).append(_Row(number, [int(word) for word in words]))
    return found


def _is_whole(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10


def _needed(sections: dict[str, list[_Row]], heading: str) -> list[_Row]:
    if heading not in sections:
        raise UnreadablePlan(f"This is no PSPLIB file: it has no numbers below “{heading}:”.")
    return sections[heading]


def _links(row: _Row) -> list[tuple[Link, int]]:
    count = row.at(2)
    return [(Link(str(row.at(0)), str(row.at(3 + at))), row.line) for at in range(count)]


def _task(row: _Row) -> Task:
    if row.at(1) != 1:
        raise UnreadablePlan(f"Line {row.line}: jobs that can be done in several ways aren't read.")
    needs = tuple(Need("person", f"R{at}", n) for at, n in enumerate(row.numbers[3:], 1) if n)
    return Task(str(row.at(0)), Fixed(row.at(2)), needs=needs)
