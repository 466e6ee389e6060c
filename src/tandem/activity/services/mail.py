"""What is written about mail: when a digest is due, and what was sent."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.queries import mail_is_on
from tandem.activity import events, queries
from tandem.activity.models import MailPreference, Notification
from tandem.activity.rules import MailChoice
from tandem.activity.services.outbox import put_in_outbox
from tandem.core import clock


@transaction.atomic
def write_due_digests() -> int:
    """Let a mail be sent to everybody whose hour has come and who has not read everything.

    Once a day each, however often it is called; returns how many.
    """
    if not mail_is_on():
        return 0
    due = queries.due_digests()
    for person_id, day in due:
        MailPreference.objects.update_or_create(
            person_id=person_id,
            defaults={"digest_on": day},
            create_defaults={"digest_on": day, "choice": MailChoice.DIGEST.value},
        )
        put_in_outbox(events.DIGEST, person=person_id)
    return len(due)


@transaction.atomic
def record_mailed(notification_ids: Collection[int]) -> None:
    """Write down that these were mailed, so that they aren't again."""
    mailed = Notification.objects.filter(pk__in=notification_ids, mailed_at=None)
    mailed.update(mailed_at=clock.now())
