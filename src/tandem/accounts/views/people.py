"""The directory, and what administrators do with people."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts import permissions, queries, services
from tandem.accounts.forms import (
    AbsenceForm,
    DeputyForm,
    PersonForm,
    PlaceInCompanyForm,
    RoleForm,
    SidesForm,
)
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import PASSWORD_LINK_LASTS, WorkspaceRole
from tandem.core.errors import BadInput, NotAllowed, NotFound, Refused
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.core.words import say

INVALID = 422
PAGE = 30

_View = Callable[[ActorRequest, int], HttpResponse]


@require_GET
def people(request: ActorRequest) -> HttpResponse:
    """Everybody, by name; found by words."""
    words = request.GET.get("q", "")[:200].replace("\0", "")
    listed = queries.people_matching(request.actor, words)
    if kind := kind_asked(request):
        return as_file("people", kind, *_table(request, listed.order_by("name", "id")))
    found = page_of(
        listed,
        order=["name", "id"],
        after=request.GET.get("after"),
        size=PAGE,
    )
    manages = permissions.can_manage_people(request.actor)
    context = {
        "rows": [(person, queries.name_of(person)) for person in found.rows],
        "roles": {role.value: role.label for role in WorkspaceRole},
        "words": words,
        "further": "after" in request.GET,
        "following": found.following,
        "manages": manages,
    }
    return show(request, "accounts/people.html", context)


def _table(request: ActorRequest, people: Iterable[Any]) -> Table:
    named = [(person, queries.name_of(person)) for person in people]
    return ["id", "name", "job title", "department", "sides", "role", "account", "page"], [
        [
            *(name.id, name.name, name.title),
            person.department.name if person.department else "",
            ", ".join(str(lane.label) for lane in sorted(name.lanes)),
            str(WorkspaceRole(person.role).label),
            "open" if name.active else "closed",
            request.build_absolute_uri(f"/people/{name.id}/"),
        ]
        for person, name in named
    ]


@require_http_methods(["GET", "POST"])
def new_person(request: ActorRequest) -> HttpResponse:
    """Add somebody; the answer shows their link, once."""
    _administrators_only(request)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = carry_out(
            form,
            lambda: services.add_person(
                actor=request.actor,
                email=given["email"],
                name=given["name"],
                title=given["title"],
                department_id=int(given["department"]),
                role=WorkspaceRole(given["role"]),
                until=given["until"],
            ),
        )
        if made:
            return _link_page(request, made[0].pk, made[1])
    status = INVALID if form.errors else 200
    return show(request, "accounts/new_person.html", {"form": form}, status=status)


@require_GET
def person(request: ActorRequest, person_id: int) -> HttpResponse:
    """Who somebody is."""
    return person_page(request, person_id)


def _act_of_administrator(view: _View) -> _View:
    """Something an administrator does to a person: a refusal is told on the person's page, and
    whoever asks for the address without doing anything (a reload after that) comes there too.
    """

    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def acting(request: ActorRequest, person_id: int) -> HttpResponse:
        _administrators_only(request)
        if request.method != "POST":
            return redirect("person", person_id)
        try:
            return view(request, person_id)
        except NotFound:
            raise
        except Refused as refused:
            return person_page(request, person_id, refused)

    return acting


@_act_of_administrator
def change_sides(request: ActorRequest, person_id: int) -> HttpResponse:
    """Let somebody belong to other sides from today."""
    form = SidesForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose Marketing, IT, both, or none."), field="lanes")
    services.change_sides(actor=request.actor, person_id=person_id, lanes=form.chosen)
    return _done(request, person_id, _("Saved. The sides hold from today."))


@_act_of_administrator
def change_role(request: ActorRequest, person_id: int) -> HttpResponse:
    """Let somebody do more or less in the whole workspace."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose a role from the list, and a day as 2026-05-31, or none."))
    role = WorkspaceRole(form.cleaned_data["role"])
    until = form.cleaned_data["until"]
    services.change_role(actor=request.actor, person_id=person_id, role=role, until=until)
    return _done(request, person_id, _("Saved. The role holds at once."))


