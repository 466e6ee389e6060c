"""The commands an operator calls one at a time. Each is a line or two around a context's own."""

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tandem.config.backup.contents import Manifest

_SETTINGS = "tandem.config.settings"


def start_django(options: Namespace) -> None:
    """Read the settings, of the data folder that was named, and the models."""
    if options.data:
        os.environ["TANDEM_DATA"] = str(options.data.expanduser().absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    import django

    django.setup()


def with_django(command: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """Start Django before the command, and end with a sentence where it can't do its work."""

    @wraps(command)
    def carried_out(options: Namespace) -> int:
        start_django(options)
        from django.db import DatabaseError

        from tandem.core.errors import Refused

        try:
            return command(options)
        except Refused as refusal:
            return failed(str(refusal))
        except DatabaseError as error:
            return failed(f"The database says no: {str(error).strip()}\n{_what_to_do(error)}")

    return carried_out


def with_a_workspace(command: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """The same, refused where there is no workspace: whoever named another folder than they run
    would hear that nothing is whole, night after night.
    """

    @with_django
    @wraps(command)
    def carried_out(options: Namespace) -> int:
        if not _has_a_workspace():
            return failed(f"There is no workspace in {where()}. {_ELSEWHERE}")
        return command(options)

    return carried_out


_ELSEWHERE = (
    "Nothing was done. If yours is elsewhere, say so as for ./tandem run: "
    "--data FOLDER or TANDEM_DATA, and DATABASE_URL."
)


def _has_a_workspace() -> bool:
    """Whether somebody has set one up; to look makes no database."""
    from django.db import connection

    from tandem.accounts import queries

    if connection.vendor == "sqlite" and not _file().is_file():
        return False
    with connection.cursor() as cursor:
        empty = not connection.introspection.table_names(cursor)
    return not empty and not queries.is_empty()


def where() -> str:
    """The database, for whoever looks for theirs; without a password."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"the file {_file()}"
    known = connection.settings_dict
    return f"the PostgreSQL database {known['NAME']} on {known['HOST'] or 'this machine'}"


def _file() -> Path:
    from django.conf import settings

    return Path(settings.DATABASES["default"]["NAME"])


def failed(sentence: str) -> int:
    """Say why to standard error; the exit code of a command that did not do its work."""
    sys.stderr.write(f"{sentence}\n")
    return 1


def _what_to_do(error: Exception) -> str:
    if "no such table" in str(error) or "relation " in str(error):
        return "It may be of an older version: ./tandem migrate brings it to this one."
    return "Look at DATABASE_URL and TANDEM_DATA, and whether it is running."


@with_django
def serve(options: Namespace) -> int:
    """The web server, until it is told to stop."""
    if options.parent:
        end_with(options.parent)
    from tandem.config.serving import serve as serve_pages

    serve_pages(options.host, options.port)
    return 0


@with_django
def worker(options: Namespace) -> int:
    """The worker, until it is told to stop. What it is doing then, it finishes."""
    from tandem.config.worker import run

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if options.parent:
        end_with(options.parent)
    run(stop)
    return 0


def end_with(parent: int) -> None:
    """Stop this process kindly once `parent` is gone, however it went.

    A `tandem run` that was killed can't tell its two processes; they would hold the port for ever.
    """

    def watch() -> None:
        while os.getppid() == parent:
            waiting.wait(1)
        os.kill(os.getpid(), signal.SIGTERM)

    waiting = threading.Event()
    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


@with_django
def migrate(options: Namespace) -> int:
    """The database, brought to this version."""
    from tandem.core.tables import bring_to_this_version

    bring_to_this_version()
    return 0


@with_a_workspace
def verify(options: Namespace) -> int:
    """The exit code tells whether the history is whole; the context says what it found."""
    from tandem.activity import commands

    sys.stdout.write(f"Looking into {where()}.\n")
    return _noted(commands.verify(options.checkpoint))


@with_a_workspace
def checkpoint(options: Namespace) -> int:
    """One line of JSON to standard output."""
    from tandem.activity import commands

    return commands.take_checkpoint()


@with_a_workspace
def backup(options: Namespace) -> int:
    """Everything in one file, while people go on working. 1 where the history isn't whole."""
    from tandem.activity import commands
    from tandem.config.backup import make_backup
    from tandem.upkeep import commands as upkeep
    from tandem.upkeep.rules.marks import MarkKind

    told = make_backup(options.file)
    _tell_contents(f"Written from {where()}", told)
    upkeep.note(MarkKind.BACKUP, figures={"files": told.files})
    return _noted(commands.verify())


@with_django
def restore(options: Namespace) -> int:
    """The other way, into an empty database; then the history is proved."""
    from tandem.activity import commands
    from tandem.config.backup import restore_backup

    told = restore_backup(options.file)
    _tell_contents(f"Restored into {where()}", told)
    return _noted(commands.verify())


def _noted(code: int) -> int:
    """Note how the history was found; the page about health says it."""
    from tandem.upkeep import commands
    from tandem.upkeep.rules.marks import MarkKind

    commands.note(MarkKind.VERIFY, well=code == 0)
    return code


@with_django
def how_it_is(options: Namespace) -> int:
    """How the workspace is, as its administrators see it under Settings."""
    from tandem.upkeep import commands

    if not _has_a_workspace():
        sys.stdout.write(f"There is no workspace in {where()} yet: ./tandem run makes one.\n")
        return 1
    return commands.tell_health()


def _tell_contents(did: str, told: "Manifest") -> None:
    rows = sum(one.rows for one in told.tables.values())
    sys.stdout.write(
        f"{did}: {rows} rows of {len(told.tables)} tables, {told.files} uploads; "
        f"made {told.made_at} by Tandem {told.version}.\n"
    )


@with_django
def set_up_link(options: Namespace) -> int:
    """A fresh link; earlier ones end."""
    sys.stdout.write(f"{new_set_up_link()}\n")
    return 0


def new_set_up_link() -> str:
    """The whole address of a one-time page on which the first administrator is made."""
    from django.conf import settings

    from tandem.accounts import commands

    return commands.make_set_up_link(settings.TANDEM_URL)


def manage(options: Namespace) -> int:
    """Django's own commands, for whoever works on Tandem."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tandem manage", *options.words])
    return 0
