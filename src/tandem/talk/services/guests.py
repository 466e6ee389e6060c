"""Guests: invited to one initiative's shared part by a private link, until a day."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db import transaction

from tandem.accounts.queries import (
    company_zone,
    invitations_to,
    is_still_guest,
    mail_is_on,
    present_day,
)
from tandem.accounts.rules import Actor, GuestMay, why_not_invite_until
from tandem.accounts.services.guests import (
    end_guest_links,
    further_guest_link,
    guest_person,
    new_guest_link,
)
from tandem.activity.permissions import standing_on
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.activity.services import (
    lock_subject,
    notify,
    put_in_outbox,
    record_event,
    salted_digest,
)
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.talk import events, permissions, queries, registry, rules
from tandem.talk.models import Comment, Guest
from tandem.talk.services.approving import close_approval
from tandem.talk.services.state import new_subject


@transaction.atomic
def invite_guest(
    *,
    actor: Actor,
    initiative_id: int,
    email: str,
    name: str,
    may: Collection[GuestMay],
    until: date,
) -> tuple[Guest, str]:
    """Let somebody from outside read the shared part, and perhaps comment and approve, until a day.

    Returns the secret of their link as well, which is shown once and kept nowhere.
    """
    place = subject_visible_to(actor, initiative_id)
    if registry.shared_kind_named(place.kind) is None:
        raise NotFound
    _inviters_only(actor, place)
    lock_subject(place.id)
    _check_day(until)
    person = guest_person(email, name)
    if any(one.person_id == person.pk for one in queries.guests_on(place.id)):
        raise BadInput(say("They are invited already. Their page makes a new link."), field="email")
    guest_id = new_subject(events.GUEST, person.name, place)
    guest = Guest.objects.create(subject_id=guest_id, person_id=person.pk, invited_by_id=actor.me)
    secret = new_guest_link(person.pk, guest_id, may, _end_of(until))
    record_event(events.GUEST_INVITED, actor=actor, subject_id=guest_id, person=person.pk)
    _put_in_the_mail(guest_id)
    return guest, secret


@transaction.atomic
def renew_guest_link(*, actor: Actor, guest_id: int, may: Collection[GuestMay], until: date) -> str:
    """A new link for a guest, with what they may and until when from now on; the old one ends."""
    guest = _locked(actor, guest_id)
    _check_day(until)
    secret = new_guest_link(guest.person_id, guest.pk, may, _end_of(until))
    record_event(
        events.GUEST_LINK_RENEWED, actor=actor, subject_id=guest.pk, person=guest.person_id
    )
    _put_in_the_mail(guest.pk)
    return secret


@transaction.atomic
def mail_guest_link(*, actor: Actor, guest_id: int) -> None:
    """Mail a guest a link once more; the ones they have go on working."""
    guest = _locked(actor, guest_id)
    if reason := rules.why_not_mail(is_set_up=mail_is_on()):
        raise RuleBroken(reason)
    if reason := invitations_to([guest.pk])[guest.pk].why_not:
        raise RuleBroken(reason)
    record_event(events.GUEST_LINK_MAILED, actor=actor, subject_id=guest.pk, person=guest.person_id)
    _put_in_the_mail(guest.pk)


@transaction.atomic
def link_for_mail(guest_id: int) -> str | None:
    """The secret of a link of its own for one mail; nothing where the invitation has ended."""
    return further_guest_link(guest_id)


def _put_in_the_mail(guest_id: int) -> None:
    if mail_is_on():
        put_in_outbox(events.GUEST_MAIL, guest=guest_id)


@transaction.atomic
def revoke_guest(*, actor: Actor, guest_id: int) -> None:
    """End an invitation at once: the link, whoever is in by it, and what they were asked."""
    guest = _locked(actor, guest_id)
    if invitations_to([guest.pk])[guest.pk].revoked_at is not None:
        return
    end_guest_links(guest.pk)
    record_event(events.GUEST_REVOKED, actor=actor, subject_id=guest.pk, person=guest.person_id)
    for approval in queries.open_approvals_of(guest.pk):
        close_approval(actor, approval)


@transaction.atomic
def comment_as_guest(*, actor: Actor, text: str) -> Comment:
    """Say something about what was shared; the initiative's people read it on their Talk page."""
    guest = Guest.objects.filter(subject_id=actor.guest_of).first() if actor.is_guest else None
    if guest is None:
        raise NotFound
    lock_subject(guest.pk)
    if not is_still_guest(actor):
        raise NotFound
    if not permissions.can_comment_as_guest(actor):
        raise NotAllowed(say("You can read here. Ask whoever invited you if you want to say more."))
    text = typed(text, limit=rules.COMMENT_LIMIT, field="text")
    comment = Comment.objects.create(subject_id=guest.pk, text=text, written_by_id=actor.me)
    digest = salted_digest(guest.pk, text)
    record_event(events.COMMENTED, actor=actor, subject_id=guest.pk, text=digest)
    notify([guest.invited_by_id], events.A_GUEST_WROTE, actor=actor, subject_id=guest.pk)
    return comment


def _inviters_only(actor: Actor, place: SubjectSeen) -> None:
    if not permissions.can_invite(actor, standing_on(actor, place.root_id)):
        raise NotAllowed(say("Its owners, or an administrator, invite guests."))


def _end_of(until: date) -> datetime:
    """The midnight after a day, where the company is."""
    return datetime.combine(until + timedelta(days=1), time(), company_zone())


def _check_day(until: date) -> None:
    if reason := why_not_invite_until(until, today=present_day()):
        raise BadInput(reason, field="until")


def _locked(actor: Actor, guest_id: int) -> Guest:
    place = subject_visible_to(actor, guest_id)
    guest = Guest.objects.filter(subject_id=place.id).first()
    if guest is None:
        raise NotFound
    _inviters_only(actor, place)
    lock_subject(guest.pk)
    return guest
