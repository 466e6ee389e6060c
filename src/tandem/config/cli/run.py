"""`tandem run`: everything on one machine, from an empty folder to a page that answers."""

import gc
import os
import sys
from argparse import Namespace

from tandem.config.cli.apart import apart
from tandem.config.cli.operate import failed, new_set_up_link, start_django, where, with_django
from tandem.config.cli.ports import why_not_listen
from tandem.config.cli.supervise import run_together


def run(options: Namespace) -> int:
    """Refuse early what can't work, set up, then stay until stopped or until a part fails."""
    if options.demo and options.no_demo:
        return failed("--demo and --no-demo exclude each other; give one of them.")
    reason = why_not_listen(options.host, options.port)
    if reason:
        return failed(reason)
    os.environ.setdefault("TANDEM_URL", f"http://localhost:{options.port}")
    # Whoever sits here wants the address, not a line for each page; TANDEM_LOG=INFO brings them.
    os.environ.setdefault("TANDEM_LOG", "WARNING")
    start_django(options)
    code = apart(lambda: prepare(options)).wait()
    if code:
        return code
    _load()
    return run_together(options, lambda: welcome(options))


def _load() -> None:
    """What web server and worker both hold, once for both: see decision 16."""
    import tandem.config.serving
    import tandem.config.urls
    import tandem.config.worker  # noqa: F401

    gc.collect()
    # Looked through by the collector, pages of memory would be copied for being looked at.
    gc.freeze()


@with_django
def prepare(options: Namespace) -> int:
    """The database at this version, and something in it or a way to begin."""
    from tandem.core.tables import bring_to_this_version

    tell_one("Preparing the database.")
    bring_to_this_version()
    fill(options)
    return 0


def fill(options: Namespace) -> None:
    """Offer the demonstration to an empty database. One with anything in it is never touched."""
    from tandem.accounts import queries

    if not queries.is_empty():
        if options.demo:
            tell_one("There is something in this database already; it stays as it is.")
    elif options.demo or not (
        options.no_demo or queries.is_to_be_set_up() or not wants_demonstration()
    ):
        from django.db import transaction

        from tandem.demo.load import load_demonstration, plan_the_rest

        tell_one("Loading the demonstration company; this takes a moment.")
        # All or nothing: half a company would never be filled up, for it is not empty.
        with transaction.atomic():
            load_demonstration()
            plan_the_rest()


def wants_demonstration() -> bool:
    """Ask whoever sits at the terminal; where nobody does, yes."""
    if not sys.stdin.isatty():
        return True
    answer = input("The database is empty. Load the demonstration company? [Y/n] ")
    return answer.strip().lower() in {"", "y", "yes"}


@with_django
def welcome(options: Namespace) -> int:
    """Say where Tandem is and how to sign in, once it answers; then play the rest of the
    demonstration, story by story, while everybody looks around.

    What goes wrong there ends no server: it is said, and tried again at the next start.
    """
    from django.conf import settings

    from tandem.accounts import queries
    from tandem.demo.load import play_next_story

    tell_one(f"\nTandem is at {settings.TANDEM_URL}")
    if queries.is_empty():
        tell_one(f"Set it up here, once, within a day:\n    {new_set_up_link()}")
    elif queries.is_demonstration():
        tell_one("Choose a person of the demonstration on the sign-in page: one click.")
    else:
        tell_one("Sign in with your e-mail address.")
    tell_one(f"Its data is in {settings.TANDEM_DATA}, {where()}.")
    if options.data:
        tell_one(f"Give other commands --data {settings.TANDEM_DATA}, too.")
    tell_one("Stop it with Ctrl-C.\n")
    while play_next_story():
        pass
    return 0


def tell_one(sentence: str) -> None:
    """A line for the person at the terminal; at once, also where a file takes it."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
