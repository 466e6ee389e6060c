"""Taking a backup in, into an empty database."""

import json
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model

from tandem.config import secret_key
from tandem.config.backup.contents import (
    FORMAT,
    MANIFEST,
    SECRET_KEY,
    Manifest,
    Table,
    columns_of,
    place_of,
    read_manifest,
    tables_of,
)
from tandem.core import kept_files
from tandem.core.errors import RuleBroken
from tandem.core.tables import bring_to_this_version
from tandem.core.words import say

_AT_ONCE = 500
_FILES = "files/"
_USED = frozenset({"accounts_person", "accounts_workspace"})


def restore_backup(file: Path) -> Manifest:
    """Take a backup in and bring it to this version; all rows, or none.

    The database has to be empty: either without any tables, or set up by the version of the backup
    and never used. Raises RuleBroken with what to do where it isn't, where the file is no backup,
    is damaged, or was made by a newer version.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            told = _manifest(archive)
            tables = tables_of(_prepared(told))
            _take_files(archive, told)
            with transaction.atomic():
                for name, model in tables.items():
                    _take_in(archive, name, model, told.tables.get(name))
                _count_on(tables.values())
            key = archive.read(SECRET_KEY).decode("ascii")
            secret_key.replace(settings.TANDEM_DATA / SECRET_KEY, key)
    except FileNotFoundError as error:
        raise RuleBroken(say("There is no file {file}.", file=file)) from error
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError) as error:
        raise RuleBroken(
            say("{file} is no whole backup of Tandem: {reason}.", file=file, reason=error)
        ) from error
    bring_to_this_version()
    return told


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    told = read_manifest(json.loads(archive.read(MANIFEST)))
    if told.format != FORMAT:
        raise RuleBroken(
            say(
                "This backup was made by Tandem {version}: use that or newer.", version=told.version
            )
        )
    return told


def _prepared(told: Manifest) -> Apps:
    """An empty database with the tables that the backup has; its models as they were then."""
    executor = MigrationExecutor(connection)
    if missing := set(told.schema.items()) - set(executor.loader.graph.nodes):
        newer = ", ".join(sorted(f"{app} {name}" for app, name in missing))
        raise RuleBroken(
            say(
                "This backup was made by Tandem {version}, which knows more than this one "
                "({newer}): install that version or a newer one.",
                version=told.version,
                newer=newer,
            )
        )
    targets = sorted(told.schema.items())
    wanted = {
        (one.app_label, one.name) for one, _ in executor.migration_plan(targets, clean_start=True)
    }
    if not executor.loader.applied_migrations.keys() <= wanted or _is_used():
        raise RuleBroken(
            say(
                "There is something in this database already; it stays as it is. Restore into an "
                "empty one: another folder for TANDEM_DATA, or another DATABASE_URL."
            )
        )
    if set(targets) == set(executor.loader.graph.leaf_nodes()):
        bring_to_this_version()
        return apps
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def _is_used() -> bool:
    """Whether anybody is in it."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in _USED & there:
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                return True
    return False


def _take_files(archive: zipfile.ZipFile, told: Manifest) -> None:
    """What people uploaded. A file that no row speaks of is swept away later, as always."""
    names = [one for one in archive.namelist() if one.startswith(_FILES)]
    if len(names) != told.files:
        raise ValueError(f"{told.files} uploads were written, {len(names)} are there")
    for name in names:
        with tempfile.NamedTemporaryFile() as here:
            with archive.open(name) as packed:
                copyfileobj(packed, here)
            here.flush()
            if kept_files.keep(Path(here.name)) != name.removeprefix(_FILES):
                raise ValueError(f"{name} has another content")


def _take_in(archive: zipfile.ZipFile, name: str, model: type[Model], said: Table | None) -> None:
    """The rows of a table, instead of those that an empty workspace begins with."""
    if said is None:
        raise ValueError(f"the table {name} is missing")
    digest, count = sha256(), 0
    with connection.cursor() as cursor, archive.open(place_of(name)) as packed:
        cursor.execute(f'DELETE FROM "{name}"')
        lines = _noted(packed, digest.update)
        fields = _fields_of(model, json.loads(next(lines, "[]")))
        columns = ", ".join(f'"{one.column}"' for one in fields)
        into = f'INSERT INTO "{name}" ({columns}) VALUES ({", ".join(["%s"] * len(fields))})'
        while some := list(islice(lines, _AT_ONCE)):
            cursor.executemany(into, [_values(fields, json.loads(line)) for line in some])
            count += len(some)
    if Table(count, digest.hexdigest()) != said:
        raise ValueError(f"the rows of {name} aren't those that were written")


def _noted(lines: Iterable[bytes], note: Callable[[bytes], None]) -> Iterator[bytes]:
    for line in lines:
        note(line)
        yield line


def _fields_of(model: type[Model], columns: Sequence[str]) -> "list[Field[Any, Any]]":
    known = columns_of(model)
    if set(columns) != set(known):
        raise ValueError(f"{model._meta.db_table} has other columns")
    return [known[name] for name in columns]


def _values(fields: "Sequence[Field[Any, Any]]", row: Sequence[Any]) -> list[Any]:
    """As the database takes them. Raises ValueError, TypeError for what can't stand there."""
    return [
        field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def _count_on(models: Iterable[type[Model]]) -> None:
    """New rows get numbers behind those that were taken in."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
