"""Inviting people: a link by mail that lets them choose a password; taken back while unused."""

from django.db import transaction

from tandem.accounts.queries import can_be_mailed, mail_is_on
from tandem.accounts.rules import PASSWORD_LINK_LASTS, Actor
from tandem.accounts.services.account import end_links, locked_person, new_link
from tandem.activity.services import company_subject, put_in_outbox, record_event
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.sign_in import events, permissions, rules
from tandem.sign_in.services.tries import begin_try


@transaction.atomic
def invite_by_mail(*, actor: Actor, person_id: int) -> None:
    """Let somebody be mailed a link to choose a password; links of before open nothing any more."""
    _administrators_only(actor)
    person = locked_person(person_id)
    reason = rules.why_not_mail(
        by_mail=mail_is_on(), open_account=can_be_mailed(person.pk) is not None
    )
    if reason:
        raise RuleBroken(reason)
    begin_try({f"invited {person.pk}": rules.OF_MAILED_LINKS})
    end_links(person)
    put_in_outbox(events.INVITE, person=person.pk, by=actor.me)
    company = company_subject()
    record_event(events.INVITED, actor=actor, subject_id=company, person=person.pk)


@transaction.atomic
def take_invitation_back(*, actor: Actor, person_id: int) -> None:
    """Let no link open somebody's account that was given away or mailed, and isn't used yet."""
    _administrators_only(actor)
    person = locked_person(person_id)
    if not end_links(person):
        raise RuleBroken(say("There is no link of theirs that still opens."))
    company = company_subject()
    record_event(events.TAKEN_BACK, actor=actor, subject_id=company, person=person.pk)


@transaction.atomic
def link_for_invitation(person_id: int) -> str | None:
    """The secret of a link of its own for one mail; nothing for whoever can't sign in."""
    person = can_be_mailed(person_id)
    return new_link(person, PASSWORD_LINK_LASTS) if person else None


def _administrators_only(actor: Actor) -> None:
    if not permissions.can_look_after_others(actor):
        raise NotAllowed(say("Only an administrator who is signed in invites people."))
