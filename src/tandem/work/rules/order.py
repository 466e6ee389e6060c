"""The order of work: a whole number, with room between any two. Plain Python."""

STEP = 2**32
"""Room that is left behind the last one: for 32 more at any one place before all move apart."""


def after_all(last: int | None) -> int:
    """The place behind the last one."""
    return (last or 0) + STEP


def between(before: int | None, following: int) -> int | None:
    """A place between two, or nothing where no room is left: then `spread_out` makes some."""
    first = before if before is not None else following - 2 * STEP
    middle = (first + following) // 2
    return middle if first < middle < following else None


def spread_out(count: int) -> list[int]:
    """New places for so many, in their order."""
    return [STEP * number for number in range(1, count + 1)]
