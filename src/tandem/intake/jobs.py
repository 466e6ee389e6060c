"""What is mailed to whoever asked through the open form."""

from django.urls import reverse

from tandem.accounts.queries import workspace
from tandem.core.words import say
from tandem.intake import queries, services
from tandem.talk.jobs import send_letter


def mail_link(asked: int) -> None:
    """Mail whoever asked a link to their page, unless it has ended.

    Nothing that was typed stands in it: whoever fills the form in may write anybody's address.
    """
    row = queries.asked_by_id(asked)
    secret = services.link_for_asker(asked) if row else None
    if row is None or secret is None:
        return
    company = workspace()
    send_letter(
        row.email,
        say("Your idea has arrived"),
        [
            say("Hello,"),
            say(
                "somebody left this address at {company} with an idea. Where it stands, and what is"
                " asked of you, is on a page of your own.",
                company=company.name if company else "Tandem",
            ),
            say("The link is yours alone. If it wasn’t you, there is nothing to do."),
        ],
        reverse("asked", args=[secret]),
    )
