"""Writing a backup."""

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model, QuerySet

from tandem.attachments.queries import digests_passing
from tandem.config.backup.contents import (
    FORMAT,
    MANIFEST,
    SECRET_KEY,
    Manifest,
    Table,
    as_written,
    columns_of,
    place_of,
    tables_of,
)
from tandem.core import clock
from tandem.core.errors import RuleBroken
from tandem.core.kept_files import all_kept
from tandem.core.words import say

_AT_ONCE = 2000
_ONE_MOMENT = {
    "sqlite": "BEGIN",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


def make_backup(file: Path) -> Manifest:
    """Write everything into a new file that only its owner reads; it appears when it is whole.

    Raises RuleBroken where the file is there already or can't be written.
    """
    if file.exists():
        raise RuleBroken(say("{file} is there already: name another one.", file=file))
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".backup-", delete=False) as new:
            try:
                told = _written(Path(new.name))
                os.chmod(new.name, 0o600)
                os.link(new.name, file)
            finally:
                os.unlink(new.name)
    except OSError as error:
        reason = error.strerror or str(error)
        sentence = say("{file} can't be written: {reason}.", file=file, reason=reason)
        raise RuleBroken(sentence) from error
    return told


def _written(file: Path) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with one_moment():
            schema = _schema()
            tables = {name: _table(archive, name, one) for name, one in tables_of(apps).items()}
        # What a row speaks of is on the disk before the row is there.
        files = 0
        for path in _to_keep():
            # One that nobody speaks of may be swept away meanwhile.
            with suppress(FileNotFoundError):
                archive.write(path, f"files/{path.name}", zipfile.ZIP_STORED)
                files += 1
        archive.write(settings.TANDEM_DATA / SECRET_KEY, SECRET_KEY)
        told = Manifest(FORMAT, version("tandem"), clock.now().isoformat(), schema, tables, files)
        archive.writestr(MANIFEST, json.dumps(told.written(), indent=1))
    return told


def _to_keep() -> Iterator[Path]:
    """Every file but those that are gone once they were looked through."""
    kept = all_kept()
    for first in range(0, len(kept), _AT_ONCE):
        some = kept[first : first + _AT_ONCE]
        passing = digests_passing([path.name for path in some])
        yield from (path for path in some if path.name not in passing)


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is as it was at one moment; nobody waits for it."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_MOMENT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _schema() -> dict[str, str]:
    """The last migration of each app: their numbers are in order."""
    found: dict[str, str] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found[app] = name
    return found


def _table(archive: zipfile.ZipFile, name: str, model: type[Model]) -> Table:
    columns, digest, lines = columns_of(model), sha256(), 0
    names = [field.attname for field in columns.values()]
    rows = QuerySet(model).order_by("pk").values_list(*names).iterator(_AT_ONCE)
    with archive.open(place_of(name), "w", force_zip64=True) as to:
        for values in chain([list(columns)], map(as_written, rows)):
            line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            to.write(line)
            digest.update(line)
            lines += 1
    return Table(lines - 1, digest.hexdigest())