@_act_of_administrator
def place(request: ActorRequest, person_id: int) -> HttpResponse:
    """Say what somebody does here, and in which department."""
    form = PlaceInCompanyForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose a department from the list."), field="department")
    services.place_person(
        actor=request.actor,
        person_id=person_id,
        title=form.cleaned_data["title"],
        department_id=int(form.cleaned_data["department"]),
    )
    return _done(request, person_id, _("Saved. Their sides stay as they are."))


@_act_of_administrator
def deactivate(request: ActorRequest, person_id: int) -> HttpResponse:
    """Close somebody's account."""
    services.deactivate_person(actor=request.actor, person_id=person_id)
    return _done(request, person_id, _("The account is closed. What they did stays theirs."))


@_act_of_administrator
def reactivate(request: ActorRequest, person_id: int) -> HttpResponse:
    """Open somebody's account again; the answer shows their new link, once."""
    secret = services.reactivate_person(actor=request.actor, person_id=person_id)
    return _link_page(request, person_id, secret)


@_act_of_administrator
def renew_link(request: ActorRequest, person_id: int) -> HttpResponse:
    """Make a new password link; the answer shows it, once."""
    secret = services.renew_password_link(actor=request.actor, person_id=person_id)
    return _link_page(request, person_id, secret)


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_manage_people(request.actor):
        raise NotAllowed(say("Only an administrator manages people."))


def _done(request: ActorRequest, person_id: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(request, resolve_url("person", person_id))


def person_page(
    request: ActorRequest,
    person_id: int,
    refused: Refused | None = None,
    *,
    deputy_form: DeputyForm | None = None,
    absence_form: AbsenceForm | None = None,
) -> HttpResponse:
    """Somebody's page; with a refusal, or a form that needs another look."""
    whole = queries.person_by_id(person_id)
    memberships = queries.memberships_of(whole)
    manages = permissions.can_manage_people(request.actor)
    context = {
        "whole": whole,
        "by_mail": queries.mail_is_on(),
        "link_until": queries.link_open_until(person_id) if manages else None,
        "name": queries.name_of(whole),
        "role": WorkspaceRole(whole.role),
        "memberships": memberships,
        "manages": manages,
        "sides_form": SidesForm(initial={"lanes": [side.lane.value for side in memberships]}),
        "role_form": RoleForm(
            initial={"role": whole.role, "until": next((s.until for s in memberships), None)}
        ),
        "place_form": PlaceInCompanyForm(
            initial={"title": whole.title, "department": whole.department_id}
        ),
        "work": queries.working_time_of(whole),
        "how": queries.how_to_work_with(person_id),
        "skills": queries.skills_of(person_id),
        "teams": queries.teams_of(person_id),
        "refused": refused,
        "availability": queries.availability_of(whole),
        "arranges": permissions.can_arrange_absence(request.actor, person_id),
        "names_deputy": not request.actor.is_partner,
        "deputy_form": deputy_form or DeputyForm(initial={"deputy": whole.deputy_id or ""}),
        "absence_form": absence_form or AbsenceForm(),
    }
    status = INVALID if deputy_form or absence_form else 200
    return show(
        request, "accounts/person.html", context, status=refused.status if refused else status
    )


def _link_page(request: ActorRequest, person_id: int, secret: str) -> HttpResponse:
    """Show a password link. It stands on this answer alone: in no address, cookie or cache."""
    context = {
        "name": queries.name_of(queries.person_by_id(person_id)),
        "email": queries.person_by_id(person_id).email,
        "link": request.build_absolute_uri(resolve_url("set_up", secret)),
        "days": PASSWORD_LINK_LASTS.days,
    }
    response = show(request, "accounts/link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
