"""Where mail is handed in: said on a page, tried, ended."""

from dataclasses import replace

from django.db import transaction

from tandem.accounts import queries as accounts
from tandem.accounts.rules import Actor, MailServer, why_not_hand_in
from tandem.accounts.services import keep_mail_server
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.sign_in.rules import OF_MAILED_LINKS
from tandem.sign_in.services import begin_try, end_try
from tandem.upkeep import events, permissions
from tandem.upkeep.rules.marks import MarkKind
from tandem.upkeep.rules.post import HOST_LIMIT, PASSWORD_LIMIT, USER_LIMIT
from tandem.upkeep.services.marks import note_done


@transaction.atomic
def change_mail_server(*, actor: Actor, server: MailServer) -> None:
    """Say where mail is handed in. Without a password the one that is kept goes on, for the same
    name at the same server.
    """
    company = _mine_to_change(actor)
    lock_subject(company)
    before = accounts.mail_server()
    server = replace(
        server,
        host=typed(server.host, limit=HOST_LIMIT, field="host").lower(),
        user=typed(server.user, limit=USER_LIMIT, field="user", required=False),
    )
    if len(server.password) > PASSWORD_LIMIT:
        raise BadInput(say("At most {most} characters.", most=PASSWORD_LIMIT), field="password")
    if not server.password and before and _same_door(server, before):
        server = replace(server, password=before.password)
    if reason := why_not_hand_in(server):
        raise BadInput(reason, field="password" if server.user else "host")
    if server == before:
        return
    keep_mail_server(server)
    record_event(events.MAIL_CHANGED, actor=actor, subject_id=company)


@transaction.atomic
def end_mail(*, actor: Actor) -> None:
    """Forget where mail is handed in: nothing is mailed any more."""
    company = _mine_to_change(actor)
    lock_subject(company)
    if not accounts.mail_is_on():
        raise RuleBroken(say("No mail is set up here."))
    keep_mail_server(None)
    record_event(events.MAIL_ENDED, actor=actor, subject_id=company)


@transaction.atomic
def begin_test_mail(*, actor: Actor) -> tuple[MailServer, str]:
    """Count a test mail, so that nobody sends many; where it is handed in, and to whom it goes."""
    if not permissions.can_change_house(actor):
        raise NotAllowed(say("Only an administrator who is signed in sends a test mail."))
    server = accounts.mail_server()
    if server is None:
        raise RuleBroken(say("Say first where mail is handed in, with its password."))
    begin_try({f"test mail {actor.me}": OF_MAILED_LINKS})
    return server, accounts.person_by_id(actor.me).email


@transaction.atomic
def end_test_mail(*, actor: Actor, well: bool) -> None:
    """Note how it went. One that was refused may be tried again at once: slips are many."""
    if not permissions.can_change_house(actor):
        raise NotAllowed(say("Only an administrator who is signed in sends a test mail."))
    if not well:
        end_try(own=[f"test mail {actor.me}"])
    note_done(MarkKind.MAIL, well=well)


def _same_door(one: MailServer, other: MailServer) -> bool:
    """Whether a password may go on: never to another server, nor without encryption."""
    return (one.host, one.port, one.user, one.guarded) == (
        other.host,
        other.port,
        other.user,
        other.guarded,
    )


def _mine_to_change(actor: Actor) -> int:
    if not permissions.can_change_house(actor):
        raise NotAllowed(say("Only an administrator who is signed in changes where mail goes."))
    if accounts.mail_is_told_outside():
        raise RuleBroken(
            say("The environment says where mail goes (TANDEM_MAIL_URL); it is changed there.")
        )
    return company_subject()
