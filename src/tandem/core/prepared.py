"""Queries that are built once and asked often.

Django builds and compiles a query anew each time it is asked, which costs more than the database's
answer: about a millisecond against a tenth of one. A prepared query is written as any other, with
slots where values go; its SQL is kept, and only the values are put in:

    @prepared
    def _open_turns() -> QuerySet[Turn, tuple[int, str]]:
        open_ones = Turn.objects.filter(subject_id__in=numbers("subjects"), closed_at=None)
        return open_ones.order_by("due_at").values_list("pk", "kind")

    _open_turns(subjects=[1, 2, 3])

What changes the query's shape (a side, whether a filter is there at all) is an argument of the
function and must be hashable and of few values: each gets SQL of its own. See decision 0008.
"""

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, update_wrapper
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    Model,
    QuerySet,
    TextField,
)
from django.db.models.query import ModelIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler

from tandem.core import kept_statements

Row = TypeVar("Row")

KEY_BITS = 63
SHAPES_KEPT = 64
"""Compiled forms of one query that are kept; a query with more of them is not for preparing."""


class Slot(Expression):
    """A place in a query for one value, or for a list of them."""

    def __init__(self, name: str, field: "Field[Any, Any]", *, many: str = "") -> None:
        super().__init__(output_field=field)
        self.name = name
        self.many = many

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> Any:
        """One placeholder; its parameter is the slot, until the query is asked."""
        return "%s", (self,)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Any:
        """A list goes in as JSON: one parameter, however long it is."""
        if not self.many:
            return self.as_sql(compiler, connection)
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> Any:
        """A list goes in as an array; a statement that is kept must know what it will be given."""
        if not self.many:
            return f"%s::{self.output_field.db_type(connection)}", (self,)
        return f"(SELECT unnest(%s::{self.many}[]))", (self,)

    def parameter(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """`value` as the database takes it."""
        if not self.many:
            whole = isinstance(value, int) and not isinstance(value, bool)
            # A number that no key can hold finds nothing; SQLite's driver would raise.
            known = None if whole and value.bit_length() > KEY_BITS else value
            return self.output_field.get_db_prep_value(known, connection)
        found = list(value)
        return json.dumps(found) if connection.vendor == "sqlite" else found


def number(name: str) -> Slot:
    """A slot for a whole number or an id; None finds nothing."""
    return Slot(name, BigIntegerField())


def text(name: str) -> Slot:
    """A slot for text."""
    return Slot(name, TextField())


def moment(name: str) -> Slot:
    """A slot for an aware datetime."""
    return Slot(name, DateTimeField())


def day(name: str) -> Slot:
    """A slot for a date."""
    return Slot(name, DateField())


def numbers(name: str) -> Slot:
    """A slot for a list of ids, after `__in`; an empty one finds nothing."""
    return Slot(name, BigIntegerField(), many="bigint")


def texts(name: str) -> Slot:
    """A slot for a list of texts, after `__in`."""
    return Slot(name, TextField(), many="text")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """SQL with its parameters, and how its columns become Python values.

    A slot may stand in many places (who asks, and when): its value is made once for all of them.
    """

    sql: str
    constants: tuple[Any, ...]
    slots: tuple[tuple[Slot, tuple[int, ...]], ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    columns: int
    model: type[Model] | None
    fields: tuple[str, ...]

    def rows(self, connection: BaseDatabaseWrapper, values: dict[str, Any]) -> list[Any]:
        found = self._asked(connection, values)
        if self.converters:
            found = [self._converted(row, connection) for row in found]
        if self.model is None:
            return found
        alias = connection.alias
        return [self.model.from_db(alias, self.fields, row[: self.columns]) for row in found]

    def _asked(self, connection: BaseDatabaseWrapper, values: dict[str, Any]) -> list[Any]:
        if connection.vendor == "postgresql":
            numbered = [slot.parameter(values[slot.name], connection) for slot, _ in self.slots]
            return kept_statements.ask(connection, self.sql, numbered)
        bound = list(self.constants)
        for slot, places in self.slots:
            value = slot.parameter(values[slot.name], connection)
            for place in places:
                bound[place] = value
        with connection.cursor() as cursor:
            cursor.execute(self.sql, bound)
            found: list[Any] = cursor.fetchall()
        return found

    def _converted(self, row: Sequence[Any], connection: BaseDatabaseWrapper) -> tuple[Any, ...]:
        cells = list(row)
        for position, converters, expression in self.converters:
            for convert in converters:
                cells[position] = convert(cells[position], expression, connection)
        return tuple(cells[: self.columns])


class Prepared(Generic[Row]):
    """A query whose SQL is kept. Call it with the values of its slots for its rows."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"]) -> None:
        update_wrapper(self, build)
        self._build = build
        self._compiled = lru_cache(maxsize=SHAPES_KEPT)(self._compile)

    def __call__(self, *shape: Hashable, **values: Any) -> list[Row]:
        """All rows. Raises TypeError for a slot without a value, or a value without a slot."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled, slots = self._compiled(connection.vendor, shape)
        if values.keys() != slots:
            names = ", ".join(sorted(values.keys() ^ slots))
            raise TypeError(f"{self._build.__qualname__}: slots and values differ in {names}.")
        return compiled.rows(connection, values)

    def first(self, *shape: Hashable, **values: Any) -> Row | None:
        """The first row, or nothing."""
        return next(iter(self(*shape, **values)), None)

    def _compile(self, vendor: str, shape: tuple[Any, ...]) -> tuple[_Compiled, frozenset[str]]:
        queryset: Any = self._build(*shape)
        model = _model_of(queryset)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        slots = _places(parameters)
        if vendor == "postgresql":
            numbers = {_kind_of(slot): at for at, (slot, _) in enumerate(slots, 1)}
            sql = kept_statements.with_numbers(
                sql, parameters, lambda one: numbers.get(_kind_of(one))
            )
        columns = [expression for expression, _, _ in compiler.select[: compiler.col_count]]
        compiled = _Compiled(
            sql=sql,
            constants=tuple(None if isinstance(one, Slot) else one for one in parameters),
            slots=slots,
            converters=tuple(
                (position, _quick(converters, expression), expression)
                for position, (converters, expression) in compiler.get_converters(columns).items()
            ),
            columns=len(columns),
            model=model,
            fields=tuple(column.target.attname for column in columns) if model else (),
        )
        return compiled, frozenset(slot.name for slot, _ in compiled.slots)


def _kind_of(one: object) -> tuple[object, ...] | None:
    """Slots of one name are one value, unless they are of different kinds."""
    return (one.name, one.many, type(one.output_field)) if isinstance(one, Slot) else None


def _places(parameters: Sequence[Any]) -> tuple[tuple[Slot, tuple[int, ...]], ...]:
    """Each slot with where it stands; two of one name differ if they are of another kind."""
    found: dict[object, tuple[Slot, list[int]]] = {}
    for place, one in enumerate(parameters):
        if isinstance(one, Slot):
            found.setdefault(_kind_of(one), (one, []))[1].append(place)
    return tuple((slot, tuple(places)) for slot, places in found.values())


def _quick(converters: Sequence[Any], expression: Any) -> tuple[Callable[..., Any], ...]:
    """Django's converters; a moment of SQLite's needs fewer questions than it asks of each."""
    from_text = len(converters) == 1 and connections[DEFAULT_DB_ALIAS].vendor == "sqlite"
    if from_text and isinstance(expression.output_field, DateTimeField):
        return (_aware,)
    return tuple(converters)


def _aware(value: datetime | str | None, *_: Any) -> datetime | None:
    if value is None:
        return None
    moment_kept = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment_kept.replace(tzinfo=UTC)


def _model_of(queryset: Any) -> type[Model] | None:
    """The model whose rows come out whole, or None where tuples do. Refuses all else."""
    iterable = queryset._iterable_class  # noqa: SLF001 - no public way says what comes out
    if iterable is ValuesListIterable:
        return None
    if iterable is ModelIterable and not queryset.query.select_related:
        model: type[Model] = queryset.model
        return model
    raise TypeError("Prepare values_list() without flat, or plain models without select_related().")


def prepared(build: Callable[..., "QuerySet[Any, Row]"]) -> Prepared[Row]:
    """Keep the SQL of the query that the function builds; see the module."""
    return Prepared(build)
