"""Why each task of a schedule doesn't start earlier."""

import numpy as np

from tandem.engine.model.axis import ALWAYS
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
        by = ""
        people = [person for of, person, _ in slots if of == at]
        start = int(found.starts[at])
        if fixed[at] >= 0:
            because = "fixed"
        elif _opens(network, people, 0) >= start:
            because = "start"
        elif holding := _holding_link(network, found, at, people, into.get(task.id, [])):
            because, by = "link", holding
        elif _opens(network, people, int(network.arrays["earliest"][at])) == start:
            because = "date"
        else:
            because, by = _others(network, found, at, people, before)
        told.append(Binding(task.id, because, by))
    return tuple(told)


def _opens(network: Network, people: list[int], place: int) -> int:
    """The first place from this one on at which all these people are there."""
    axis = network.axis
    for _ in range(100):
        before = place
        for person in people:
            if (calendar := axis.of_person[person]) != ALWAYS:
                spans = axis.spans[calendar]
                at = int(np.searchsorted(spans[:, 1], place, side="right"))
                place = max(place, int(spans[min(at, len(spans) - 1), 0]))
        if place == before:
            break
    return place


def _holding_link(
    network: Network, found: Found, at: int, people: list[int], links: list[Link]
) -> str:
    """The task after whose link this one starts, as soon as its people are there."""
    start = int(found.starts[at])
    for link in links:
        if link.kind in {"FS", "SS"}:
            other = network.number[link.before]
            place = int((found.finishes if link.kind == "FS" else found.starts)[other])
            lag = round(link.lag * 60 / network.plan.tick)
            if _opens(network, people, place + lag) >= start:
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
        held = [finish for finish, task in before[person] if task != at and finish <= start]
        if held and _opens(network, people, max(held)) == start:
            return "people", network.plan.people[person].id
    base = network.arrays["window_base"]
    if start in network.arrays["window_from"][base[at] : base[at + 1]].tolist():
        return "window", ""
    return "people", network.plan.people[people[0]].id if people else ""
