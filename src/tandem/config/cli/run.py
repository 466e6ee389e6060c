"""`tandem run`: everything on one machine, from an empty folder to a page that answers."""

import os
import sys
from argparse import Namespace

from tandem.config.cli.operate import failed, new_set_up_link, with_django
from tandem.config.cli.ports import why_not_listen
from tandem.config.cli.supervise import run_together

MORE = 2
"""Not done yet: there may be another story."""


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
    return prepare(options) or run_together(
        options.host, options.port, lambda: tell(options), lambda: tell_more(options)
    )


@with_django
def prepare(options: Namespace) -> int:
    """The database at this version, and something in it or a way to begin."""
    from django.db import connections

    from tandem.core.tables import bring_to_this_version

    tell_one("Preparing the database.")
    bring_to_this_version()
    fill(options)
    connections.close_all()
    return 0


def fill(options: Namespace) -> None:
    """Offer the demonstration to an empty database. One with anything in it is never touched."""
    from tandem.accounts import queries

    if not queries.is_empty():
        if options.demo:
            tell_one("There is something in this database already; it stays as it is.")
    elif options.demo or (not options.no_demo and wants_demonstration()):
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
def tell(options: Namespace) -> int:
    """Where Tandem is and how to sign in, once it answers."""
    from django.conf import settings
    from django.db import connections

    from tandem.accounts import queries

    tell_one(f"\nTandem is at {settings.TANDEM_URL}")
    if queries.is_empty():
        tell_one(f"Set it up here, once, within a day:\n    {new_set_up_link()}")
    elif queries.is_demonstration():
        tell_one("Choose a person of the demonstration on the sign-in page: one click.")
    else:
        tell_one("Sign in with your e-mail address.")
    tell_one("Stop it with Ctrl-C.\n")
    connections.close_all()
    return 0


def tell_more(options: Namespace) -> bool:
    """Play one more story of the demonstration, while everybody looks around; False at the end.

    What goes wrong here ends no server: it is said, and tried again at the next start.
    """
    return play_more(options) == MORE


@with_django
def play_more(options: Namespace) -> int:
    """`MORE` after a story, 0 when none was left, 1 when one could not be played."""
    from django.db import connections

    from tandem.demo.load import play_next_story

    if play_next_story():
        return MORE
    connections.close_all()
    return 0


def tell_one(sentence: str) -> None:
    """A line for the person at the terminal; at once, also where a file takes it."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
