"""A real server process for a test: the real `serve`, a free port, data of its own.

The schema is made once per process of pytest and copied, for SQLite as a file, for PostgreSQL
(DATABASE_URL) as a template database. The static files are gathered once per run, for all servers.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx

_SOURCE = Path(__file__).parent.parent / "src"
_SERVE = """
import sys
from tandem.config import serving
serving._GRACE = int(sys.argv[2])
serving.serve("127.0.0.1", int(sys.argv[1]))
"""
_MIGRATE = """
import django
django.setup()
from django.core.management import call_command
from tandem.core.server import files
files.gather()
call_command("migrate", verbosity=0)
"""
_START = 30.0
_GRACE = 10


@dataclass
class LiveServer:
    """One server process and where it is."""

    port: int
    data: Path
    environment: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes]" = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, *, timeout: float = 10.0) -> httpx.Response:
        """Ask as a visitor would."""
        # Reading the certificates of this machine takes longer than most answers.
        return httpx.get(f"{self.url}{path}", timeout=timeout, verify=False)

    def connect(self) -> socket.socket:
        """A raw connection, for clients that misbehave."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def send_signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait(self, timeout: float) -> int:
        """The exit code. Raises subprocess.TimeoutExpired."""
        return self.process.wait(timeout)

    def said(self) -> str:
        """All of the log."""
        return self.log.read_text()

    def memory(self) -> int:
        """Resident bytes of the process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024


@dataclass
class Schema:
    """A database that has been migrated, to be copied: `url` is "" for SQLite in `data`."""

    data: Path
    url: str

    @contextmanager
    def copy_to(self, data: Path) -> Iterator[str]:
        """Put a copy where a server with this data folder finds it; yields its DATABASE_URL."""
        (data / "static").symlink_to(self.data / "static")
        if not self.url:
            for file in self.data.glob("tandem.sqlite3*"):
                shutil.copy(file, data)
            yield ""
            return
        name = f"tandem_live_{secrets.token_hex(4)}"
        template = urlsplit(self.url).path.lstrip("/")
        _administer(self.url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield _renamed(self.url, name)
        finally:
            _administer(self.url, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def migrated(folder: Path, static: Path) -> Iterator[Schema]:
    """Make the schema, in `folder` or on the server of DATABASE_URL, with the files in `static`."""
    server = os.environ.get("DATABASE_URL", "")
    static.mkdir(exist_ok=True)
    (folder / "static").symlink_to(static)
    if not server:
        _migrate(environment_for(folder, ""))
        yield Schema(folder, "")
        return
    name = f"tandem_live_template_{secrets.token_hex(4)}"
    _administer(server, f'CREATE DATABASE "{name}"')
    try:
        _migrate(environment_for(folder, _renamed(server, name)))
        yield Schema(folder, _renamed(server, name))
    finally:
        _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


class Servers:
    """Starts server processes; `close` ends those that still run."""

    def __init__(self, schema: Schema, folder: Path) -> None:
        self._schema = schema
        self._folder = folder
        self._stack = ExitStack()

    def start(self, *, grace: int = _GRACE, **settings: str) -> LiveServer:
        """Start one with its own copy of the data. `settings` are environment variables.

        `grace` is for how many seconds it lets a request run on when it is to stop.
        """
        data = self._folder / secrets.token_hex(4)
        data.mkdir()
        url = self._stack.enter_context(self._schema.copy_to(data))
        return self.start_on(data, grace=grace, DATABASE_URL=url, **settings)

    def start_on(self, data: Path, *, grace: int = _GRACE, **settings: str) -> LiveServer:
        """Start one more on data that is there, such as that of a server that was killed."""
        port = _free_port()
        environment = {**environment_for(data, ""), "TANDEM_URL": f"http://127.0.0.1:{port}"}
        environment |= settings
        log = data / f"server-{port}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-c", _SERVE, str(port), str(grace)],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._stack.callback(_end, process)
        server = LiveServer(port, data, environment, log, process)
        _wait_until_ready(server)
        return server

    def close(self) -> None:
        self._stack.close()


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


def _migrate(environment: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "-c", _MIGRATE], env=dict(environment), check=True, timeout=120)


def _administer(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(_renamed(url, "postgres"), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _renamed(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(server: LiveServer) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            if server.get("/health/", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"The server did not start:\n{server.said()}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()
