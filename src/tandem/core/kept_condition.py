"""A condition on rows of any query, whose own SQL is kept.

What every list starts from, "may be seen by", is six tables deep; Django takes a millisecond to put
it together and another to compile it, for each list anew. Here it is compiled once, as a prepared
query on one row, and then put into other queries as `EXISTS (…)`:

    sight = KeptCondition(_one_in_sight, "subject")
    Notification.objects.filter(sight.on("subject", me=7, now=now))
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Model, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from tandem.core.prepared import Slot

_PLACEHOLDER = "%s"


class KeptCondition:
    """The condition that a query with slots finds a row; `slot` is the one for the outer column."""

    def __init__(self, build: Callable[[], QuerySet[Model, tuple[Any, ...]]], slot: str) -> None:
        self._build = build
        self.slot = slot
        self.compiled = lru_cache(maxsize=None)(self._compile)

    def on(self, column: str, **values: Any) -> Q:
        """The condition for a column of the query it is put into; values are for the other slots.

        Raises KeyError for a slot that has no value.
        """
        return Q(_Kept(self, F(column), values))

    def _compile(self, _vendor: str) -> tuple[list[str], list[Any]]:
        """The SQL between the places for values, and what goes there."""
        query = self._build().query.clone()
        # Its tables get names that no other query gives: they are not mistaken for those around it.
        query.change_aliases({name: f"kept{n}" for n, name in enumerate(query.alias_map)})
        sql, parameters = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        return f"EXISTS ({sql})".split(_PLACEHOLDER), list(parameters)


class _Kept(Expression):
    """The condition in a query: a column, and the values that are known by now."""

    conditional = True

    def __init__(self, condition: KeptCondition, column: Any, values: dict[str, Any]) -> None:
        super().__init__(output_field=BooleanField())
        self._condition, self._column, self._values = condition, column, values

    def get_source_expressions(self) -> list[Any]:
        """Django resolves the column, and gives it another name in a subquery."""
        return [self._column]

    def set_source_expressions(self, exprs: Any) -> None:
        """Take the column as Django resolved it."""
        (self._column,) = exprs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """The kept SQL with the column, and every value, in its place."""
        column_sql, column_values = compiler.compile(self._column)
        texts, parameters = self._condition.compiled(connection.vendor)
        sql = [texts[0]]
        values: list[Any] = []
        for parameter, text in zip(parameters, texts[1:], strict=True):
            if isinstance(parameter, Slot) and parameter.name == self._condition.slot:
                sql.append(column_sql)
                values += column_values
            else:
                sql.append(_PLACEHOLDER)
                values.append(self._bound(parameter, connection))
            sql.append(text)
        return "".join(sql), tuple(values)

    def _bound(self, parameter: Any, connection: BaseDatabaseWrapper) -> Any:
        if not isinstance(parameter, Slot):
            return parameter
        return parameter.parameter(self._values[parameter.name], connection)
