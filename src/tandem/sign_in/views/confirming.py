"""Proving once more who one is: on a page of its own, or on the way to what asks for it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput, RuleBroken
from tandem.core.htmx import see_other, wants_fragment
from tandem.core.pages import show
from tandem.core.words import say
from tandem.sign_in import services
from tandem.sign_in.forms import ConfirmForm
from tandem.sign_in.queries import has_passkeys
from tandem.sign_in.requests import has_password, note_proved, proved_lately, site_of
from tandem.sign_in.services import TooSoon
from tandem.sign_in.views.halfway import limited, too_late
from tandem.sign_in.views.passkeys import TOO_LATE

if TYPE_CHECKING:
    from tandem.accounts.models import Person

INVALID = 422
_ASKED = "passkey to confirm"
"""Where the session keeps what was asked of the browser until its answer comes."""


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody sent to an address that asks who they are; it goes on with their proof."""

    address: str
    fields: list[tuple[str, str]]
    with_file: bool = False


def confirmed(request: HttpRequest) -> HttpResponse | None:
    """Nothing if whoever asks has lately proved who they are, or proves it with this request; then
    `request` is again what they sent. Else the page that asks for it.
    """
    if proved_lately(request):
        return None
    if not any(name in request.POST for name in ConfirmForm.NAMES):
        return _page(request, ConfirmForm(None), _held(request), INVALID)
    form = ConfirmForm(request.POST)
    if answer := _not_proved(request, form, _held(request)):
        return answer
    sent = request.POST.copy()
    for name in ConfirmForm.NAMES:
        sent.pop(name, None)
    request.POST = sent  # type: ignore[assignment]
    return None


@require_http_methods(["GET", "POST"])
def confirm(request: ActorRequest) -> HttpResponse:
    """Prove who one is before something asks for it, for programs in the browser."""
    held = Held(resolve_url("confirm"), [])
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, form, held, 200)
    if answer := _not_proved(request, form, held):
        return answer
    messages.success(request, _("Thank you. For a while nothing asks again."))
    return see_other(request, resolve_url("my_sign_in"))


@require_POST
def begin_confirming(request: ActorRequest) -> HttpResponse:
    """What the browser needs to show a key."""
    site = site_of(request)
    if site is None:
        raise RuleBroken(say("Passkeys need https, or this very machine as localhost."))
    options, state = services.ask_for_key(site)
    request.session[_ASKED] = state
    return JsonResponse(options["publicKey"])


def _held(request: HttpRequest) -> Held:
    """What was sent, without the proof. Of a file only that there was one: it has to be chosen
    once more.
    """
    own = {*ConfirmForm.NAMES, "csrfmiddlewaretoken"}
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in own
    ]
    return Held(request.get_full_path(), fields, with_file=bool(request.FILES))


def _not_proved(request: HttpRequest, form: ConfirmForm, held: Held) -> HttpResponse | None:
    """Nothing once the password or the key is right; each try counts."""
    door = f"password {request.user.pk}"
    right = limited(door, form, form.place, lambda: _prove(request, form)) if form.is_valid() else 0
    if isinstance(right, TooSoon):
        return too_late(_page(request, form, held, INVALID), right)
    return None if right else _page(request, form, held, INVALID)


def _prove(request: HttpRequest, form: ConfirmForm) -> int:
    """Whose password or key it is: theirs who is signed in. Raises BadInput."""
    me = _me(request)
    if answer := form.cleaned_data["confirm_answer"]:
        site, state = site_of(request), request.session.pop(_ASKED, None)
        if site is None or state is None:
            raise BadInput(TOO_LATE)
        if services.open_by_passkey(site=site, state=state, answer=answer) != me.pk:
            raise BadInput(say("That key is somebody else's."))
    elif not me.check_password(form.cleaned_data["confirm_password"]):
        raise BadInput(say("This isn't your password."), field="confirm_password")
    note_proved(request)
    return me.pk


def _me(request: HttpRequest) -> "Person":
    """Whoever is signed in, as they are signed in."""
    return cast("Person", request.user)


def _page(request: HttpRequest, form: forms.Form, held: Held, status: int) -> HttpResponse:
    me = _me(request)
    context = {
        "form": form,
        "held": held,
        "by_password": has_password(request),
        "site": site_of(request) if has_passkeys(me.pk) else None,
    }
    response = show(request, "sign_in/confirm.html", context, status=status)
    # What was sent stands in it, and nowhere else.
    response.headers["Cache-Control"] = "no-store"
    if wants_fragment(request):
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "body", "innerHTML"
    return response
