"""The tasks of a TaskJuggler plan and what they wait for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tandem.engine.problem import Estimate, Fixed, Link, Single, Task
from tandem.formats.plans.tjp_people import People
from tandem.formats.plans.tjp_project import Project
from tandem.formats.plans.tjp_tree import Statement
from tandem.formats.plans.unreadable import UnreadablePlan

_MOST_LINKS = 200_000


@dataclass(slots=True)
class _Node:
    """A task, with the nodes of those within it, and the earliest date it has from above."""

    path: str
    statement: Statement
    earliest: datetime | None
    inner: list["_Node"] = field(default_factory=list)

    def leaves(self) -> Iterator["_Node"]:
        """The tasks without others in them."""
        if not self.inner:
            yield self
        for one in self.inner:
            yield from one.leaves()


class Tasks:
    """All tasks by their paths, such as `shop.cart.design`."""

    def __init__(self, project: Project, people: People) -> None:
        self.project = project
        self.people = people
        self.nodes: dict[str, _Node] = {}
        self.top: list[_Node] = []

    def read(self, found: list[Statement], above: _Node | None = None) -> None:
        """Take these tasks over, and those within them. Raises UnreadablePlan."""
        for one in found:
            name = one.word(0, "an id")
            path = f"{above.path}.{name}" if above else name
            if path in self.nodes:
                raise one.wrong(f"there are two tasks “{path}”")
            dates = [self._date(other) for other in self._said(one, "start", "minstart")]
            dates += [above.earliest] if above and above.earliest else []
            node = _Node(path, one, max(dates, default=None))
            self.nodes[path] = node
            (above.inner if above else self.top).append(node)
            self.read([other for other in one.block if other.keyword == "task"], node)

    def found(self) -> tuple[Task, ...]:
        """The tasks without others in them, in the order of the file."""
        return tuple(self._task(node) for top in self.top for node in top.leaves())

    def _said(self, one: Statement, *keywords: str) -> list[Statement]:
        """The statements of a task with these keywords, in the scenario that is read."""
        return [
            other for other in one.block if other.keyword in keywords and self.project.holds(other)
        ]

    def _date(self, one: Statement) -> datetime:
        return self.project.moment(one, one.word(0, "a date"))

    def _task(self, node: _Node) -> Task:
        one = node.statement
        needs = [need for said in self._said(one, "allocate") for need in self.people.needs(said)]
        needs = list(dict.fromkeys(needs))
        estimate, elapsed = self._estimate(one, max(len(needs), 1))
        ends = [self._date(other) for other in self._said(one, "end", "maxend")]
        done = [self._share(other) for other in self._said(one, "complete")]
        parts = node.path.split(".")
        return Task(
            node.path,
            estimate,
            one.words[1].said if len(one.words) > 1 else "",
            elapsed=elapsed,
            needs=tuple(needs),
            earliest=node.earliest,
            deadline=min(ends, default=None),
            done=done[-1] if done else 0.0,
            project=parts[0] if len(parts) > 1 else "",
        )

    def _estimate(self, one: Statement, people: int) -> tuple[Estimate, bool]:
        """What it takes, and whether that passes on the wall; without anything, a milestone."""
        for keyword in ("effort", "length", "duration"):
            for said in self._said(one, keyword):
                if keyword == "duration":
                    return Fixed(self.project.hours(said, wall=True)), True
                hours = self.project.hours(said)
                return Single(hours / people if keyword == "effort" else hours), False
        starts, ends = self._said(one, "start"), self._said(one, "end")
        if starts and ends:
            length = self._date(ends[-1]) - self._date(starts[-1])
            return Fixed(max(length / timedelta(hours=1), 0.0)), True
        return Fixed(0), False

    def _share(self, one: Statement) -> float:
        text = one.word(0, "a number from 0 to 100")
        try:
            share = float(text) / 100
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise one.wrong(f"“{text}” is no number from 0 to 100")
        return share

    def links(self) -> tuple[Link, ...]:
        """What waits for what: all tasks of a group where a group does, or is waited for."""
        found: dict[Link, None] = {}
        for node in self.nodes.values():
            for one in self._said(node.statement, "depends", "precedes"):
                for name, block in one.listed():
                    other = self._named(one, name, node)
                    first, then = (other, node) if one.keyword == "depends" else (node, other)
                    found.update(dict.fromkeys(self._between(first, then, block)))
                    if len(found) > _MOST_LINKS:
                        raise UnreadablePlan(f"More than {_MOST_LINKS} dependencies are too many.")
        return tuple(found)

    def _between(self, first: _Node, then: _Node, block: list[Statement]) -> Iterator[Link]:
        """Links from each task of one group to each of another."""
        kind, lag, elapsed = "FS", 0.0, False
        for one in block:
            if one.keyword == "onstart":
                kind = "SS"
            elif one.keyword in {"gaplength", "gapduration"}:
                elapsed = one.keyword == "gapduration"
                lag = self.project.hours(one, wall=elapsed)
        for before in first.leaves():
            for after in then.leaves():
                yield Link(before.path, after.path, kind, lag, elapsed)  # type: ignore[arg-type]

    def _named(self, one: Statement, name: str, node: _Node) -> _Node:
        """The task of a path; each exclamation mark before it goes one group up."""
        path = name.lstrip("!")
        if up := len(name) - len(path):
            above = node.path.split(".")[:-up]
            path = ".".join([*above, path])
        if path not in self.nodes:
            raise one.wrong(f"there is no task “{path}” to wait for")
        if path == node.path:
            raise one.wrong(f"“{path}” waits for itself")
        return self.nodes[path]
