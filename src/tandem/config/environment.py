"""Typed readers of environment variables, for settings.py alone.

A wrong value stops the start with one sentence that names the variable, what was found and what
is wanted: a server that runs on a guessed setting is worse than one that does not run.
`docs/settings.md` lists every variable; a test compares that table with the calls in settings.py.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


class WrongSetting(SystemExit):
    """A setting can't be used. As a SystemExit its sentence is all that the terminal shows."""


def _found(name: str) -> str | None:
    """The value of `name`, or nothing when it is not set or empty."""
    return os.environ.get(name, "").strip() or None


def text(name: str, default: str) -> str:
    """Any text."""
    return _found(name) or default


def switch(name: str, *, default: bool) -> bool:
    """Yes or no, in the usual spellings."""
    found = _found(name)
    if found is None:
        return default
    if found.lower() in _YES:
        return True
    if found.lower() in _NO:
        return False
    raise WrongSetting(f"{name} must be yes or no, not {found!r}.")


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    found = _found(name)
    if found is None:
        return default
    if found.isascii() and found.isdigit() and least <= int(found) <= most:
        return int(found)
    raise WrongSetting(f"{name} must be a whole number from {least} to {most}, not {found!r}.")


def choice(name: str, default: str, *, among: Sequence[str]) -> str:
    """One of a few words."""
    found = _found(name) or default
    if found not in among:
        raise WrongSetting(f"{name} must be one of {', '.join(among)}, not {found!r}.")
    return found


def listed(name: str, default: Sequence[str]) -> list[str]:
    """Words separated by commas."""
    found = _found(name)
    return list(default) if found is None else [w.strip() for w in found.split(",") if w.strip()]


def hosts(name: str) -> list[str]:
    """Hosts, each a name or an IP address, with or without a port; none when it is not set."""
    found = listed(name, [])
    for one in found:
        try:
            parts = urlsplit(f"//{one}")
            plain = bool(parts.hostname) and parts.netloc == one and "@" not in one
            _ = parts.port
        except ValueError:
            plain = False
        if not plain or "*" in one:
            raise WrongSetting(
                f"{name} must be hosts such as calendar.intranet.example or 10.0.0.5:8080, "
                f"separated by commas, not {one!r}."
            )
    return found


def folder(name: str, default: Path) -> Path:
    """A folder, made when it is missing, readable by this user alone when we make it."""
    path = Path(_found(name) or default).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise WrongSetting(
            f"{name} must be a folder that can be written to; {path} can't be made: "
            f"{error.strerror}."
        ) from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise WrongSetting(f"{name} must be a folder that can be written to, and {path} can't.")
    return path


def web_address(name: str, default: str) -> str:
    """The start of an http or https address: scheme, host and port, without a final slash."""
    found = _found(name) or default
    try:
        parts = urlsplit(found)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or parts.path.strip("/") or parts.query:
        raise WrongSetting(
            f"{name} must be an address such as https://tandem.example.org, not {found!r}."
        )
    return f"{parts.scheme}://{parts.netloc}"
