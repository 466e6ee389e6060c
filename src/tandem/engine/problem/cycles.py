"""The order of things that wait for each other, or the circle that keeps them from having one."""

from collections.abc import Sequence


def in_order(names: Sequence[str], before: Sequence[tuple[str, str]]) -> list[str]:
    """The names so that each comes after all it waits for, else in the order given.

    Names in a circle, or after one, are left out. Source: A. B. Kahn, 1962,
    doi:10.1145/368996.369025.
    """
    missing = dict.fromkeys(names, 0)
    after: dict[str, list[str]] = {name: [] for name in names}
    for first, second in before:
        missing[second] += 1
        after[first].append(second)
    order = [name for name in names if not missing[name]]
    for name in order:  # It grows while it is read.
        for second in after[name]:
            missing[second] -= 1
            if not missing[second]:
                order.append(second)
    return order


def cycle(names: Sequence[str], before: Sequence[tuple[str, str]]) -> list[str]:
    """One circle of names in which each waits for the one before it; empty where there is none.

    `before` are pairs of names, the first to come first.
    """
    left = set(names) - set(in_order(names, before))
    waits_for = {second: first for first, second in before if {first, second} <= left}
    if not waits_for:
        return []
    here = next(iter(name for name in names if name in waits_for))
    path: list[str] = []
    while here not in path:
        path.append(here)
        here = waits_for[here]
    found = path[path.index(here) :][::-1]
    at = min(range(len(found)), key=lambda number: names.index(found[number]))
    return found[at:] + found[:at]
