"""What going through work and through ideas shares."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from tandem.formats.trackers import Spooled
from tandem.imports.services import Claim

One = TypeVar("One")
SeeTo = Callable[[int, int], None]


def somebody(claim: Claim, items: Spooled, who: str) -> int | None:
    """Who of ours somebody of theirs is: by what items call them, or by their name there."""
    people = claim.means.people
    named = (one.id for one in items.gathered.people.values() if one.name == who)
    return next((people[one] for one in (who, *named) if one in people), None)


def several(found: Iterable[One], most: int) -> Iterator[tuple[int, list[One]]]:
    """Some at a time, with how many that were so far."""
    every, done = iter(found), 0
    while some := list(islice(every, most)):
        done += len(some)
        yield done, some
