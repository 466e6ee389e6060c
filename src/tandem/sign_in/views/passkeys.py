"""Passkeys: adding one, removing one, coming in with one. Scripts ask; a form brings the answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.forms import SignInForm
from tandem.accounts.queries import person_signing_in
from tandem.accounts.requests import ActorRequest, open_to_visitors
from tandem.core.errors import BadInput, RuleBroken
from tandem.core.htmx import see_other
from tandem.core.words import say
from tandem.sign_in import rules, services
from tandem.sign_in.forms import NewPasskeyForm
from tandem.sign_in.requests import network_of, site_of
from tandem.sign_in.services import TooSoon
from tandem.sign_in.views.coming_in import INVALID, going_to_of, sign_in_page
from tandem.sign_in.views.halfway import begin_session, limited, too_late
from tandem.sign_in.views.own import mine_page

_ASKED = "passkey"
"""Where the session keeps what was asked until the answer comes; each is for one answer."""


@require_POST
def begin_passkey(request: ActorRequest) -> HttpResponse:
    """What the browser needs to make a key."""
    site = site_of(request)
    if site is None:
        raise RuleBroken(say("Passkeys need https, or this very machine as localhost."))
    options, state = services.ask_for_new_key(request.actor.me, site)
    request.session[_ASKED] = state
    return JsonResponse(options["publicKey"])


@require_http_methods(["GET", "POST"])
def add_passkey(request: ActorRequest) -> HttpResponse:
    """Keep the key that the browser has just made, against the password."""
    if request.method != "POST":
        return redirect("my_sign_in")
    form = NewPasskeyForm(request.POST)
    state = request.session.pop(_ASKED, None)
    if not form.is_valid():
        return mine_page(request, form)
    door = f"password {request.actor.me}"
    added = limited(door, form, "password", lambda: _add(request, form, state))
    if isinstance(added, TooSoon):
        return too_late(mine_page(request, form), added)
    if added is None:
        return mine_page(request, form)
    messages.success(request, _("Added. From now on this key opens without a password."))
    return see_other(request, resolve_url("my_sign_in"))


def _add(request: ActorRequest, form: NewPasskeyForm, state: services.State | None) -> int:
    site, given = site_of(request), form.cleaned_data
    person = person_signing_in(request.actor.me)
    if person is None or not person.check_password(given["password"]):
        raise BadInput(say("This isn't your password."), field="password")
    if site is None or state is None:
        raise BadInput(TOO_LATE)
    return services.add_passkey(
        actor=request.actor, site=site, state=state, answer=given["answer"], name=given["name"]
    ).pk


TOO_LATE = say("The browser's answer came too late. Please press the button again.")


@require_http_methods(["GET", "POST"])
def remove_passkey(request: ActorRequest, passkey_id: int) -> HttpResponse:
    """Let a key open nothing any more."""
    if request.method != "POST":
        return redirect("my_sign_in")
    services.remove_passkey(actor=request.actor, passkey_id=passkey_id)
    messages.success(request, _("Removed. That key opens nothing any more."))
    return see_other(request, resolve_url("my_sign_in"))


@open_to_visitors
@require_POST
def begin_sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """What the browser needs to show a key. It names nobody: the key says whose it is."""
    site = site_of(request)
    if site is None:
        raise RuleBroken(say("Passkeys need https, or this very machine as localhost."))
    services.begin_try({f"passkeys {network_of(request)}": rules.OF_A_NETWORK})
    options, state = services.ask_for_key(site)
    request.session[_ASKED] = state
    return JsonResponse(options["publicKey"])


@open_to_visitors
@require_http_methods(["GET", "POST"])
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Come in with a key: it is had and unlocked, so no code is asked."""
    if request.method != "POST":
        return redirect("sign_in")
    going_to = going_to_of(request)
    try:
        person_id = _opened(request)
    except BadInput as refused:
        messages.error(request, refused.reason)
        response = sign_in_page(request, SignInForm(), going_to)
        response.status_code = INVALID
        return response
    person = person_signing_in(person_id)
    assert person is not None  # noqa: S101 - it was there a moment ago, in the service
    services.end_try(own=(), shared=[f"passkeys {network_of(request)}"])
    begin_session(request, person)
    return see_other(request, going_to)


def _opened(request: HttpRequest) -> int:
    site, state = site_of(request), request.session.pop(_ASKED, None)
    if site is None or state is None:
        raise BadInput(TOO_LATE)
    answer = request.POST.get("answer", "")
    return services.open_by_passkey(site=site, state=state, answer=answer)
