"""Plans as items: Microsoft Project and TaskJuggler by their readers, and GanttProject."""

from collections.abc import Callable, Iterator
from datetime import datetime
from xml.etree import ElementTree as Tree
from zoneinfo import ZoneInfo

from tandem.engine.problem import Plan, Task
from tandem.engine.problem.estimates import planned_hours
from tandem.formats.plans import UnreadablePlan, read_ms_project, read_task_juggler
from tandem.formats.trackers.export import Item, Link
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.moments import day_of, moment_of, number_of
from tandem.formats.trackers.safe_xml import root_of
from tandem.formats.trackers.unreadable import UnreadableExport

_ZONE = ZoneInfo("UTC")
_DAY = 28_800
_DEEPEST = 100
_ONLY_A_PLAN = (
    "This is a plan: it says what was meant to happen, not when work was made, changed or finished."
)


def items_of_ms_project(text: str, gathered: Gathered) -> Iterator[Item]:
    """Tasks of a plan that Microsoft Project saved as XML. Raises UnreadableExport."""
    yield from _items(_read(lambda: read_ms_project(text, _ZONE)), gathered)


def items_of_task_juggler(text: str, gathered: Gathered) -> Iterator[Item]:
    """Tasks of a plan of TaskJuggler. Raises UnreadableExport."""
    yield from _items(_read(lambda: read_task_juggler(text)), gathered)


def _read(how: Callable[[], Plan]) -> Plan:
    try:
        return how()
    except UnreadablePlan as error:
        raise UnreadableExport(str(error)) from error


def _items(plan: Plan, gathered: Gathered) -> Iterator[Item]:
    gathered.note(_ONLY_A_PLAN)
    for person in plan.people:
        gathered.person(person.id, person.name)
    links: dict[str, list[Link]] = {}
    for link in plan.links:
        links.setdefault(link.after, []).append(Link("is blocked by", link.before))
    for task in plan.tasks:
        yield _item(task, tuple(links.get(task.id, ())))


def _item(task: Task, links: tuple[Link, ...]) -> Item:
    who = next((need.who for need in task.needs if need.kind == "person"), "")
    hours = planned_hours(task.estimate)
    return Item(
        key=task.id,
        title=task.name or task.id,
        source_id=task.id,
        kind="Task",
        category="done" if task.done >= 1 else "doing" if task.done > 0 or task.start else "new",
        project=task.project,
        assignee=who,
        started=_aware(task.start),
        due=task.deadline.date() if task.deadline else None,
        estimate=round(min(hours, 1e6) * 3600) if hours >= 0 else None,
        spent=None if task.spent is None else round(min(max(task.spent, 0), 1e6) * 3600),
        links=links,
    )


def _aware(moment: datetime | None) -> datetime | None:
    return moment_of(moment.isoformat()) if moment else None


def items_of_gantt_project(text: str, gathered: Gathered) -> Iterator[Item]:
    """Tasks of a GanttProject file (`.gan`); a length is in days. Raises UnreadableExport."""
    gathered.note(_ONLY_A_PLAN)
    root_of(text)
    try:
        root = Tree.fromstring(text)  # noqa: S314 (declarations were refused)
    except (Tree.ParseError, ValueError) as error:
        raise UnreadableExport(f"This XML breaks off or is damaged ({error}).") from error
    for one in root.iterfind("resources/resource"):
        gathered.person(f"r{one.get('id', '')}", one.get("name", ""), one.get("contacts", ""))
    who = {one.get("task-id"): f"r{one.get('resource-id')}" for one in root.iter("allocation")}
    before: dict[str, list[Link]] = {}
    for task in root.iter("task"):
        for link in task.iterfind("depend"):
            before.setdefault(link.get("id", ""), []).append(
                Link("is blocked by", task.get("id", ""))
            )
    for task, parent in _with_parents(root):
        yield _gantt_item(task, parent, who.get(task.get("id"), ""), before)


def _with_parents(root: Tree.Element) -> Iterator[tuple[Tree.Element, str]]:
    waiting = [(task, "", 0) for task in reversed(root.findall("tasks/task"))]
    while waiting:
        task, parent, deep = waiting.pop()
        yield task, parent
        if deep < _DEEPEST:
            inner = reversed(task.findall("task"))
            waiting += [(one, task.get("id", ""), deep + 1) for one in inner]


def _gantt_item(task: Tree.Element, parent: str, who: str, before: dict[str, list[Link]]) -> Item:
    own = task.get("id", "") or "?"
    complete = number_of(task.get("complete", "")) or 0
    days = number_of(task.get("duration", ""))
    summary = task.find("task") is not None
    return Item(
        key=own,
        title=task.get("name", "")[:1000] or own,
        source_id=task.get("uid", "") or own,
        kind="Milestone" if task.get("meeting") == "true" else "Task",
        category="done" if complete >= 100 else "doing" if complete > 0 else "new",
        assignee=who,
        started=moment_of(task.get("start", "")) if complete > 0 else None,
        due=day_of(task.get("thirdDate", "")),
        estimate=round(days * _DAY) if days and 0 < days < 10_000 and not summary else None,
        parent=parent,
        links=tuple(before.get(own, ())),
    )
