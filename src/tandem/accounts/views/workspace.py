"""Settings: what holds for the whole company, and its departments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts import permissions, queries, services
from tandem.accounts.forms import DepartmentForm, WorkspaceForm
from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say

INVALID = 422


@require_http_methods(["GET", "POST"])
def settings(request: ActorRequest) -> HttpResponse:
    """The company: its name, its hours, its sponsor."""
    _administrators_only(request)
    if request.method != "POST":
        return _settings_page(request)
    form = WorkspaceForm(request.POST)
    if form.is_valid() and carry_out(form, lambda: save_workspace(request, form)):
        messages.success(request, _("Saved. Due dates given before stay as they are."))
        return see_other(request, resolve_url("settings"))
    return _settings_page(request, form)


def save_workspace(request: ActorRequest, form: WorkspaceForm) -> bool:
    """Change the company as a valid form says."""
    given = form.cleaned_data
    services.change_workspace(
        actor=request.actor,
        name=given["name"],
        time_zone=given["time_zone"],
        country=form.chosen_country,
        opens_at=given["opens_at"],
        closes_at=given["closes_at"],
        sponsor_id=int(given["sponsor"]),
    )
    return True


@require_http_methods(["GET", "POST"])
def departments(request: ActorRequest) -> HttpResponse:
    """Add a department. (Asked for without adding one, after a mistake, it shows the settings.)"""
    _administrators_only(request)
    if request.method != "POST":
        return redirect("settings")
    form = DepartmentForm(request.POST)
    if form.is_valid():
        made = carry_out(
            form,
            lambda: services.add_department(
                actor=request.actor, name=form.cleaned_data["name"], lane=form.chosen_lane
            ),
        )
        if made:
            messages.success(request, _("{name} is added.").format(name=made.name))
            return see_other(request, f"{resolve_url('settings')}#departments")
    return _settings_page(request, department_form=form)


def standing_workspace() -> dict[str, object]:
    """The company as it is, for its form."""
    company = queries.workspace()
    if company is None:
        raise NotFound
    country, _dash, region = company.country.partition("-")
    return {
        "name": company.name,
        "sponsor": company.sponsor_id,
        "time_zone": company.time_zone,
        "country": country,
        "region": region,
        "opens_at": company.opens_at,
        "closes_at": company.closes_at,
    }


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_change_workspace(request.actor):
        raise NotAllowed(say("Only an administrator changes the settings."))


def _settings_page(
    request: ActorRequest,
    form: WorkspaceForm | None = None,
    department_form: DepartmentForm | None = None,
) -> HttpResponse:
    company = queries.workspace()
    context = {
        "company": company,
        "form": form or WorkspaceForm(initial=standing_workspace()),
        "departments": queries.departments(),
        "department_form": department_form or DepartmentForm(),
    }
    status = INVALID if form or department_form else 200
    return show(request, "accounts/settings.html", context, status=status)
