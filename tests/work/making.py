"""Work for tests, added by the services."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests import refusals

from tandem.accounts.rules import Actor, Lane
from tandem.core.errors import Refused
from tandem.work import queries, services
from tandem.work.models import WorkItem
from tandem.work.rules import WorkState


def add(actor: Actor, home: int, title: str = "Read the free days", **more: object) -> int:
    return services.add_work_item(actor=actor, home_id=home, title=title, **more).pk  # type: ignore[arg-type]


def shared(actor: Actor, home: int, title: str = "Agree on the words") -> int:
    return add(actor, home, title, lane=None)


def of_it(actor: Actor, home: int, title: str = "Read the free days") -> int:
    return add(actor, home, title, lane=Lane.IT)


def move(actor: Actor, work: int, to: WorkState, **more: object) -> queries.Moved:
    return services.move_work_item(actor=actor, work_id=work, to=to, **more)  # type: ignore[arg-type]


def item(work: int) -> WorkItem:
    return WorkItem.objects.select_related("subject").get(pk=work)


def order(actor: Actor, home: int) -> list[str]:
    """The titles of open work as the list shows them."""
    return [row.title for row in queries.work_of(home).rows if not row.state.is_over]


@contextmanager
def refused(kind: type[Refused], words: str = "") -> Iterator[pytest.ExceptionInfo[Refused]]:
    """The act inside is refused, with these words in the reason, and writes nothing."""
    with refusals.refused(kind) as caught:
        yield caught
    assert words in caught.value.reason
