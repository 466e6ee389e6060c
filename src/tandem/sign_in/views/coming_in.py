"""Coming in and going out: sign-in, the one-time links, sign-out."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts import queries
from tandem.accounts.forms import DemonstrationForm, PasswordForm, SetUpForm, SignInForm
from tandem.accounts.requests import open_to_visitors
from tandem.accounts.services import set_up_workspace
from tandem.core.addresses import inside
from tandem.core.errors import NotFound, RuleBroken
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import discreet, show
from tandem.sign_in import services
from tandem.sign_in.forms import AddressForm
from tandem.sign_in.requests import doors_of, network_of, site_of
from tandem.sign_in.services import TooSoon
from tandem.sign_in.views.halfway import begin_session, enter, too_late

if TYPE_CHECKING:
    from tandem.accounts.models import Person

INVALID, GONE = 422, 410


@open_to_visitors
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password. Every failure gets the same answer after the same work, so that
    nobody learns who has an account.
    """
    going_to = going_to_of(request)
    if request.method == "GET" and hasattr(request, "actor"):
        return redirect(going_to)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if came := _came_in(request, form, going_to):
                return came
        except TooSoon as too_soon:
            form.add_error(None, too_soon.reason)
            return too_late(sign_in_page(request, form, going_to), too_soon)
    return sign_in_page(request, form, going_to)


def _came_in(request: HttpRequest, form: SignInForm, going_to: str) -> HttpResponse | None:
    """Whoever knows the password comes in. Counted as failed first, so that many tries at the same
    moment are no way around the limit.
    """
    address = form.cleaned_data["email"]
    doors, shared = doors_of(request, address)
    services.begin_try(doors)
    person = authenticate(request, username=address, password=form.cleaned_data["password"])
    if person is None:
        form.add_error(None, _("This address and this password don't belong together."))
        return None
    services.end_try(own=doors.keys() - set(shared), shared=shared)
    return enter(request, person, going_to, own_browser=address)


def sign_in_page(request: HttpRequest, form: SignInForm, going_to: str) -> HttpResponse:
    """The page with the form, in the demonstration with people to look around as."""
    context = {
        "form": form,
        "going_to": going_to,
        "empty": queries.is_empty(),
        "by_mail": queries.mail_is_on(),
        "site": site_of(request),
        "people": [
            (queries.name_of(person), person.department.name if person.department else "")
            for person in queries.people_for_demonstration_sign_in()
        ],
    }
    status = INVALID if form.errors else 200
    return show(request, "sign_in/sign_in.html", context, status=status)


@open_to_visitors
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Become somebody of the demonstration with a click. Anywhere else this isn't there."""
    form = DemonstrationForm(request.POST)
    people = {person.pk: person for person in queries.people_for_demonstration_sign_in()}
    person = people.get(form.cleaned_data["person"]) if form.is_valid() else None
    if person is None:
        raise NotFound
    begin_session(request, person)
    return see_other(request, going_to_of(request))


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
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link that chooses a new password. The answer is the same for every address."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "by_mail": queries.mail_is_on(), "sent": False}
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        try:
            services.ask_for_new_password(address=address, network=network_of(request))
            context["sent"] = True
        except TooSoon as too_soon:
            form.add_error(None, too_soon.reason)
            return too_late(show(request, "sign_in/forgotten.html", context), too_soon)
        except RuleBroken as refused:
            form.add_error(None, refused.reason)
    status = INVALID if form.errors else 200
    return show(request, "sign_in/forgotten.html", context, status=status)


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
        return discreet(_set_up_workspace(request, secret))
    return discreet(_choose_password(request, secret, link.person))


def _set_up_workspace(request: HttpRequest, secret: str) -> HttpResponse:
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = carry_out(form, lambda: set_up_workspace(secret, **form.cleaned_data))
        if person:
            begin_session(request, person)
            messages.success(
                request,
                _("{company} is set up, and you are its administrator.").format(
                    company=form.cleaned_data["company"]
                ),
            )
            return see_other(request, resolve_url("first_steps"))
    status = INVALID if form.errors else 200
    return show(request, "sign_in/set_up.html", {"form": form}, status=status)


def _choose_password(request: HttpRequest, secret: str, person: "Person") -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = PasswordForm(sent, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        done = carry_out(
            form, lambda: services.choose_password_by_link(secret, **form.cleaned_data)
        )
        if done:
            messages.success(request, _("Your password is set. Welcome!"))
            # Read anew: a session is tied to the password that was just chosen.
            chosen = queries.person_by_id(done)
            return enter(request, chosen, resolve_url(settings.LOGIN_REDIRECT_URL))
    status = INVALID if form.errors else 200
    context = {"form": form, "person": person}
    return show(request, "sign_in/choose_password.html", context, status=status)


def _ended(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    """The kind page of a link that doesn't work."""
    context = {"reason": reason, "signed_in": hasattr(request, "actor")}
    return discreet(show(request, "sign_in/link_ended.html", context, status=status))


def going_to_of(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if that is a page of ours; else Today."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return inside(wanted) or resolve_url(settings.LOGIN_REDIRECT_URL)
