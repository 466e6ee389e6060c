"""What takes longer than a page should hold a writer: a mail that is tried."""

from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from tandem.accounts.queries import workspace
from tandem.accounts.rules import Actor
from tandem.core.words import Sentence, say
from tandem.upkeep import services
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
