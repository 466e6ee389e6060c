"""Asking a module that loads a solver, in a process of its own."""

import json
import sys
from typing import Any


class NoAnswer(RuntimeError):
    """The solver's process ended without an answer: it is missing, or was stopped."""


def ask_apart(module: str, question: dict[str, Any], seconds: float) -> dict[str, Any]:
    """What the module, run as a program, answers to a question: JSON in and out.

    It finds the same packages as this process. Raises NoAnswer, also after `seconds` on the wall.
    """
    import subprocess  # Whoever doesn't ask needn't wait until it is loaded.

    program = (
        f"import runpy, sys; sys.path[:] = {sys.path!r}; "
        f"runpy.run_module({module!r}, run_name='__main__')"
    )
    try:
        done = subprocess.run(  # noqa: S603 (our own module)
            [sys.executable, "-c", program],
            input=json.dumps(question),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=True,
        )
        told: dict[str, Any] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise NoAnswer("The solver gave no answer.") from error
    return told
