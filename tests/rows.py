"""Everything that the database keeps of ours, to see whether it changed."""

from functools import cache

from django.apps import apps
from django.db import connection
from django.db.models import Model

Rows = list[list[tuple[object, ...]]]
_SESSIONS = "accounts_browsersession"


def everything(*, sessions: bool = False) -> Rows:
    """All rows of Tandem's tables, as the database has them; who is signed in only with `sessions`:
    a browser that begins to ask changes nothing.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Two hundred questions take it twenty milliseconds, and all at once eight.
            cursor.execute(_at_once(sessions=sessions))
            return [cursor.fetchall()]
        found = []
        for table in _tables(sessions=sessions):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            found.append(cursor.fetchall())
    return found


@cache
def _tables(*, sessions: bool) -> tuple[str, ...]:
    ours = (model for model in apps.get_models(include_auto_created=True) if _is_ours(model))
    names = (model._meta.db_table for model in ours)
    return tuple(name for name in names if sessions or name != _SESSIONS)


@cache
def _at_once(*, sessions: bool) -> str:
    """Every row as a text, with its table's number before it."""
    each = (
        f'SELECT {n} AS n, t::text AS t FROM "{name}" t'
        for n, name in enumerate(_tables(sessions=sessions))
    )
    return f"{' UNION ALL '.join(each)} ORDER BY 1, 2"


def _is_ours(model: type[Model]) -> bool:
    return apps.get_app_config(model._meta.app_label).name.startswith("tandem.")
