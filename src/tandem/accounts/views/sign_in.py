"""Coming in and going out: sign-in, the one-time links, sign-out."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts import queries, services
from tandem.accounts.forms import DemonstrationForm, PasswordForm, SetUpForm, SignInForm
from tandem.accounts.requests import open_to_visitors
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show

if TYPE_CHECKING:
    from tandem.accounts.models import Person

INVALID, GONE = 422, 410


@open_to_visitors
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password. Every failure gets the same answer after the same work, so that
    nobody learns who has an account.
    """
    going_to = _going_to(request)
    if request.method == "GET" and hasattr(request, "actor"):
        return redirect(going_to)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = authenticate(
            request,
            username=form.cleaned_data["email"],
            password=form.cleaned_data["password"],
        )
        if person is not None:
            _begin_session(request, person)
            return see_other(request, going_to)
        form.add_error(None, _("This address and this password don't belong together."))
    context = {
        "form": form,
        "going_to": going_to,
        "empty": queries.is_empty(),
        "people": [
            (queries.name_of(person), person.department.name if person.department else "")
            for person in queries.people_for_demonstration_sign_in()
        ],
    }
    status = INVALID if form.errors else 200
    return show(request, "accounts/sign_in.html", context, status=status)


@open_to_visitors
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Become somebody of the demonstration with a click. Anywhere else this isn't there."""
    form = DemonstrationForm(request.POST)
    people = {person.pk: person for person in queries.people_for_demonstration_sign_in()}
    person = people.get(form.cleaned_data["person"]) if form.is_valid() else None
    if person is None:
        raise NotFound
    _begin_session(request, person)
    return see_other(request, _going_to(request))


@open_to_visitors
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, here and in the other tabs of this browser."""
    with transaction.atomic():
        logout(request)
    messages.success(request, _("You are signed out."))
    return see_other(request, resolve_url("sign_in"))


@open_to_visitors
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest, secret: str) -> HttpResponse:
    """A one-time link: it sets an empty workspace up, or lets its person choose a password."""
    try:
        link = queries.link_by_secret(secret)
    except NotFound as unknown:
        return _ended(request, unknown.reason, 404)
    if reason := queries.why_not_use(link):
        return _ended(request, reason, GONE)
    if link.person is None:
        return _discreet(_set_up_workspace(request, secret))
    return _discreet(_choose_password(request, secret, link.person))


def _set_up_workspace(request: HttpRequest, secret: str) -> HttpResponse:
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = carry_out(form, lambda: services.set_up_workspace(secret, **form.cleaned_data))
        if person:
            _begin_session(request, person)
            messages.success(
                request,
                _("{company} is set up, and you are its administrator.").format(
                    company=form.cleaned_data["company"]
                ),
            )
            return see_other(request, resolve_url("people"))
    status = INVALID if form.errors else 200
    return show(request, "accounts/set_up.html", {"form": form}, status=status)


def _choose_password(request: HttpRequest, secret: str, person: "Person") -> HttpResponse:
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = carry_out(form, lambda: services.choose_password(secret, **form.cleaned_data))
        if done:
            _begin_session(request, done)
            messages.success(request, _("Your password is set. Welcome!"))
            return see_other(request, resolve_url(settings.LOGIN_REDIRECT_URL))
    status = INVALID if form.errors else 200
    context = {"form": form, "person": person}
    return show(request, "accounts/choose_password.html", context, status=status)


def _ended(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    """The kind page of a link that doesn't work."""
    context = {"reason": reason, "signed_in": hasattr(request, "actor")}
    return _discreet(show(request, "accounts/link_ended.html", context, status=status))


def _discreet(response: HttpResponse) -> HttpResponse:
    """Keep the secret in the address to itself: in no referrer, in no cache.

    Not "no-referrer": with it browsers send forms without an origin, and the form is refused.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def _begin_session(request: HttpRequest, person: "Person") -> None:
    """Sign somebody in, under a new key whoever was signed in before. Nothing else is written."""
    with transaction.atomic():
        request.session.flush()
        login(request, person)


def _going_to(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if that is a page of ours; else Today."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)
