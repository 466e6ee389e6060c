"""The partners of an initiative: who is on it, put on and taken off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.queries import active_partners
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import people_on
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives import permissions, queries, services
from tandem.initiatives.forms import PartnerForm

INVALID = 422


@require_http_methods(["GET", "POST"])
def partners(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Who of an agency is on it, and who could be."""
    row = queries.heading_visible_to(request.actor, initiative_id)
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        put_on = carry_out(form, lambda: _add(request, initiative_id, form.cleaned_data["person"]))
        if put_on:
            messages.success(request, _("Done. They find it on their pages now."))
            return see_other(request, resolve_url("partners", initiative_id))
    standing = standing_on(request.actor, initiative_id)
    mine = {lane for lane in Lane if permissions.can_choose_partners(request.actor, standing, lane)}
    on_it = [one for one in people_on([row.id])[row.id] if one.name.partner]
    known = {one.name.id for one in on_it}
    context = {
        "form": form,
        "row": row,
        "on_it": on_it,
        "sides": mine,
        "choices": [one for one in active_partners() if one.lane in mine and one.id not in known]
        if mine
        else [],
    }
    status = INVALID if form.errors else 200
    return show(request, "initiatives/partners.html", context, status=status)


def _add(request: ActorRequest, initiative_id: int, person_id: int) -> bool:
    services.add_partner(actor=request.actor, initiative_id=initiative_id, person_id=person_id)
    return True


@require_POST
def end_partner(request: ActorRequest, initiative_id: int, person_id: int) -> HttpResponse:
    """Take a partner off."""
    services.end_partner(actor=request.actor, initiative_id=initiative_id, person_id=person_id)
    messages.success(request, _("Done. They no longer find it; what they wrote stays."))
    return see_other(request, resolve_url("partners", initiative_id))
