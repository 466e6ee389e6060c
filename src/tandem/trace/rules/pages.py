"""A long table in pages. Plain Python."""

from collections.abc import Iterable
from dataclasses import replace

from tandem.trace.rules.table import Group

LINES_ON_A_PAGE = 200


def pages_of(groups: Iterable[Group], most: int = LINES_ON_A_PAGE) -> list[list[Group]]:
    """The groups in pages of at most so many lines. A group that fits on one page isn't torn; one
    that doesn't goes on under its own head. There is always a page.
    """
    pages: list[list[Group]] = [[]]
    left = most
    for group in groups:
        for part in _parts(group, most):
            size = max(1, len(part.lines))
            if size > left and pages[-1]:
                pages.append([])
                left = most
            pages[-1].append(part)
            left -= size
    return pages


def _parts(group: Group, most: int) -> list[Group]:
    lines = group.lines
    if len(lines) <= most:
        return [group]
    begins = range(0, len(lines), most)
    # What is missing of the whole is said once, at its first part.
    return [
        replace(group, lines=lines[at : at + most], holes=group.holes if at == 0 else ())
        for at in begins
    ]
