"""A PostgreSQL of the tests' own: made, used and removed, beside whatever else runs here."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tandem.config.cli.debian import NotHere, require

STARTS_WITHIN = 60.0
"""Seconds."""
# Nothing here is kept, so nothing has to reach a disk.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextmanager
def throw_away() -> Iterator[str]:
    """The address of a fresh cluster on loopback, for the length of the block. Raises NotHere."""
    # A link to one of its programs says nothing of where the others are.
    programs = Path(require("initdb", "postgresql")).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="tandem-postgresql-"))
    who = _who()
    try:
        if who:
            shutil.chown(folder, who["user"], who["group"])
        password = secrets.token_hex(16)
        _make(programs, folder, password, who)
        port = _free_port()
        server = _start(programs, folder, port, who)
        try:
            _await(programs, port, server, folder)
            yield f"postgresql://tandem:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(2)  # PostgreSQL's "fast" stop: it does not wait for clients.
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _who() -> dict[str, Any]:
    """As whom to run: PostgreSQL refuses to be root. Nothing for anybody else."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise NotHere("PostgreSQL can't run as root, and this machine has no user postgres or nobody")


def _make(programs: Path, folder: Path, password: str, who: dict[str, Any]) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if who:
        shutil.chown(secret, who["user"], who["group"])
    command = [str(programs / "initdb"), "--pgdata", str(folder / "data"), "--username=tandem"]
    command += ["--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync", "--encoding=UTF8"]
    done = subprocess.run(
        [*command, "--locale=C.UTF-8"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **who,
    )
    if done.returncode:
        raise NotHere(f"initdb failed: {done.stdout[-2000:]}")


def _start(programs: Path, folder: Path, port: int, who: dict[str, Any]) -> subprocess.Popen[bytes]:
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port)]
    settings = (*_FAST, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}")
    for setting in settings:
        command += ["-c", setting]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **who
        )


def _await(programs: Path, port: int, server: subprocess.Popen[bytes], folder: Path) -> None:
    ask = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + STARTS_WITHIN
    while subprocess.run(ask, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            said = (folder / "log").read_text(errors="replace")[-2000:]
            raise NotHere(f"PostgreSQL did not start: {said}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
