"""A part of a command in a process of its own: a copy of this one.

What this process has loaded they share (memory is copied when it is written to), and what a copy
loads and holds goes with it.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

_NOT_DONE = 1
_LOOK_AGAIN = 0.05


@dataclass(slots=True)
class Apart:
    """Such a process, and its exit code once it has ended."""

    pid: int
    _code: int | None = field(default=None, init=False)

    def poll(self) -> int | None:
        """Its exit code; None while it goes on."""
        if self._code is None:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def wait(self, seconds: float = float("inf")) -> int | None:
        """Its exit code as soon as there is one; None if that takes longer."""
        if self._code is None and seconds == float("inf"):
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        until = time.monotonic() + seconds
        while (code := self.poll()) is None and time.monotonic() < until:
            time.sleep(_LOOK_AGAIN)
        return code

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


def apart(act: Callable[[], int], *, alone: bool = False) -> Apart:
    """Begin `act` in a copy of this process, which must be a simple one: one thread, no connection.

    What it returns is the exit code; what it raises is said. With `alone` it is in a session of its
    own, without the terminal: Ctrl-C doesn't reach it.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if pid := os.fork():
        return Apart(pid)
    code = _NOT_DONE
    try:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        if alone:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        code = act()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else _NOT_DONE
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
