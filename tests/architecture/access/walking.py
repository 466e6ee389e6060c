"""Going through the table: step by step of the story, in parts that processes share."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tests.architecture.access.asking import undone
from tests.architecture.access.requests import Before, ask_for
from tests.architecture.access.table import Row, rows
from tests.architecture.access.world import World, world_at
from tests.cast import STORY

STEPS = sorted({row.step for row in rows()}, key=list(STORY).index)
AT_ONCE = 140
"""Rows in one test, so that the processes share what the last step has."""
PARTS = [
    (step, part)
    for step in STEPS
    for part in range(0, sum(row.step == step for row in rows()), AT_ONCE)
]
"""(step, number of its first row)."""


def comes_first(row: Row) -> Before:
    """What has to happen before it is asked for."""
    return ask_for(row.key).before


def of_step(world: World) -> list[Row]:
    """The rows for which it is time."""
    found = [row for row in rows() if row.step == world.step]
    assert found
    return found


def in_their_groups(found: Iterable[Row]) -> list[Row]:
    """The rows, those together for which the same has to happen before: it happens once."""
    groups: dict[Before, list[Row]] = {}
    for row in found:
        groups.setdefault(comes_first(row), []).append(row)
    return [row for group in groups.values() for row in group]


def prepared(world: World, first: int) -> Iterator[list[Row]]:
    """Rows of a part, in groups; while one is looked at, what comes before it has happened."""
    yield from made_ready(world, in_their_groups(of_step(world))[first : first + AT_ONCE])


def in_worlds(part: tuple[str, int]) -> Iterator[tuple[World, list[Row]]]:
    """The same of a part of `PARTS`, with its world, open to all."""
    step, first = part
    world = world_at(step)
    for alike in prepared(world, first):
        yield world, alike


def made_ready(world: World, found: Iterable[Row]) -> Iterator[list[Row]]:
    """The same with any rows."""
    for before, alike in groupby(in_their_groups(found), comes_first):
        with undone():
            if before:
                before(world)
            yield list(alike)
