"""One's own API tokens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts import queries, services
from tandem.accounts.forms import ProgramLimitsForm, TokenForm
from tandem.accounts.permissions import can_change_workspace
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Scope
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say

INVALID = 422


@require_http_methods(["GET", "POST"])
def tokens(request: ActorRequest) -> HttpResponse:
    """The tokens there are, and a new one: its secret stands on that answer alone."""
    scopes = list(Scope) if request.actor.is_administrator else [Scope.READ, Scope.WRITE]
    form = TokenForm(scopes, request.POST if request.method == "POST" else None)
    secret = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = carry_out(
            form,
            lambda: services.make_token(
                actor=request.actor,
                name=given["name"],
                scope=Scope(given["scope"]),
                days=given["days"],
            ),
        )
        if made:
            secret, form = made[1], TokenForm(scopes)
    context = {
        "form": form,
        "secret": secret,
        "sets_limits": can_change_workspace(request.actor),
        "tokens": [(token, Scope(token.scope)) for token in queries.tokens_of(request.actor)],
    }
    status = INVALID if form.errors else 200
    response = show(request, "accounts/tokens.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def program_limits(request: ActorRequest) -> HttpResponse:
    """How often programs may ask in a minute. For administrators."""
    company = queries.workspace()
    if company is None or not can_change_workspace(request.actor):
        raise NotAllowed(say("Only an administrator changes the settings."))
    standing = {"reads": company.reads_a_minute, "writes": company.writes_a_minute}
    form = ProgramLimitsForm(request.POST if request.method == "POST" else None, initial=standing)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        carry_out(
            form,
            lambda: services.limit_programs(
                actor=request.actor, reads=given["reads"], writes=given["writes"]
            ),
        )
        if not form.errors:
            messages.success(request, _("Programs may ask that often from now on."))
            return see_other(request, resolve_url("tokens"))
    status = INVALID if form.errors else 200
    return show(request, "accounts/program_limits.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def revoke_token(request: ActorRequest, token_id: int) -> HttpResponse:
    """End a token at once. A link back here (after signing in again, say) shows the list."""
    if request.method != "POST":
        return redirect("tokens")
    services.revoke_token(actor=request.actor, token_id=token_id)
    messages.success(request, _("The token is removed. Whatever used it is locked out now."))
    return see_other(request, resolve_url("tokens"))
