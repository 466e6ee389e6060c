"""Teams of departments, and who belongs to them from when until when."""

from datetime import timedelta

from django.db import transaction

from tandem.accounts import queries, rules
from tandem.accounts.models import Department, Team, TeamMembership
from tandem.accounts.rules import Actor
from tandem.accounts.services.account import administrators_only
from tandem.core.errors import BadInput, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say


@transaction.atomic
def add_team(*, actor: Actor, department_id: int, name: str) -> Team:
    """Add a team to a department. Its name is its own: people speak to it with “@”."""
    administrators_only(actor)
    department = Department.objects.select_for_update().filter(pk=department_id).first()
    if department is None:
        raise BadInput(say("Choose a department from the list."), field="department")
    name = typed(name, limit=rules.TEAM_NAME_LIMIT, field="name")
    if reason := rules.why_not_call_team(name, taken=queries.is_team(name)):
        raise BadInput(reason, field="name")
    return Team.objects.create(department=department, name=name)


@transaction.atomic
def rename_team(*, actor: Actor, team_id: int, name: str) -> Team:
    """Call a team something else from now on."""
    administrators_only(actor)
    team = _locked(team_id)
    name = typed(name, limit=rules.TEAM_NAME_LIMIT, field="name")
    taken = name.casefold() != team.name.casefold() and queries.is_team(name)
    if reason := rules.why_not_call_team(name, taken=taken):
        raise BadInput(reason, field="name")
    team.name = name
    team.save(update_fields=["name"])
    return team


@transaction.atomic
def join_team(*, actor: Actor, team_id: int, person_id: int) -> None:
    """Let somebody belong to a team from today. Twice is once."""
    administrators_only(actor)
    team = _locked(team_id)
    if not queries.open_accounts([person_id]):
        raise BadInput(say("Choose somebody from the list."), field="person")
    TeamMembership.objects.get_or_create(
        team=team, person_id=person_id, ends_on=None, defaults={"starts_on": queries.present_day()}
    )


@transaction.atomic
def leave_team(*, actor: Actor, team_id: int, person_id: int) -> None:
    """Let somebody no longer belong to a team; that they did stays written down."""
    administrators_only(actor)
    team = _locked(team_id)
    today = queries.present_day()
    standing = team.memberships.filter(person_id=person_id, ends_on=None)
    if not standing.exists():
        raise RuleBroken(say("They don't belong to this team."))
    standing.filter(starts_on__gte=today).delete()  # began today: it never held
    standing.update(ends_on=today - timedelta(days=1))


def _locked(team_id: int) -> Team:
    team = Team.objects.select_for_update(of=("self",)).filter(pk=team_id).first()
    if team is None:
        raise NotFound
    return team
