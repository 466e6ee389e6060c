"""One's own sign-in: the password, and where one is signed in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts import queries
from tandem.accounts import services as accounts
from tandem.accounts.queries import person_by_id
from tandem.accounts.requests import ActorRequest
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.sign_in import services
from tandem.sign_in.forms import ChangePasswordForm, NewPasskeyForm
from tandem.sign_in.queries import own_factors, passkeys_of
from tandem.sign_in.requests import has_password, site_of
from tandem.sign_in.services import TooSoon
from tandem.sign_in.views.halfway import begin_session, limited, too_late

INVALID = 422


@require_GET
def my_sign_in(request: ActorRequest) -> HttpResponse:
    """How one signs in, and where one is signed in."""
    return mine_page(request)


def mine_page(request: ActorRequest, form: NewPasskeyForm | None = None) -> HttpResponse:
    """The page, with the form of a passkey that needs another look."""
    context = {
        "has_password": has_password(request),
        "sessions": queries.sessions_of(request.actor, request.session.session_key),
        "own": own_factors(request.actor),
        "passkeys": passkeys_of(request.actor),
        "passkey_form": form or NewPasskeyForm(),
        "site": site_of(request),
    }
    return show(request, "sign_in/mine.html", context, status=INVALID if form else 200)


@require_http_methods(["GET", "POST"])
def change_password(request: ActorRequest) -> HttpResponse:
    """Choose another password. This browser stays signed in, all others don't."""
    sent = request.POST if request.method == "POST" else None
    form = ChangePasswordForm(sent, has_one=has_password(request))
    if request.method == "POST" and form.is_valid():
        door = f"password {request.actor.me}"
        done = limited(door, form, "old", lambda: _replace_password(request, form))
        if isinstance(done, TooSoon):
            return too_late(_password_page(request, form), done)
        if done:
            messages.success(
                request, _("Your password is changed. Every other browser is signed out.")
            )
            return see_other(request, resolve_url("my_sign_in"))
    return _password_page(request, form)


def _replace_password(request: ActorRequest, form: ChangePasswordForm) -> bool:
    given = form.cleaned_data
    services.change_password(
        actor=request.actor, old=given.get("old", ""), password=given["password"]
    )
    begin_session(request, person_by_id(request.actor.me))
    return True


def _password_page(request: ActorRequest, form: ChangePasswordForm) -> HttpResponse:
    status = INVALID if form.errors else 200
    return show(request, "sign_in/change_password.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def end_session(request: ActorRequest, session: str) -> HttpResponse:
    """Sign out of one browser. In the one that asks, that leads to the sign-in page."""
    if request.method != "POST":
        return redirect("my_sign_in")
    accounts.end_session(actor=request.actor, session=session)
    messages.success(request, _("That browser is signed out."))
    return see_other(request, resolve_url("my_sign_in"))


@require_http_methods(["GET", "POST"])
def sign_out_everywhere(request: ActorRequest) -> HttpResponse:
    """Sign out of every browser but this one, or of all."""
    if request.method != "POST":
        return redirect("my_sign_in")
    here = None if request.POST.get("here") == "too" else request.session.session_key
    gone = accounts.end_sessions_but(actor=request.actor, here=here)
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
