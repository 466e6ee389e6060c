"""Between the password and being signed in: a code, or setting up where one is asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from django import forms
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts import queries
from tandem.accounts.queries import actor_by_id, person_signing_in
from tandem.accounts.requests import open_to_visitors
from tandem.accounts.rules import Actor
from tandem.accounts.sessions import DEVICE
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.sign_in import rules, services
from tandem.sign_in.forms import CodeForm
from tandem.sign_in.requests import Halfway, go_halfway, halfway, remember
from tandem.sign_in.services import TooSoon

if TYPE_CHECKING:
    from tandem.accounts.models import Person

INVALID = 422
_Done = TypeVar("_Done")


def enter(
    request: HttpRequest, person: "Person", going_to: str, own_browser: str = ""
) -> HttpResponse:
    """Somebody has shown that they know the password, or hold a link: sign them in, or ask for
    their second factor, or let them set one up where the company asks for one.
    """
    to_set_up = queries.must_have_second_factor(person)
    if not to_set_up and person.second_factor_at is None:
        return _in(request, person, going_to, own_browser)
    half = Halfway(person.pk, going_to, own_browser, to_set_up)
    with transaction.atomic():
        go_halfway(request, person, half)
    return see_other(request, resolve_url("set_up_code_app" if to_set_up else "sign_in_code"))


@open_to_visitors
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The code after the password: of the app, or one of the paper."""
    half = halfway(request)
    if half is None or half.to_set_up:
        return redirect("sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actor = _actor(half)
        try:
            if opens(actor, form):
                return come_in(request, half)
        except TooSoon as too_soon:
            form.add_error("code", too_soon.reason)
            return too_late(show(request, "sign_in/code.html", {"form": form}), too_soon)
        form.add_error("code", _("This code doesn't fit, or was used before."))
    status = INVALID if form.errors else 200
    return show(request, "sign_in/code.html", {"form": form}, status=status)


def opens(actor: Actor, form: CodeForm) -> bool:
    """Whether the code opens; each try counts. Raises TooSoon."""
    door = f"codes {actor.me}"
    services.begin_try({door: rules.OF_CODES})
    if not services.give_code(actor=actor, code=form.cleaned_data["code"]):
        return False
    services.end_try(own=[door])
    return True


def come_in(request: HttpRequest, half: Halfway) -> HttpResponse:
    """The second half: sign in whoever was halfway."""
    person = person_signing_in(half.person_id)
    if person is None:
        raise NotFound
    return _in(request, person, half.going_to, half.own_browser)


def begin_session(request: HttpRequest, person: "Person") -> None:
    """Sign somebody in, under a new key whoever was signed in before. Nothing else is written."""
    with transaction.atomic():
        request.session.flush()
        request.session[DEVICE] = rules.device_of(request.headers.get("User-Agent", ""))
        login(request, person)


def limited(
    door: str, form: forms.Form, field: str, act: Callable[[], _Done]
) -> _Done | TooSoon | None:
    """Carry out what asks for a secret; each try counts, so that none can be guessed."""
    try:
        services.begin_try({door: rules.OF_CODES})
    except TooSoon as too_soon:
        form.add_error(field, too_soon.reason)
        return too_soon
    done = carry_out(form, act)
    if done:
        services.end_try(own=[door])
    return done


def too_late(response: HttpResponse, too_soon: TooSoon) -> HttpResponse:
    """The same page, with the status for "too often" and when to come again."""
    response.status_code = too_soon.status
    response.headers["Retry-After"] = str(too_soon.seconds)
    return response


def _in(request: HttpRequest, person: "Person", going_to: str, own_browser: str) -> HttpResponse:
    begin_session(request, person)
    response = see_other(request, going_to)
    if own_browser:
        remember(request, response, own_browser)
    return response


def _actor(half: Halfway) -> Actor:
    return actor_by_id(half.person_id)
