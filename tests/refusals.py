"""That an act was refused, and that nothing was left behind."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.rows import everything

from tandem.core.errors import Refused


@contextmanager
def refused(kind: type[Refused]) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """The act inside the block is refused with exactly this kind, and writes nothing."""
    before = everything()
    with pytest.raises(Refused) as caught:
        yield caught
    assert type(caught.value) is kind, caught.value.reason
    assert caught.value.reason.endswith(".")
    assert everything() == before


@contextmanager
def nothing_written() -> Iterator[None]:
    """The act inside the block succeeds and changes nothing: it was done before."""
    before = everything()
    yield
    assert everything() == before
