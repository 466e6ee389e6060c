"""One's own API tokens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts import queries, services
from tandem.accounts.forms import TokenForm
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Scope
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show

INVALID = 422


@require_http_methods(["GET", "POST"])
def tokens(request: ActorRequest) -> HttpResponse:
    """The tokens there are, and a new one: its secret stands on that answer alone."""
    form = TokenForm(request.POST if request.method == "POST" else None)
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
            secret, form = made[1], TokenForm()
    context = {
        "form": form,
        "secret": secret,
        "tokens": [(token, Scope(token.scope)) for token in queries.tokens_of(request.actor)],
    }
    status = INVALID if form.errors else 200
    response = show(request, "accounts/tokens.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def revoke_token(request: ActorRequest, token_id: int) -> HttpResponse:
    """End a token at once. A link back here (after signing in again, say) shows the list."""
    if request.method != "POST":
        return redirect("tokens")
    services.revoke_token(actor=request.actor, token_id=token_id)
    messages.success(request, _("The token is removed. Whatever used it is locked out now."))
    return see_other(request, resolve_url("tokens"))
