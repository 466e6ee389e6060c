"""Settings: what hours are spent on beside work, and up to which day they are closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.timesheets import permissions, queries, services
from tandem.timesheets.forms import ClosingForm, OccupationForm
from tandem.timesheets.views.shared import INVALID


@require_GET
def hours_settings(request: ActorRequest) -> HttpResponse:
    """The list and the day."""
    return _page(request)


def _page(
    request: ActorRequest,
    occupation: OccupationForm | None = None,
    closing: ClosingForm | None = None,
) -> HttpResponse:
    if not permissions.can_keep_hours(request.actor):
        raise NotAllowed(say("Administrators say what hours are spent on, and which are closed."))
    until = queries.closed_until()
    context = {
        "occupations": queries.occupations(),
        "until": until,
        "occupation_form": occupation or OccupationForm(),
        "closing_form": closing or ClosingForm(initial={"until": until}),
    }
    status = INVALID if occupation or closing else 200
    return show(request, "timesheets/settings.html", context, status=status)


@require_POST
def add_occupation(request: ActorRequest) -> HttpResponse:
    """Add to the list."""
    form = OccupationForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    if name and carry_out(form, lambda: services.add_occupation(actor=request.actor, name=name)):
        return see_other(request, resolve_url("hours_settings"))
    return _page(request, occupation=form)


@require_POST
def close_occupation(request: ActorRequest, occupation_id: int) -> HttpResponse:
    """Take something off the list."""
    services.close_occupation(actor=request.actor, occupation_id=occupation_id)
    messages.success(request, _("Taken off the list. The hours on it stay."))
    return see_other(request, resolve_url("hours_settings"))


@require_POST
def close_hours(request: ActorRequest) -> HttpResponse:
    """Close hours up to a day, or open them."""
    form = ClosingForm(request.POST)

    def act() -> bool:
        services.close_hours(actor=request.actor, until=form.cleaned_data["until"])
        return True

    if form.is_valid() and carry_out(form, act):
        messages.success(request, _("Saved."))
        return see_other(request, resolve_url("hours_settings"))
    return _page(request, closing=form)
