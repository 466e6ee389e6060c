"""Reads the benchmark files of PSPLIB: single-mode project scheduling, `.sm`.

Source of the format: R. Kolisch, A. Sprecher, 1997, doi:10.1016/S0377-2217(96)00170-1. A period
becomes an hour, a resource a pool; the first and last job, which are nothing but brackets, stay
as milestones.
"""

from datetime import UTC, datetime

from tandem.engine.problem import Fixed, Link, Need, Person, Plan, Task
from tandem.formats.plans.unreadable import UnreadablePlan

_START = datetime(2000, 1, 1, tzinfo=UTC)


def read_psplib(text: str) -> Plan:
    """The plan in a `.sm` file: around the clock, in hours. Raises UnreadablePlan."""
    try:
        return _plan(_sections(text))
    except (ValueError, IndexError, KeyError) as error:
        raise UnreadablePlan(f"This is no PSPLIB file as we know it: {error}") from error


def _sections(text: str) -> dict[str, list[list[int]]]:
    """The rows of numbers below each heading."""
    found: dict[str, list[list[int]]] = {}
    heading = ""
    for line in text.splitlines():
        words = line.split()
        if line.rstrip().endswith(":"):
            heading = line.rstrip(" :\t\r")
        elif heading and words and all(word.lstrip("-").isdigit() for word in words):
            found.setdefault(heading, []).append([int(word) for word in words])
    return found


def _plan(sections: dict[str, list[list[int]]]) -> Plan:
    after = {row[0]: row[3 : 3 + row[2]] for row in sections["PRECEDENCE RELATIONS"]}
    jobs = sections["REQUESTS/DURATIONS"]
    units = sections["RESOURCEAVAILABILITIES"][0]
    if len(jobs) != len(after):
        raise ValueError("as many jobs with durations as with successors have to be there")
    people = tuple(Person(f"R{at}", units=amount) for at, amount in enumerate(units, 1))
    tasks = tuple(
        Task(
            str(number),
            Fixed(duration),
            needs=tuple(Need("person", f"R{at}", n) for at, n in enumerate(uses, 1) if n),
        )
        for number, _mode, duration, *uses in jobs
    )
    links = tuple(Link(str(one), str(other)) for one in after for other in after[one])
    return Plan(_START, tasks, links, people, tick=60)
