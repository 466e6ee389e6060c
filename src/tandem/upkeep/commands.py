"""What isn't one act: a mail that is tried, what the machine is asked, the operator is told."""

import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import DatabaseError
from django.template.loader import render_to_string

from tandem.accounts.queries import workspace
from tandem.accounts.rules import Actor
from tandem.core.words import Sentence, say
from tandem.upkeep import queries, services
from tandem.upkeep.rules.health import State, health_lines, worst_of
from tandem.upkeep.rules.marks import MarkKind
from tandem.upkeep.rules.post import PATIENCE, why_not_sent


def send_test_mail(actor: Actor) -> tuple[str, Sentence | None]:
    """Mail oneself a line; the address, and why it wasn't taken, or nothing if it was."""
    server, to = services.begin_test_mail(actor=actor)
    company = workspace()
    title = say("A test mail of Tandem")
    lines = [
        say("Hello {name},", name=actor.name),
        say(
            "this was sent from {company}’s Tandem to see whether mail arrives. It does.",
            company=company.name if company else "",
        ),
        say("There is nothing to do."),
    ]
    context = {"title": title, "lines": lines, "link": settings.TANDEM_URL}
    refused: Sentence | None = None
    post = get_connection(timeout=PATIENCE)
    try:
        message = EmailMultiAlternatives(title, "\n\n".join(lines), to=[to], connection=post)
        message.attach_alternative(render_to_string("mail/guest.html", context), "text/html")
        message.send()
    except Exception as error:
        refused = why_not_sent(error, server, to)
    finally:
        with suppress(Exception):  # a connection that was refused may hang on
            post.close()
    services.end_test_mail(actor=actor, well=refused is None)
    return to, refused


@lru_cache(maxsize=1)
def kernel_told() -> str:
    """How the planning engine counts. A process of its own is asked, once: to load the engine
    would cost this one more memory than all pages do.
    """
    asked = [sys.executable, "-m", "tandem.config.cli", "doctor", "--engine"]
    try:
        answer = subprocess.run(  # noqa: S603 - our own program, nobody's words
            asked, capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    lines = [one for one in answer.stdout.splitlines() if one.startswith(_KERNEL)]
    return lines[0].removeprefix(_KERNEL).strip() if lines else "unknown"


_KERNEL = "planning kernel:"


def tell_health() -> int:
    """Print how the workspace is, a line each; 1 where something isn't well."""
    lines = health_lines(queries.health_facts(kernel_told()))
    for one in lines:
        todo = f" {one.todo}" if one.todo and one.state is not State.WELL else ""
        sys.stdout.write(f"{one.name}: {one.state.label}. {one.words}{todo}\n")
    return int(worst_of(lines) is State.BAD)


def note(kind: MarkKind, *, well: bool = True, figures: Mapping[str, int] | None = None) -> None:
    """Note what the operator did; where that can't be written, it was done all the same."""
    with suppress(DatabaseError):
        services.note_done(kind, well=well, figures=figures)
