"""People: let in, moved between sides, given a role, their account closed and opened.

The rows themselves are the record: memberships have start and end, people are never deleted.
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction

from tandem.accounts import queries, rules
from tandem.accounts.models import Department, Person, SideMembership, Workspace
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.accounts.services.account import (
    administrators_only,
    end_sessions,
    fresh_link,
    locked_person,
    new_link,
    new_person,
    not_by_token,
)
from tandem.core import clock
from tandem.core.errors import BadInput, RuleBroken
from tandem.core.words import say


@transaction.atomic
def add_person(  # noqa: PLR0913 - what is said of somebody new
    *,
    actor: Actor,
    email: str,
    name: str,
    title: str = "",
    department_id: int,
    role: WorkspaceRole = WorkspaceRole.MEMBER,
    until: date | None = None,
    lanes: Collection[Lane] | None = None,
    starts_on: date | None = None,
) -> tuple[Person, str]:
    """Add somebody and return them with the secret of the link that lets them choose a password.

    They belong to these sides, else to their department's, from today or from another day; a
    partner perhaps `until` a day.
    """
    administrators_only(actor)
    not_by_token(actor, role)
    department = Department.objects.filter(pk=department_id).first()
    if department is None:
        raise BadInput(say("Choose a department from the list."), field="department")
    person = new_person(email, name, title, department.pk, role)
    theirs = [Lane(department.lane)] if department.lane else []
    for lane in theirs if lanes is None else lanes:
        _join_side(person, lane, starts_on)
    if role is WorkspaceRole.PARTNER:
        _work_until(person, until)
    return person, new_link(person, rules.PASSWORD_LINK_LASTS)


@transaction.atomic
def change_sides(*, actor: Actor, person_id: int, lanes: Collection[Lane]) -> None:
    """Let a person belong to exactly these sides from today; former memberships keep their end."""
    administrators_only(actor)
    person = locked_person(person_id)
    today = queries.present_day()
    held = SideMembership.objects.filter(queries.holds_on(today), person=person)
    until = held.values_list("ends_on", flat=True).first()
    gone = held.exclude(lane__in=lanes)
    gone.filter(starts_on__gte=today).delete()  # began today: it never held
    gone.update(ends_on=today - timedelta(days=1))
    to_come = SideMembership.objects.filter(person=person, starts_on__gt=today)
    to_come.exclude(lane__in=lanes).delete()
    for lane in lanes:
        _join_side(person, lane)
    if person.role == WorkspaceRole.PARTNER:
        _work_until(person, until)


@transaction.atomic
def change_role(
    *, actor: Actor, person_id: int, role: WorkspaceRole, until: date | None = None
) -> None:
    """Let a person do more or less in the workspace. The last administrator stays one.

    A partner works here `until` a day, or until somebody says otherwise; who is none any more
    stays on their side.
    """
    administrators_only(actor)
    not_by_token(actor, role)
    _lock_administrators()
    person = locked_person(person_id)
    if person.role == WorkspaceRole.ADMINISTRATOR and role is not WorkspaceRole.ADMINISTRATOR:
        reason = rules.why_not_lose_administrator(is_last=_is_last_administrator(person))
        if reason:
            raise RuleBroken(reason)
    if person.role == WorkspaceRole.PARTNER:
        _set_end(person, None)
    person.role = role.value
    person.save(update_fields=["role"])
    if queries.must_have_second_factor(person):
        end_sessions(person)
    if role is WorkspaceRole.PARTNER:
        _work_until(person, until)


@transaction.atomic
def deactivate_person(*, actor: Actor, person_id: int) -> None:
    """Close somebody's account at once: sessions and tokens end, what they did stays theirs."""
    administrators_only(actor)
    _lock_administrators()
    person = locked_person(person_id)
    reason = rules.why_not_deactivate(
        is_self=person.pk == actor.person_id,
        is_last_administrator=_is_last_administrator(person),
        is_sponsor=Workspace.objects.filter(sponsor=person).exists(),
    )
    if reason:
        raise RuleBroken(reason)
    if person.deactivated_at is None:
        person.deactivated_at = clock.now()
        person.deactivated_by_id = actor.person_id
        person.save(update_fields=["deactivated_at", "deactivated_by"])
        person.tokens.filter(revoked_at=None).update(revoked_at=clock.now())
        end_sessions(person)


@transaction.atomic
def reactivate_person(*, actor: Actor, person_id: int) -> str:
    """Open a closed account again; returns the secret of a new password link.

    The password from before no longer works: nobody knows who else has come to know it.
    """
    administrators_only(actor)
    person = locked_person(person_id)
    not_by_token(actor, person.role)
    person.deactivated_at = None
    person.deactivated_by = None
    person.set_unusable_password()
    person.save(update_fields=["deactivated_at", "deactivated_by", "password"])
    return fresh_link(person)


@transaction.atomic
def renew_password_link(*, actor: Actor, person_id: int) -> str:
    """A fresh link for somebody who lost theirs or their password; older ones stop working."""
    administrators_only(actor)
    person = locked_person(person_id)
    not_by_token(actor, person.role)
    if not person.is_active:
        raise RuleBroken(say("This account has been deactivated. Reactivate it first."))
    return fresh_link(person)


def _join_side(person: Person, lane: Lane, starts_on: date | None = None) -> None:
    """Belong to a side from a day, if not today from now on; what was to begin later begins now."""
    today = queries.present_day()
    theirs = SideMembership.objects.filter(person=person, lane=lane.value)
    if theirs.filter(queries.holds_on(today)).exists():
        return
    begins = starts_on or today
    if not theirs.filter(ends_on=None, starts_on__gt=today).update(starts_on=begins):
        SideMembership.objects.create(person=person, lane=lane.value, starts_on=begins)


def _work_until(person: Person, until: date | None) -> None:
    """Let a partner belong to their side until a day (inclusive), if they can be a partner."""
    today = queries.present_day()
    lanes = SideMembership.objects.filter(queries.holds_on(today), person=person).count()
    if reason := rules.why_not_be_partner(
        lanes=lanes, answers_for_others=queries.answers_for_others(person.pk)
    ):
        raise RuleBroken(reason)
    if reason := rules.why_not_work_until(until, today=today):
        raise BadInput(reason, field="until")
    _set_end(person, until)


def _set_end(person: Person, until: date | None) -> None:
    held = SideMembership.objects.filter(queries.holds_on(queries.present_day()), person=person)
    held.update(ends_on=until)


def _lock_administrators() -> None:
    """Let these acts come one after another, at the workspace's row: two administrators who take
    each other's rights at the same moment would each still see the other, and nobody would be left.
    """
    Workspace.objects.select_for_update().only("pk").first()


def _is_last_administrator(person: Person) -> bool:
    others = Person.objects.filter(
        role=WorkspaceRole.ADMINISTRATOR.value, deactivated_at=None
    ).exclude(pk=person.pk)
    return person.role == WorkspaceRole.ADMINISTRATOR and not others.exists()
