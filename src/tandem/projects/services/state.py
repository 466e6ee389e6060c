"""What acts on IT projects begin with and share. Called inside their transaction."""

from collections.abc import Collection
from datetime import date

from tandem.accounts.queries import acting_in, active_people_of
from tandem.accounts.rules import Actor, Lane
from tandem.activity.rules import SubjectRole
from tandem.activity.services import give_access, lock_subject
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.words import say
from tandem.projects import permissions, queries, rules
from tandem.projects.models import ItProject
from tandem.systems.queries import rows_of

NOT_YOURS = say("IT's people write IT projects. Say it in the talk beside it.")


def writers_only(actor: Actor) -> None:
    """Refuse kindly whoever doesn't write IT projects."""
    if not permissions.can_write_projects(actor):
        raise NotAllowed(NOT_YOURS)


def locked(actor: Actor, project_id: int) -> ItProject:
    """The IT project, seen through the actor's eyes and locked."""
    queries.project_visible_to(actor, project_id)
    lock_subject(project_id)
    queries.project_visible_to(actor, project_id)
    return ItProject.objects.select_related("subject").get(pk=project_id)


def to_write(actor: Actor, project_id: int) -> ItProject:
    """The same, of somebody who writes it."""
    project = locked(actor, project_id)
    writers_only(actor)
    return project


def checked_dates(starts_on: date, ends_on: date) -> None:
    """Refuse days that can't be."""
    if reason := rules.why_not_dates(starts_on, ends_on):
        raise BadInput(reason, field="ends_on")


def checked_systems(systems: Collection[int]) -> list[int]:
    """The systems it touches, all of them known."""
    known = rows_of(systems)
    if set(known) != set(systems) or len(known) > rules.SYSTEMS_AT_MOST:
        raise BadInput(say("Choose systems from the list, twenty at most."), field="systems")
    return list(known)


def checked_lead(lead_id: int, standing: int | None = None) -> int:
    """Somebody of IT who can act; who leads it already may stay."""
    if lead_id != standing and lead_id not in {one.id for one in active_people_of(Lane.IT)}:
        raise BadInput(say("Choose somebody of IT."), field="lead")
    return lead_id


def checked_team(team_id: int | None) -> int | None:
    """A team there is."""
    if team_id is not None and team_id not in {one.id for one in queries.it_teams()}:
        raise BadInput(say("Choose a team from the list."), field="team")
    return team_id


def let_team_in(project_id: int, team_id: int | None) -> None:
    """IT's people of its team take part from now on."""
    if team_id is None:
        return
    ours = {one.id for one in active_people_of(Lane.IT)}
    for person_id in acting_in(team_id):
        if person_id in ours:
            give_access(project_id, person_id, SubjectRole.MEMBER, Lane.IT)


def carry_systems(actor: Actor, merged_id: int, into_id: int) -> None:
    """Let IT projects that touch a system touch the one that its entry was merged into. Part of
    that act, which is written down with the entries.
    """
    del actor
    for project in ItProject.objects.filter(systems=merged_id):
        project.systems.add(into_id)
        project.systems.remove(merged_id)
