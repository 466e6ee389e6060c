"""Teams: all of them, one with its people, and what administrators do with them."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts import permissions, queries, services
from tandem.accounts.forms import TeamForm, TeamLiaisonForm, TeamNameForm, TeamPersonForm
from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput, NotAllowed, NotFound, Refused
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say

INVALID = 422

_Act = Callable[..., None]
_View = Callable[..., HttpResponse]


@require_http_methods(["GET", "POST"])
def teams(request: ActorRequest) -> HttpResponse:
    """All teams; an administrator adds one."""
    manages = permissions.can_manage_people(request.actor)
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _administrators_only(request)
        if form.is_valid():
            made = carry_out(
                form,
                lambda: services.add_team(
                    actor=request.actor,
                    department_id=int(form.cleaned_data["department"]),
                    name=form.cleaned_data["name"],
                ),
            )
            if made:
                messages.success(request, _("Added. Now say who is in it."))
                return see_other(request, resolve_url("team", made.pk))
    found = queries.teams()
    people = queries.people_of_teams([team.id for team in found])
    context = {
        "teams": [(team, len(people[team.id])) for team in found],
        "form": form,
        "manages": manages,
    }
    return show(request, "accounts/teams.html", context, status=INVALID if form.errors else 200)


@require_GET
def team(request: ActorRequest, team_id: int) -> HttpResponse:
    """A team and its people."""
    return _team_page(request, team_id)


def _act(view: _Act) -> _View:
    """Something an administrator does to a team: a refusal is told on the team's page, and whoever
    asks for the address without doing anything comes there too.
    """

    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def acting(request: ActorRequest, team_id: int, **more: int) -> HttpResponse:
        _administrators_only(request)
        if request.method != "POST":
            return redirect("team", team_id)
        try:
            view(request, team_id, **more)
        except NotFound:
            raise
        except Refused as refused:
            return _team_page(request, team_id, refused)
        messages.success(request, _("Saved."))
        return see_other(request, resolve_url("team", team_id))

    return acting


@_act
def rename_team(request: ActorRequest, team_id: int) -> None:
    """Call it something else."""
    form = _filled(TeamNameForm(request.POST))
    services.rename_team(actor=request.actor, team_id=team_id, name=form.cleaned_data["name"])


@_act
def join_team(request: ActorRequest, team_id: int) -> None:
    """Let somebody belong to it from today."""
    person_id = int(_filled(TeamPersonForm(request.POST)).cleaned_data["person"])
    services.join_team(actor=request.actor, team_id=team_id, person_id=person_id)


@_act
def leave_team(request: ActorRequest, team_id: int, person_id: int) -> None:
    """Let somebody no longer belong to it."""
    services.leave_team(actor=request.actor, team_id=team_id, person_id=person_id)


@_act
def team_liaison(request: ActorRequest, team_id: int) -> None:
    """Name the person of IT who knows its goals."""
    form = TeamLiaisonForm(request.POST)
    _filled(form)
    services.name_liaison(
        actor=request.actor,
        department_id=queries.team_whole(team_id).department_id,
        team_id=team_id,
        person_id=form.chosen,
    )


def _filled(form: forms.Form) -> forms.Form:
    """The form, if it can be read; else the first thing that is wrong, as a refusal."""
    if not form.is_valid():
        raise BadInput(say("{why}", why=next(iter(form.errors.values()))[0]))
    return form


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_manage_people(request.actor):
        raise NotAllowed(say("Only an administrator manages teams."))


def _team_page(request: ActorRequest, team_id: int, refused: Refused | None = None) -> HttpResponse:
    whole = queries.team_whole(team_id)
    context = {
        "whole": whole,
        "manages": permissions.can_manage_people(request.actor),
        "name_form": TeamNameForm(
            request.POST if refused and "name" in request.POST else None,
            initial={"name": whole.team.name},
        ),
        "person_form": TeamPersonForm(),
        "liaison_form": TeamLiaisonForm(
            initial={"liaison": whole.liaison.id if whole.liaison else ""}
        ),
        "refused": refused,
    }
    return show(request, "accounts/team.html", context, status=refused.status if refused else 200)
