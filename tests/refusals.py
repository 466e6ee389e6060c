"""That an act was refused, and that nothing was left behind."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

from tandem.core.errors import Refused


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of Tandem's tables, as the database gives them: asked before and after, so quick."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if apps.get_app_config(model._meta.app_label).name.startswith("tandem."):
                table, key = model._meta.db_table, model._meta.pk.column
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')
                rows[table] = cursor.fetchall()
    return rows


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
