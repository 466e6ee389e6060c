"""Who sees an initiative, and who its sponsor is."""

from django.db import transaction

from tandem.accounts import queries as accounts
from tandem.accounts.rules import Actor
from tandem.activity.queries import people_on, restricted_roots
from tandem.activity.rules import SubjectRole
from tandem.activity.services import (
    give_access_for,
    lock_subject,
    record_event,
    salted_digest,
    set_restricted,
    set_sponsor,
)
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.rights import events, permissions, queries, rules
from tandem.rights.models import BreakIn
from tandem.rights.queries import Place


@transaction.atomic
def restrict_initiative(*, actor: Actor, initiative_id: int) -> None:
    """Let only its people and its sponsor know of it, everywhere, from now on."""
    _set_sight(actor, initiative_id, restricted=True)


@transaction.atomic
def open_initiative(*, actor: Actor, initiative_id: int) -> None:
    """Let everybody in the workspace read it again."""
    _set_sight(actor, initiative_id, restricted=False)


def _set_sight(actor: Actor, initiative_id: int, *, restricted: bool) -> None:
    place = _locked(actor, initiative_id)
    if not permissions.can_restrict(actor, place.standing, is_sponsor=place.is_sponsor):
        raise NotAllowed(say("Its owners and its sponsor decide who may see it."))
    if place.subject.restricted == restricted:
        return
    set_restricted(initiative_id, restricted=restricted)
    kind = events.RESTRICTED if restricted else events.OPENED
    record_event(kind, actor=actor, subject_id=initiative_id)


@transaction.atomic
def name_sponsor(*, actor: Actor, initiative_id: int, person_id: int) -> None:
    """Let one person be this initiative's own sponsor, instead of the workspace's."""
    place = _locked(actor, initiative_id)
    if not permissions.can_name_sponsor(actor, is_sponsor=place.is_sponsor):
        raise NotAllowed(say("The present sponsor or an administrator names another one."))
    person = accounts.person_by_id(person_id)
    owners = {on.name.id for on in people_on([initiative_id])[initiative_id] if on.role.is_owner}
    if reason := rules.why_not_sponsor(
        active=person.is_active and not accounts.name_of(person).partner,
        owns=person.pk in owners,
    ):
        raise BadInput(reason, field="sponsor")
    if person.pk == place.subject.own_sponsor_id:
        return
    set_sponsor(initiative_id, person.pk)
    record_event(events.SPONSOR_NAMED, actor=actor, subject_id=initiative_id, person=person.pk)


@transaction.atomic
def break_in(*, actor: Actor, initiative_id: int, reason: str) -> None:
    """Let an administrator read a restricted initiative for some hours; its people are told.

    It stands in its history and on its page with the reason, for everybody on it to see.
    """
    if not permissions.can_break_in(actor):
        raise NotAllowed(say("Only an administrator can do this, and it is written down."))
    reason = typed(reason, limit=rules.WHY_LIMIT, field="reason")
    if initiative_id not in restricted_roots():
        raise NotFound
    lock_subject(initiative_id)
    if queries.sees(actor, initiative_id):
        raise RuleBroken(say("You can see it already."))
    ends_at = give_access_for(initiative_id, actor.me, SubjectRole.OVERSIGHT, rules.BREAK_IN_LASTS)
    BreakIn.objects.create(
        subject_id=initiative_id, person_id=actor.me, reason=reason, ends_at=ends_at
    )
    record_event(
        events.BROKEN_INTO,
        actor=actor,
        subject_id=initiative_id,
        text=salted_digest(initiative_id, reason),
    )


def _locked(actor: Actor, initiative_id: int) -> Place:
    queries.place_of(actor, initiative_id)
    lock_subject(initiative_id)
    return queries.place_of(actor, initiative_id)
