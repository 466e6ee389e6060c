"""A real server process for a test: the real `serve`, a free port, data of its own."""

import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from tests.schema import Schema, environment_for

_SERVE = """
import sys
from tandem.config import serving
serving._GRACE = int(sys.argv[2])
serving.serve("127.0.0.1", int(sys.argv[1]))
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
