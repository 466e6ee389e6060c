"""The way round a circle, among things that wait for each other."""

from collections.abc import Collection, Mapping


def path_between(
    start: int, goal: int, following: Mapping[int, Collection[int]]
) -> list[int] | None:
    """The shortest way from one thing to another along what waits for what, or nothing.

    `following` says what waits for each directly.
    """
    came_from: dict[int, int | None] = {start: None}
    edge = [start]
    while edge:
        if goal in came_from:
            path = [goal]
            while (before := came_from[path[-1]]) is not None:
                path.append(before)
            return path[::-1]
        ahead: list[int] = []
        for one in edge:
            for other in following.get(one, ()):
                if other not in came_from:
                    came_from[other] = one
                    ahead.append(other)
        edge = ahead
    return None
