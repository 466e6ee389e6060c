"""The words of the command line: every command, what it says of itself, and its options."""

import argparse
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

PORT = 8000

Option = tuple[str, dict[str, Any]]


def port(text: str) -> int:
    """A port number a server can listen on."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")


def count(text: str) -> int:
    """How many of something: at least one."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 1_000_000:
        return int(text)
    raise argparse.ArgumentTypeError("a number from 1 to 1000000")


def zone(text: str) -> str:
    """The name of a time zone."""
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, KeyError) as error:
        raise argparse.ArgumentTypeError("a zone is such as Europe/Berlin") from error


_HOST: Option = ("--host", {"default": "127.0.0.1", "help": "address to listen on (%(default)s)"})
_PORT: Option = ("--port", {"type": port, "default": PORT, "help": "port (%(default)s)"})
_DATA: Option = (
    "--data",
    {"type": Path, "metavar": "DIR", "help": "folder of the database, uploads and secret key"},
)
_PARENT: Option = ("--parent", {"type": int, "help": argparse.SUPPRESS})


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `does` is "module.function" in this folder."""

    name: str
    does: str
    sentence: str
    options: tuple[Option, ...] = ()


COMMANDS = (
    Command(
        "run",
        "run.run",
        "Set the database up, then start web server and worker.",
        (
            _PORT,
            _HOST,
            _DATA,
            ("--demo", {"action": "store_true", "help": "load the demonstration without asking"}),
            ("--no-demo", {"action": "store_true", "help": "start empty, for real work"}),
        ),
    ),
    Command(
        "test",
        "checks.test",
        "Run every check and test. Further words go to pytest.",
        (
            ("--quick", {"action": "store_true", "help": "SQLite only, without the slow tests"}),
            (
                "--deep",
                {"action": "store_true", "help": "what is tried for minutes, and only that"},
            ),
        ),
    ),
    Command(
        "serve", "operate.serve", "Start the web server alone.", (_PORT, _HOST, _DATA, _PARENT)
    ),
    Command("worker", "operate.worker", "Start the worker alone.", (_DATA, _PARENT)),
    Command("migrate", "operate.migrate", "Bring the database to this version.", (_DATA,)),
    Command(
        "verify",
        "operate.verify",
        "Prove that the history was not changed.",
        (
            _DATA,
            (
                "--checkpoint",
                {"type": Path, "metavar": "FILE", "help": "against a checkpoint kept elsewhere"},
            ),
        ),
    ),
    Command(
        "checkpoint", "operate.checkpoint", "Take a checkpoint and print it as one line.", (_DATA,)
    ),
    Command(
        "backup",
        "operate.backup",
        "Write everything into one file (docs/operating.md).",
        (("file", {"type": Path, "metavar": "FILE"}), _DATA),
    ),
    Command(
        "restore",
        "operate.restore",
        "Take such a file into an empty database, of either kind.",
        (("file", {"type": Path, "metavar": "FILE"}), _DATA),
    ),
    Command(
        "setup-link",
        "operate.set_up_link",
        "Print a one-time link to set the workspace up.",
        (_DATA,),
    ),
    Command(
        "engine",
        "engine.engine",
        "Ask the planning engine about a file (docs/engine.md).",
        (
            ("question", {"choices": ("schedule", "forecast", "scope", "calibrate")}),
            ("file", {"type": Path, "metavar": "FILE"}),
            ("--seed", {"type": int, "default": 0, "help": "of the random numbers (%(default)s)"}),
            ("--trials", {"type": count, "default": 2000, "help": "of a forecast (%(default)s)"}),
            ("--zone", {"type": zone, "default": "UTC", "help": "of dates without (%(default)s)"}),
            (
                "--answer",
                {"choices": ("text", "json", "svg"), "default": "text", "help": "%(default)s"},
            ),
        ),
    ),
    Command(
        "xray",
        "xray.xray",
        "Make a page about your last year from another tracker's export (docs/xray.md).",
        (
            ("files", {"type": Path, "metavar": "FILE", "nargs": "+"}),
            ("--output", {"type": Path, "metavar": "FILE", "help": "where (FILE-xray.html here)"}),
            ("--force", {"action": "store_true", "help": "replace what is there"}),
            ("--marketing", {"default": "", "metavar": "NAMES", "help": "names of that side's"}),
            ("--it", {"default": "", "metavar": "NAMES", "help": "people, groups, components"}),
            ("--mapping", {"default": "", "metavar": "ROLE=HEADING,…", "help": "of a table"}),
            ("--until", {"default": "", "metavar": "DAY", "help": "the year's last day"}),
        ),
    ),
    Command(
        "doctor",
        "engine.doctor",
        "Say what this Tandem runs on, and how it is.",
        (_DATA, ("--engine", {"action": "store_true", "help": "only what it runs on"})),
    ),
    # Listed for --help; its words are handed over before any of this reads them.
    Command("manage", "operate.manage", "Hand further words to Django's own commands."),
)


def parser() -> argparse.ArgumentParser:
    """What reads the command line. The result has `command`, `does` and the options' names."""
    reader = argparse.ArgumentParser(
        prog="tandem",
        description="Marketing and IT, together from the idea to the result.",
    )
    reader.add_argument("--version", action="version", version=f"Tandem {version('tandem')}")
    commands = reader.add_subparsers(
        title="commands", dest="command", required=True, metavar="COMMAND"
    )
    for command in COMMANDS:
        reads = commands.add_parser(
            command.name, help=command.sentence, description=command.sentence, allow_abbrev=False
        )
        reads.set_defaults(does=command.does)
        for name, how in command.options:
            reads.add_argument(name, **how)
    return reader
