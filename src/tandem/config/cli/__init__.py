"""The command line: `tandem run`, `tandem test`, and what an operator needs besides.

Each command is one function in this folder, imported when it is called, so that `--help` and
`test` don't wait for Django.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from tandem.config.cli.words import parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Carry out one command and end the process with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        sys.exit(_carry_out("operate.manage", argparse.Namespace(words=given[1:])))
    reader = parser()
    options, rest = reader.parse_known_args(given)
    if rest and options.command != "test":
        reader.error(f"unknown: {' '.join(rest)}")
    options.words = rest
    sys.exit(_carry_out(options.does, options))


def _carry_out(dotted: str, options: argparse.Namespace) -> int:
    module, function = dotted.split(".")
    try:
        code: int = getattr(import_module(f"{__name__}.{module}"), function)(options)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    return code
