"""Kept queries on PostgreSQL: planned once for each connection, as a prepared statement.

Django puts values into the text of a query, so PostgreSQL reads and plans it anew each time. The
condition of what may be seen alone takes it twenty milliseconds to plan, and one to answer. Here
values travel beside the text, and the text stays the same.

psycopg forgets them at every ROLLBACK, as a table made before it would be gone with it. No request
makes tables, and many end so: what is refused is rolled back. Here they outlast it.

A pooler between Tandem and PostgreSQL must know prepared statements, or keep whole sessions.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

STATEMENTS_KEPT = 500
"""On each connection; those not asked for longest are given back first."""
_PLACE = re.compile(r"%(s|%)")


def with_numbers(
    sql: str, parameters: Sequence[Any], number_of: Callable[[Any], int | None]
) -> str:
    """SQL in which each place for a value has a number ($1), and all else stands as it is.

    `number_of` is for what has a value only when the query is asked; None for what is known now.
    """
    left = iter(parameters)

    def put(found: re.Match[str]) -> str:
        if found[1] == "%":
            return "%"
        parameter = next(left)
        number = number_of(parameter)
        return f"${number}" if number else _literal(parameter)

    return _PLACE.sub(put, sql)


def _literal(value: object) -> str:
    from psycopg.sql import Literal

    # Without a type of its own a number or text takes the one of what it stands beside.
    return str(Literal(value).as_string())


def ask(
    connection: BaseDatabaseWrapper, sql: str, values: Sequence[object]
) -> list[tuple[Any, ...]]:
    """All rows, by a statement that this connection keeps."""
    connection.ensure_connection()
    raw: Any = connection.connection
    if raw.prepare_threshold is None:
        # Only what asks for it is prepared: Django's own cursors never do.
        raw._prepared = _lasting()()  # noqa: SLF001
        raw.prepare_threshold, raw.prepared_max = 2**31, STATEMENTS_KEPT
    with connection._prepare_cursor(_keeping()(raw)) as cursor:  # type: ignore[attr-defined]  # noqa: SLF001
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@cache
def _keeping() -> type[Any]:
    from psycopg import RawCursor

    class Keeping(RawCursor[Any]):
        """Takes the numbered places of PostgreSQL itself, and prepares what it is given."""

        def execute(self, query: Any, params: Any = None, **_: Any) -> Any:
            return super().execute(query, params, prepare=True)

    return Keeping


@cache
def _lasting() -> type[Any]:
    from psycopg._preparing import PrepareManager

    class Lasting(PrepareManager):
        """Keeps its statements through a rollback, and gives them up as ever for all else."""

        def _should_discard(self, prep: Any, results: Any, *more: Any) -> bool:
            if all(result.command_status == b"ROLLBACK" for result in results):
                return False
            return bool(super()._should_discard(prep, results, *more))

    return Lasting
