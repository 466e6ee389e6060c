"""Debian's packages that the tests need: found, or installed as root, or named."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path


class NotHere(Exception):
    """Something is missing on this machine; the message says what, and how to get it."""


def find(program: str) -> str | None:
    """The path of a program, also where Debian keeps PostgreSQL's, newest version first."""
    found = shutil.which(program)
    if found:
        return found
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    return max(map(str, versions), key=_major, default=None)


def _major(path: str) -> int:
    name = Path(path).parts[-3]
    return int(name) if name.isdigit() else 0


def require(program: str, *packages: str) -> str:
    """The path of `program`, installing its packages where this user may. Raises NotHere."""
    found = find(program)
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(packages)
        found = find(program)
    if not found:
        raise NotHere(f"{program} is missing: sudo apt-get install {' '.join(packages)}")
    return found


def _install(packages: tuple[str, ...]) -> None:
    _update()
    print(f"Installing Debian's {' and '.join(packages)}.", flush=True)
    _apt_get("install", "--yes", "--no-install-recommends", *packages)


@cache
def _update() -> None:
    """Once a run: on a fresh machine nothing is known before it."""
    _apt_get("update")


def _apt_get(*words: str) -> None:
    done = subprocess.run(
        ["apt-get", "-qq", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        last = done.stdout.strip().splitlines()[-1:] or ["it said nothing"]
        raise NotHere(f"apt-get {words[0]} failed: {last[0]}")
