"""Telling people: in the app, and by mail as each of them chose."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.queries import guests_among, mail_is_on
from tandem.accounts.rules import Actor
from tandem.activity import events, queries, registry
from tandem.activity.models import MailPreference, Notification
from tandem.activity.rules import MailChoice
from tandem.activity.services.outbox import put_in_outbox
from tandem.core import clock
from tandem.core.errors import BadInput, NotFound
from tandem.core.words import say


def notify(
    people: Collection[int],
    kind: str,
    *,
    actor: Actor,
    subject_id: int,
    turn_id: int | None = None,
) -> None:
    """Tell people something of a registered kind about a subject, inside the act's transaction.

    Nobody is told what they did themselves, or about what they may not see.
    """
    told = queries.who_see(subject_id, [pk for pk in people if pk != actor.person_id])
    if not told:
        return
    notices = Notification.objects.bulk_create(
        Notification(
            person_id=person_id,
            subject_id=subject_id,
            turn_id=turn_id,
            kind=kind,
            by_id=actor.person_id,
        )
        for person_id in told
    )
    if mail_is_on():
        at_once = queries.who_want_mail_at_once(told)
        for notice in notices:
            if notice.person_id in at_once:
                put_in_outbox(events.MAIL, notification=notice.pk)


def tell_guest(turn_kind: str, people: Collection[int], *, subject_id: int) -> None:
    """Let a guest be mailed about something that waits for them, where mail is set up."""
    outbox = registry.guest_mail_of(turn_kind)
    if outbox and mail_is_on() and guests_among(people):
        put_in_outbox(outbox, subject=subject_id)


@transaction.atomic
def read_notification(*, actor: Actor, notification_id: int) -> None:
    """Mark one as read. Twice is once."""
    mine = Notification.objects.filter(pk=notification_id, person_id=actor.me)
    if not mine.exists():
        raise NotFound
    mine.filter(read_at=None).update(read_at=clock.now())


@transaction.atomic
def read_all_notifications(*, actor: Actor) -> int:
    """Mark all of one's own as read; returns how many were not."""
    mine = Notification.objects.filter(person_id=actor.me, read_at=None)
    return mine.update(read_at=clock.now())


@transaction.atomic
def choose_mail(*, actor: Actor, choice: MailChoice, hour: int = 8) -> None:
    """Say how one hears of things outside the app; `hour` is when the daily mail comes."""
    if not 0 <= hour <= 23:
        raise BadInput(say("Choose an hour from 0 to 23."), field="hour")
    MailPreference.objects.update_or_create(
        person_id=actor.me, defaults={"choice": choice.value, "hour": hour}
    )
