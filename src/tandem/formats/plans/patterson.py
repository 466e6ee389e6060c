"""Reads benchmark files in Patterson's format (`.rcp`), and of several projects at once (MPLIB).

Sources: J. H. Patterson, 1984, doi:10.1287/mnsc.30.7.854; R. Van Eynde, M. Vanhoucke, 2020,
doi:10.1007/s10951-020-00647-6. A period becomes an hour, a resource a pool.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tandem.engine.problem import Fixed, Link, Need, Person, Plan, Task
from tandem.formats.plans.unreadable import UnreadablePlan

_START = datetime(2000, 1, 1, tzinfo=UTC)
_MOST = 100_000


class _Numbers:
    """The numbers of a file, one after another, with their lines."""

    def __init__(self, text: str) -> None:
        self.found = self._all(text)
        self.line = 1

    def _all(self, text: str) -> Iterator[tuple[str, int]]:
        for number, line in enumerate(text.splitlines(), 1):
            for word in line.split():
                yield word, number

    def next(self) -> int:
        """The next number. Raises UnreadablePlan where there is none."""
        return self.whole(self.word())

    def word(self) -> str:
        word, self.line = next(self.found, ("", self.line))
        if not word:
            raise UnreadablePlan("The file ends before all its tasks are told.")
        return word

    def whole(self, word: str) -> int:
        if not word.isascii() or not word.isdigit() or len(word) > 9:
            raise UnreadablePlan(f"Line {self.line}: “{word}” is no whole number.")
        return int(word)

    def most(self) -> int:
        """A number of things, which a file can't have without end."""
        number = self.next()
        if number > _MOST:
            raise UnreadablePlan(f"Line {self.line}: {number} is too many.")
        return number


def read_patterson(text: str) -> Plan:
    """The plan in a `.rcp` file: around the clock, in hours. Raises UnreadablePlan."""
    numbers = _Numbers(text)
    tasks, resources = numbers.most(), numbers.most()
    units = [numbers.next() for _ in range(resources)]
    found, links = [], []
    for at in range(1, tasks + 1):
        found.append(_task(str(at), numbers, units))
        links += [Link(str(at), str(numbers.next())) for _ in range(numbers.most())]
    return Plan(_START, tuple(found), tuple(links), _people(units), tick=60)


def read_mplib(text: str) -> Plan:
    """The plan in a file of MPLIB: several projects share people. Raises UnreadablePlan."""
    numbers = _Numbers(text)
    projects, resources = numbers.most(), numbers.most()
    units = [numbers.next() for _ in range(resources)]
    found, links = [], []
    for project in range(1, projects + 1):
        tasks, release = numbers.most(), timedelta(hours=numbers.most())
        uses = [numbers.next() for _ in range(resources)]
        for at in range(1, tasks + 1):
            name = f"{project}:{at}"
            shared = [amount if used else 0 for amount, used in zip(units, uses, strict=True)]
            task = _task(name, numbers, shared, f"{project}", _START + release if release else None)
            found.append(task)
            links += [Link(name, numbers.word()) for _ in range(numbers.most())]
    return Plan(_START, tuple(found), tuple(links), _people(units), tick=60)


def _task(
    name: str,
    numbers: _Numbers,
    units: list[int],
    project: str = "",
    earliest: datetime | None = None,
) -> Task:
    hours, uses = numbers.next(), [numbers.next() for _ in units]
    needs = tuple(
        Need("person", f"R{at}", amount)
        for at, (amount, there) in enumerate(zip(uses, units, strict=True), 1)
        if amount and there
    )
    return Task(name, Fixed(hours), needs=needs, earliest=earliest, project=project)


def _people(units: list[int]) -> tuple[Person, ...]:
    return tuple(Person(f"R{at}", units=amount) for at, amount in enumerate(units, 1) if amount)
