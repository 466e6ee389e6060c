"""What stands in a backup, and how a value of the database is written there."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps as our_apps
from django.apps.registry import Apps
from django.db.models import Field, Model

FORMAT = 1
"""Raised when a backup is laid out otherwise than before."""
MANIFEST, SECRET_KEY = "manifest.json", "secret-key"
_LEFT_OUT = frozenset({"accounts_browsersession", "upkeep_mark"})
"""Nobody is signed in anywhere after a restore, and what was last done there was done elsewhere."""


@dataclass(frozen=True, slots=True)
class Table:
    """So many rows, and the SHA-256 of how they are written."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `schema` names the last migration of every app."""

    format: int
    version: str
    made_at: str
    schema: Mapping[str, str]
    tables: Mapping[str, Table]
    files: int

    def written(self) -> dict[str, Any]:
        """As JSON has it."""
        return {**asdict(self), "tables": {name: asdict(one) for name, one in self.tables.items()}}


def read_manifest(told: Mapping[str, Any]) -> Manifest:
    """What `written` gave. Raises KeyError, TypeError and ValueError for anything else."""
    tables = {str(name): Table(**one) for name, one in dict(told["tables"]).items()}
    return Manifest(**{**told, "tables": tables})


def place_of(table: str) -> str:
    """Where the rows of a table stand."""
    return f"tables/{table}.jsonl"


def tables_of(apps: Apps) -> dict[str, type[Model]]:
    """The tables that a backup has, by name; `apps` may be those of an earlier version."""
    ours = {one.label for one in our_apps.get_app_configs() if one.name.startswith("tandem.")}
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ours and not model._meta.proxy
    }
    return {name: found[name] for name in sorted(found) if name not in _LEFT_OUT}


def columns_of(model: type[Model]) -> "dict[str, Field[Any, Any]]":
    """The columns of a table that are written, by name."""
    fields = (one for one in model._meta.concrete_fields if not one.generated)
    return {str(one.column): one for one in fields}


def as_written(values: Iterable[Any]) -> list[Any]:
    """A row as JSON values: dates and decimals as texts, that no digit is lost."""
    return [
        str(one)
        if isinstance(one, Decimal)
        else one.isoformat()
        if isinstance(one, datetime | date | time)
        else one
        for one in values
    ]
