"""What the clock does for imports: starts a process of its own for what waits.

An import takes a minute, and everything else that the clock does would wait for it. The process
ends when nothing waits any more, and gives its memory back.
"""

import logging
import os
import subprocess
import sys

from tandem.imports import queries

log = logging.getLogger(__name__)
_running: list[subprocess.Popen[bytes]] = []


def carry_on() -> int:
    """Start what takes in, where something waits and nothing runs; says how many were started."""
    _running[:] = [one for one in _running if one.poll() is None]
    if _running or not queries.something_waits():
        return 0
    program = (
        f"import runpy, sys; sys.path[:] = {sys.path!r}; "
        "runpy.run_module('tandem.imports.commands', run_name='__main__')"
    )
    parent = str(os.getpid())
    _running.append(subprocess.Popen([sys.executable, "-c", program, parent]))  # noqa: S603
    return 1
