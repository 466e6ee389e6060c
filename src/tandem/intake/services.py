"""Opening and closing the form; asking through it, and answering by one's private link."""

import secrets
from datetime import date

from django.db import transaction

from tandem.accounts.queries import is_still_guest, mail_is_on, present_day
from tandem.accounts.rules import CLOCK, Actor, ActorKind
from tandem.accounts.services import lock_person
from tandem.accounts.services.account import clean_address
from tandem.accounts.services.guests import further_guest_link, guest_person, new_guest_link
from tandem.activity.services import lock_subject, make_subject, put_in_outbox
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.rules import InitiativeKind
from tandem.initiatives.services.ideas import new_idea
from tandem.initiatives.services.state import locked
from tandem.initiatives.services.triage import write_more
from tandem.intake import events, permissions, queries, rules
from tandem.intake.models import AskedIdea, OpenForm, new_token


@transaction.atomic
def open_form(*, actor: Actor, until: date, introduction: str = "") -> OpenForm:
    """Let people without an account bring ideas until a day; open already, it says this now."""
    _administrators_only(actor)
    if reason := rules.why_not_open_until(until, present_day()):
        raise BadInput(reason, field="until")
    introduction = typed(
        introduction, limit=rules.INTRODUCTION_LIMIT, field="introduction", required=False
    )
    form = queries.standing_form()
    if form is None:
        return OpenForm.objects.create(
            opened_by_id=actor.me, until=until, introduction=introduction
        )
    if (form.until, form.introduction) != (until, introduction):
        form.until, form.introduction = until, introduction
        form.save()
    return form


@transaction.atomic
def renew_form_address(*, actor: Actor) -> OpenForm:
    """Another address for the form; the one before leads nowhere from now on."""
    _administrators_only(actor)
    form = _standing()
    form.token = new_token()
    form.save(update_fields=["token"])
    return form


@transaction.atomic
def close_form(*, actor: Actor) -> None:
    """Nobody brings ideas through it any more. Whoever did keeps their page."""
    _administrators_only(actor)
    OpenForm.objects.filter(closed_at=None).update(closed_at=clock.now(), closed_by_id=actor.me)


@transaction.atomic
def ask_by_form(
    *,
    token: str,
    sentence: str,
    wish_date: date | None,
    name: str,
    email: str,
    origin: str,
) -> str:
    """Bring an idea through the form. Returns the secret of the asker's page, kept nowhere.

    `origin` is a digest of where it came from: so many an hour from one place, so many a day.
    """
    living = queries.living_form(token)
    form = OpenForm.objects.select_for_update().filter(pk=living.pk).first() if living else None
    if form is None:
        raise NotFound
    name = typed(name, limit=rules.NAME_LIMIT, field="name")
    email = clean_address(email)
    now = clock.now()
    lately = AskedIdea.objects.filter(sent_at__gt=now - rules.DAY)
    from_there = lately.filter(origin_key=origin, sent_at__gt=now - rules.HOUR).count()
    if reason := rules.why_not_one_more(from_there=from_there, in_all=lately.count()):
        raise RuleBroken(reason)
    person = guest_person(f"{secrets.token_hex(12)}@open-form.example", name)
    asker = Actor(ActorKind.GUEST, person.pk, name)
    idea = new_idea(
        asker,
        sentence,
        wish_date,
        kind=InitiativeKind.OTHER,
        side=None,
        form_key=None,
        from_outside=True,
    )
    asked = AskedIdea.objects.create(
        subject_id=make_subject(events.ASKED, idea.sentence, parent_id=idea.pk),
        initiative_id=idea.pk,
        form=form,
        person_id=person.pk,
        sentence=idea.sentence,
        name=name,
        email=email,
        origin_key=origin,
    )
    secret = new_guest_link(person.pk, asked.pk, (), now + rules.LINK_LASTS)
    if mail_is_on():
        put_in_outbox(events.MAIL, asked=asked.pk)
    return secret


@transaction.atomic
def link_for_asker(asked_id: int) -> str | None:
    """The secret of a link of its own for one mail; nothing where theirs opens nothing any more."""
    return further_guest_link(asked_id)


@transaction.atomic
def answer_by_link(*, actor: Actor, text: str) -> None:
    """Say more about one's idea when that was asked, by one's private link."""
    asked = AskedIdea.objects.filter(pk=actor.guest_of).first() if actor.is_guest else None
    if asked is None:
        raise NotFound
    lock_subject(asked.pk)
    if not is_still_guest(actor):
        raise NotFound
    write_more(locked(CLOCK, asked.initiative_id), actor, text)


def _standing() -> OpenForm:
    form = queries.standing_form()
    if form is None:
        raise RuleBroken(say("The form isn't open. Open it first."))
    return form


def _administrators_only(actor: Actor) -> None:
    if not permissions.can_open_form(actor):
        raise NotAllowed(say("Only an administrator opens the form."))
    lock_person(actor.me)
