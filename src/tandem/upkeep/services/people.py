"""People from a list, all of them in one step."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from tandem.accounts import queries as accounts
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.accounts.services import add_department, add_person, change_working_time
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.words import say
from tandem.sign_in.services import invite_by_mail
from tandem.upkeep import events, permissions
from tandem.upkeep.rules.columns import PEOPLE_AT_MOST
from tandem.upkeep.rules.listing import ListedPerson, Taken, sides_of


@transaction.atomic
def take_people_in(
    *,
    actor: Actor,
    people: Sequence[ListedPerson],
    departments: Mapping[str, Lane | None],
    by_mail: bool,
) -> list[Taken]:
    """Add everybody of a list who isn't here yet, and these departments before them; all or
    nothing. Who is known by their address stays as they are, so the same list twice is once.

    `by_mail`: whether each is mailed an invitation, instead of the link that is returned.
    """
    if not permissions.can_take_people_in(actor):
        raise NotAllowed(say("Only an administrator takes people in."))
    if len(people) > PEOPLE_AT_MOST:
        raise BadInput(say("Up to {most} people are taken at once.", most=PEOPLE_AT_MOST))
    company = company_subject()
    lock_subject(company)
    for name, lane in departments.items():
        add_department(actor=actor, name=name, lane=lane)
    places = {one.name.casefold(): one for one in accounts.departments()}
    sides = {name: Lane(one.lane) if one.lane else None for name, one in places.items()}
    here = accounts.accounts_with([one.email for one in people])
    ids = {name: one.pk for name, one in places.items()}
    taken = [
        _take_in(actor, one, ids, sides, by_mail=by_mail)
        for one in {one.email: one for one in people if one.email not in here}.values()
    ]
    if taken:
        record_event(events.PEOPLE_TAKEN_IN, actor=actor, subject_id=company, count=len(taken))
    return taken


def _take_in(
    actor: Actor,
    one: ListedPerson,
    departments: Mapping[str, int],
    sides: Mapping[str, Lane | None],
    *,
    by_mail: bool,
) -> Taken:
    where = departments.get(one.department.casefold())
    if where is None:
        why = say("There is no department called {name}.", name=one.department)
        raise BadInput(why, field="department")
    person, secret = add_person(
        actor=actor,
        email=one.email,
        name=one.name,
        title=one.title,
        department_id=where,
        role=one.role,
        lanes=sides_of(one, sides),
        starts_on=None if one.role is WorkspaceRole.PARTNER else one.starts_on,
    )
    if one.country or one.time_zone:
        change_working_time(
            actor=actor, person_id=person.pk, time_zone=one.time_zone, country=one.country
        )
    if by_mail:
        invite_by_mail(actor=actor, person_id=person.pk)
    return Taken(person.pk, person.name, person.email, "" if by_mail else secret)
