"""Pins: saying something about one place on a picture, and settling it."""

from django.db import transaction
from django.db.models import Max

from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.activity.permissions import standing_on
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.activity.services import lock_subject, make_subject, record_event
from tandem.attachments import events, permissions, queries, rules
from tandem.attachments.models import Page, Pin
from tandem.attachments.services import state
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.talk.services import write_comment


@transaction.atomic
def place_pin(
    *,
    actor: Actor,
    attachment_id: int,
    page: int,
    x: float,
    y: float,
    text: str,
    form_key: str | None = None,
) -> Pin:
    """Say something about one place on a picture or on a page; `x` and `y` go from 0 to 1.

    What is said is talk like any other. The same `form_key` twice gives the first one back.
    """
    attachment, _ = state.attachment_to_change(actor, attachment_id)
    if not permissions.can_pin(actor):
        raise NotAllowed(say("You can read here. To take part, ask an administrator."))
    if form_key:
        lock_person(actor.me)
        if standing := queries.pin_with_form_key(actor, form_key):
            return standing
    on = Page.objects.filter(attachment=attachment, number=page).first()
    pins = Pin.objects.filter(page__attachment=attachment)
    if reason := rules.why_not_pin(pins.filter(settled_at=None).count(), is_file=on is not None):
        raise RuleBroken(reason)
    right, down = round(x * rules.WHOLE), round(y * rules.WHOLE)
    if reason := rules.why_not_place(right, down):
        raise BadInput(reason, field="x")
    assert on is not None  # noqa: S101 - for mypy; the rule has refused it
    made = Pin.objects.create(
        subject_id=make_subject(events.PIN, attachment.subject.title, parent_id=attachment.pk),
        page=on,
        number=(pins.aggregate(last=Max("number"))["last"] or 0) + 1,
        x=right,
        y=down,
        placed_by_id=actor.me,
        lane=state.side_of(actor) or "",
        form_key=form_key or None,
    )
    record_event(
        events.PINNED,
        actor=actor,
        subject_id=made.pk,
        number=made.number,
        page=page,
        x=right,
        y=down,
    )
    write_comment(actor=actor, subject_id=made.pk, text=text)
    return made


@transaction.atomic
def settle_pin(*, actor: Actor, pin_id: int) -> Pin:
    """Say that what was said there is done. Twice is once."""
    pin = _to_settle(actor, pin_id)
    if pin.settled_at is not None:
        return pin
    pin.settled_at, pin.settled_by_id = clock.now(), actor.me
    pin.save(update_fields=["settled_at", "settled_by"])
    record_event(events.SETTLED, actor=actor, subject_id=pin.pk, number=pin.number)
    return pin


@transaction.atomic
def reopen_pin(*, actor: Actor, pin_id: int) -> Pin:
    """Say that it isn't done after all. Twice is once."""
    pin = _to_settle(actor, pin_id)
    if pin.settled_at is None:
        return pin
    pin.settled_at = pin.settled_by = None
    pin.save(update_fields=["settled_at", "settled_by"])
    record_event(events.REOPENED, actor=actor, subject_id=pin.pk, number=pin.number)
    return pin


def _to_settle(actor: Actor, pin_id: int) -> Pin:
    row = queries.one_pin(actor, pin_id)
    place: SubjectSeen = subject_visible_to(actor, pin_id)
    lock_subject(place.id)
    standing = standing_on(actor, place.root_id)
    if not permissions.can_settle(actor, standing, placed_by=row.by.id):
        raise NotAllowed(
            say("Whoever placed the pin settles it, or somebody who works on the initiative.")
        )
    return Pin.objects.get(pk=pin_id)
