"""One's own sign-in: where one is signed in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts import queries, services
from tandem.accounts.requests import ActorRequest
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.sign_in.forms import NewPasskeyForm
from tandem.sign_in.queries import own_factors, passkeys_of
from tandem.sign_in.requests import site_of

INVALID = 422


@require_GET
def my_sign_in(request: ActorRequest) -> HttpResponse:
    """How one signs in, and where one is signed in."""
    return mine_page(request)


def mine_page(request: ActorRequest, form: NewPasskeyForm | None = None) -> HttpResponse:
    """The page, with the form of a passkey that needs another look."""
    context = {
        "sessions": queries.sessions_of(request.actor, request.session.session_key),
        "own": own_factors(request.actor),
        "passkeys": passkeys_of(request.actor),
        "passkey_form": form or NewPasskeyForm(),
        "site": site_of(request),
    }
    return show(request, "sign_in/mine.html", context, status=INVALID if form else 200)


@require_http_methods(["GET", "POST"])
def end_session(request: ActorRequest, session: str) -> HttpResponse:
    """Sign out of one browser. In the one that asks, that leads to the sign-in page."""
    if request.method != "POST":
        return redirect("my_sign_in")
    services.end_session(actor=request.actor, session=session)
    messages.success(request, _("That browser is signed out."))
    return see_other(request, resolve_url("my_sign_in"))


@require_http_methods(["GET", "POST"])
def sign_out_everywhere(request: ActorRequest) -> HttpResponse:
    """Sign out of every browser but this one, or of all."""
    if request.method != "POST":
        return redirect("my_sign_in")
    here = None if request.POST.get("here") == "too" else request.session.session_key
    gone = services.end_sessions_but(actor=request.actor, here=here)
    if here is None:
        messages.success(request, _("You are signed out everywhere."))
        return see_other(request, resolve_url("sign_in"))
    messages.success(
        request,
        ngettext(
            "One other browser is signed out.", "{count} other browsers are signed out.", gone
        ).format(count=gone)
        if gone
        else _("You weren't signed in anywhere else."),
    )
    return see_other(request, resolve_url("my_sign_in"))
