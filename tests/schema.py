"""A migrated database, made once and copied wherever a test needs one.

Migrating takes many seconds, in each process of pytest, in each step of the whole run. So it is
kept: for SQLite as a file in pytest's cache, for PostgreSQL (DATABASE_URL) as a template database.
Its name has the digest of all migrations; a new one makes a new schema and takes the old away.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

_SOURCE = Path(__file__).parent.parent / "src"
_MIGRATE = """
import django
django.setup()
from tandem.core.tables import bring_to_this_version
bring_to_this_version()
"""
_GATHER = """
import django
django.setup()
from tandem.core.server import files
files.gather()
"""
_FILE = "tandem.sqlite3"
_PREFIX = "tandem_schema_"


@dataclass
class Schema:
    """A database that has been migrated: `url` is "" for SQLite in `data`."""

    data: Path
    url: str
    static: Path

    @contextmanager
    def copy_to(self, data: Path) -> Iterator[str]:
        """Put a copy where a server with this data folder finds it; yields its DATABASE_URL."""
        _gather(self.static)
        (data / "static").symlink_to(self.static)
        if not self.url:
            shutil.copy(self.data / _FILE, data)
            yield ""
            return
        with fresh_database(self, f'TEMPLATE "{self.name}"') as url:
            yield url

    def copy_into(self, memory: sqlite3.Connection) -> None:
        """Fill an empty database of SQLite."""
        with closing(sqlite3.connect(self.data / _FILE)) as source:
            source.backup(memory)

    @property
    def name(self) -> str:
        """Of the template on PostgreSQL."""
        return urlsplit(self.url).path.lstrip("/")


@contextmanager
def fresh_database(schema: Schema, like: str = "") -> Iterator[str]:
    """Another database on the same server, for a while; "" where SQLite needs none."""
    if not schema.url:
        yield ""
        return
    name = f"tandem_live_{secrets.token_hex(4)}"
    _administer(schema.url, f'CREATE DATABASE "{name}" {like}')
    try:
        yield _renamed(schema.url, name)
    finally:
        _administer(schema.url, f'DROP DATABASE "{name}" WITH (FORCE)')


def migrated(cache: Path, static: Path) -> Schema:
    """The schema of these migrations; made if nobody has, while others who ask wait."""
    server = os.environ.get("DATABASE_URL", "")
    digest = _digest_of_migrations()
    cache /= "postgresql" if server else "sqlite"
    with _alone_in(cache):
        if server:
            return Schema(cache, _on_postgresql(server, _PREFIX + digest), static)
        return Schema(_in_a_file(cache, digest), "", static)


def _in_a_file(cache: Path, digest: str) -> Path:
    kept = cache / digest
    if not kept.exists():
        for old in cache.iterdir():
            if old.is_dir():
                shutil.rmtree(old)
        making = cache / f"making-{digest}"
        making.mkdir()
        _run(_MIGRATE, environment_for(making, ""))
        # Everything into the one file: a copy of a log beside it would be a copy of two moments.
        with closing(sqlite3.connect(making / _FILE)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        making.rename(kept)
    return kept


def _on_postgresql(server: str, name: str) -> str:
    there = _administer(server, f"SELECT datname FROM pg_database WHERE datname LIKE '{_PREFIX}%'")
    if name not in there:
        for old in there:
            _administer(server, f'DROP DATABASE "{old}" WITH (FORCE)')
        making = f"tandem_making_{secrets.token_hex(4)}"
        _administer(server, f'CREATE DATABASE "{making}"')
        try:
            _run(
                _MIGRATE, environment_for(Path(os.environ["TANDEM_DATA"]), _renamed(server, making))
            )
        except BaseException:
            _administer(server, f'DROP DATABASE "{making}" WITH (FORCE)')
            raise
        _administer(server, f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return _renamed(server, name)


def _gather(static: Path) -> None:
    """The static files, once per run, for all servers."""
    with _alone_in(static.with_name("gathering")):
        if static.exists():
            return
        making = static.with_name("making-static")
        (making / "static").mkdir(parents=True)
        _run(_GATHER, environment_for(making, ""))
        (making / "static").rename(static)


def environment_for(data: Path, url: str) -> dict[str, str]:
    """What a process of Tandem needs to run on this data."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(_SOURCE),
        "DJANGO_SETTINGS_MODULE": "tandem.config.settings",
        "TANDEM_DATA": str(data),
        "DATABASE_URL": url,
    }


def _digest_of_migrations() -> str:
    """Of their text, and of what brings them into a database."""
    import django

    digest = hashlib.sha256(repr((django.VERSION, sys.version_info)).encode())
    for path in sorted(_SOURCE.glob("tandem/*/migrations/*.py")):
        digest.update(f"{path.relative_to(_SOURCE)}\n".encode() + path.read_bytes())
    for name in ("config/settings.py", "core/tables.py"):
        digest.update((_SOURCE / "tandem" / name).read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone_in(cache: Path) -> Iterator[None]:
    """Hold the lock of this folder; it goes with the process that holds it."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(program: str, environment: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "-c", program], env=dict(environment), check=True, timeout=120)


def _administer(url: str, statement: str) -> list[str]:
    import psycopg

    with psycopg.connect(_renamed(url, "postgres"), autocommit=True) as connection:
        told = connection.execute(statement)  # type: ignore[call-overload]
        return [row[0] for row in told] if told.description else []


def _renamed(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))
