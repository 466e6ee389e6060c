"""What the clock does for our tools. May be called as often as one likes."""

import os
import subprocess
import sys

from tandem.tools import queries, services


def ask_about_renewals() -> int:
    """Ask whether what is paid again within sixty days is kept."""
    return services.ask_about_renewals()


def leave_forgotten_files() -> int:
    """Leave files that nobody let be looked through for a week."""
    return services.leave_forgotten_files()


_running: list[subprocess.Popen[bytes]] = []


def look_through_files() -> int:
    """Start what looks through files, where one waits and nothing runs.

    A file takes a minute, and everything else that the clock does would wait for it.
    """
    _running[:] = [one for one in _running if one.poll() is None]
    if _running or not queries.looks_waiting().exists():
        return 0
    program = (
        f"import runpy, sys; sys.path[:] = {sys.path!r}; "
        "runpy.run_module('tandem.tools.commands', run_name='__main__')"
    )
    parent = str(os.getpid())
    _running.append(subprocess.Popen([sys.executable, "-c", program, parent]))  # noqa: S603
    return 1
