"""Why each task of a schedule doesn't start earlier."""

from tandem.engine.model.network import Network
from tandem.engine.problem import Link
from tandem.engine.schedule.grounds import Found, pinned
from tandem.engine.schedule.result import Because, Binding

Slots = tuple[tuple[int, int, int], ...]


def bindings(network: Network, found: Found, slots: Slots) -> tuple[Binding, ...]:
    """For each task, in the order of the plan, what holds it: the last thing it waited for."""
    fixed = pinned(network)
    into: dict[str, list[Link]] = {}
    for link in network.links:
        into.setdefault(link.after, []).append(link)
    before = _before_on_each(found, slots)
    told = []
    for at, task in enumerate(network.plan.tasks):
        because: Because
        holding = _holding_link(network, found, at, into.get(task.id, []))
        people = [person for of, person, _ in slots if of == at]
        if fixed[at] >= 0:
            because, by = "fixed", ""
        elif found.starts[at] == 0:
            because, by = "start", ""
        elif holding:
            because, by = "link", holding
        elif int(network.arrays["earliest"][at]) == found.starts[at]:
            because, by = "date", ""
        else:
            because, by = _others(network, found, at, people, before)
        told.append(Binding(task.id, because, by))
    return tuple(told)


def _holding_link(network: Network, found: Found, at: int, links: list[Link]) -> str:
    """The task whose link is over exactly, or last, where this one starts."""
    for link in links:
        if link.kind in {"FS", "SS"}:
            other = network.number[link.before]
            place = (found.finishes if link.kind == "FS" else found.starts)[other]
            lag = round(link.lag * 60 / network.plan.tick)
            if place + lag == found.starts[at] or (lag and place < found.starts[at] <= place + lag):
                return link.before
    return ""


def _before_on_each(found: Found, slots: Slots) -> dict[int, list[tuple[int, int]]]:
    """For each person, (finish, task) of what they do."""
    on: dict[int, list[tuple[int, int]]] = {}
    for task, person, _ in slots:
        on.setdefault(person, []).append((int(found.finishes[task]), task))
    return on


def _others(
    network: Network,
    found: Found,
    at: int,
    people: list[int],
    before: dict[int, list[tuple[int, int]]],
) -> tuple[Because, str]:
    """Its people who were at something until now, or away; else its window."""
    start = int(found.starts[at])
    for person in people:
        if any(finish == start and task != at for finish, task in before[person]):
            return "people", network.plan.people[person].id
    base = network.arrays["window_base"]
    if start in network.arrays["window_from"][base[at] : base[at + 1]].tolist():
        return "window", ""
    return "people", network.plan.people[people[0]].id if people else ""
