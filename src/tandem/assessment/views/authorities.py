"""Settings: who may hold initiatives."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.assessment import permissions, queries, services
from tandem.assessment.forms import AuthorityForm
from tandem.assessment.rules import Authority
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say

INVALID = 422


@require_http_methods(["GET", "POST"])
def authorities(request: ActorRequest) -> HttpResponse:
    """Who may hold, and the form for one more."""
    _administrators_only(request)
    form = AuthorityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        named = carry_out(
            form,
            lambda: services.name_authority(
                actor=request.actor,
                person_id=form.cleaned_data["person"],
                kind=Authority(form.cleaned_data["kind"]),
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
            ),
        )
        if named:
            messages.success(request, _("Named."))
            return see_other(request, resolve_url("authorities"))
    context = {"form": form, "named": queries.authorities_named()}
    status = INVALID if form.errors else 200
    return show(request, "assessment/authorities.html", context, status=status)


@require_POST
def end_authority(request: ActorRequest, authority_id: int) -> HttpResponse:
    """Let somebody no longer hold for this."""
    services.end_authority(actor=request.actor, authority_id=authority_id)
    messages.success(request, _("Ended. What they held stays on hold until it is lifted."))
    return see_other(request, resolve_url("authorities"))


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_name_authorities(request.actor):
        raise NotAllowed(say("Only an administrator says who may hold initiatives."))
