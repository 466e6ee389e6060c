"""A second factor of one's own, and what administrators do about those of others."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from tandem.accounts import queries
from tandem.accounts.queries import actor_by_id, person_by_id
from tandem.accounts.requests import GUEST, ActorRequest, open_to_visitors
from tandem.accounts.rules import Actor, AskedOf, WorkspaceRole
from tandem.accounts.views.people import person_page
from tandem.activity.queries import settings_changed
from tandem.core.errors import BadInput, NotAllowed, NotFound, Refused
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.sign_in import events, permissions, rules, services
from tandem.sign_in.forms import CodeForm, DemandForm, TakeOffForm
from tandem.sign_in.requests import Halfway, halfway
from tandem.sign_in.rules import Checked
from tandem.sign_in.services import Offered, TooSoon
from tandem.sign_in.views.halfway import INVALID, come_in, limited, too_late


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an app takes: a picture to photograph, and the same to type."""

    picture: Markup
    typed: str
    sealed: str


@open_to_visitors
@require_http_methods(["GET", "POST"])
def set_up_code_app(request: HttpRequest) -> HttpResponse:
    """Photograph a picture, type the first code; the answer shows the recovery codes, once.

    Also on the way in, where the company asks for a second factor and somebody has none.
    """
    half = halfway(request)
    actor = getattr(request, "actor", None) or (_who(half) if half and half.to_set_up else None)
    if actor is None and GUEST in request.session:
        raise NotFound
    if actor is None:
        return redirect("sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = limited(
            f"codes {actor.me}",
            form,
            "code",
            lambda: services.set_up_code_app(
                actor=actor, sealed=given["sealed"], code=given["code"], old=given["old"]
            ),
        )
        if isinstance(made, TooSoon):
            return too_late(_set_up_page(request, actor, form, half), made)
        if made:
            going_to = resolve_url("my_sign_in")
            if half and not hasattr(request, "actor"):
                going_to = half.going_to
                came = come_in(request, half)
                return _codes_page(request, made, going_to, came)
            return _codes_page(request, made, going_to)
    return _set_up_page(request, actor, form, half)


@require_http_methods(["GET", "POST"])
def recovery_codes(request: ActorRequest) -> HttpResponse:
    """New codes for the paper, against a code of the app."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "what": "renew"}
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        made = limited(
            f"codes {request.actor.me}",
            form,
            "code",
            lambda: services.renew_recovery_codes(actor=request.actor, code=code),
        )
        if isinstance(made, TooSoon):
            return too_late(show(request, "sign_in/against_code.html", context), made)
        if made:
            return _codes_page(request, made, resolve_url("my_sign_in"))
    status = INVALID if form.errors else 200
    return show(request, "sign_in/against_code.html", context, status=status)


@require_http_methods(["GET", "POST"])
def remove_second_factor(request: ActorRequest) -> HttpResponse:
    """Do without, against a last code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "what": "remove"}
    if request.method == "POST" and form.is_valid():
        done = limited(f"codes {request.actor.me}", form, "code", lambda: _remove(request, form))
        if isinstance(done, TooSoon):
            return too_late(show(request, "sign_in/against_code.html", context), done)
        if done:
            messages.success(request, _("From now on your password opens alone."))
            return see_other(request, resolve_url("my_sign_in"))
    status = INVALID if form.errors else 200
    return show(request, "sign_in/against_code.html", context, status=status)


def _remove(request: ActorRequest, form: CodeForm) -> list[str]:
    services.remove_second_factor(actor=request.actor, code=form.cleaned_data["code"])
    return ["done"]


@require_http_methods(["GET", "POST"])
def take_off_second_factor(request: ActorRequest, person_id: int) -> HttpResponse:
    """Let somebody in who lost phone and paper, after making sure that it is them."""
    if not permissions.can_look_after_others(request.actor):
        raise NotAllowed(say("Only an administrator looks after how others sign in."))
    if request.method != "POST":
        return show(request, "sign_in/take_off.html", _whose(person_id, TakeOffForm()))
    form = TakeOffForm(request.POST)
    if not form.is_valid():
        context = _whose(person_id, form)
        return show(request, "sign_in/take_off.html", context, status=INVALID)
    try:
        services.take_off_second_factor(
            actor=request.actor,
            person_id=person_id,
            checked=Checked(form.cleaned_data["checked"]),
        )
    except NotFound:
        raise
    except Refused as refused:
        return person_page(request, person_id, refused)
    messages.success(request, _("Taken off. Their password opens alone now; tell them so."))
    return see_other(request, resolve_url("person", person_id))


def _whose(person_id: int, form: TakeOffForm) -> dict[str, object]:
    return {"whole": person_by_id(person_id), "form": form}


@require_http_methods(["GET", "POST"])
def sign_in_settings(request: ActorRequest) -> HttpResponse:
    """Of whom a second factor is asked, and who has none."""
    if not permissions.can_look_after_others(request.actor):
        raise NotAllowed(say("Only an administrator changes the settings."))
    standing = {"whom": queries.second_factor_of().value}
    form = DemandForm(request.POST) if request.method == "POST" else DemandForm(initial=standing)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(form, lambda: _ask(request, form))
    ):
        messages.success(request, _("Saved. Whoever is concerned and has none sets one up now."))
        return see_other(request, resolve_url("sign_in_settings"))
    without = queries.without_second_factor()
    context = {
        "form": form,
        "without": [(WorkspaceRole(role).label, number) for role, number in without.items()],
        "changed": settings_changed(events.DEMANDED) + settings_changed(events.TAKEN_OFF),
    }
    status = INVALID if form.errors else 200
    return show(request, "sign_in/settings.html", context, status=status)


def _ask(request: ActorRequest, form: DemandForm) -> bool:
    whom = AskedOf(form.cleaned_data["whom"])
    services.demand_second_factor(actor=request.actor, whom=whom)
    return True


def _who(half: Halfway) -> Actor:
    return actor_by_id(half.person_id)


def _set_up_page(
    request: HttpRequest, actor: Actor, form: CodeForm, half: Halfway | None
) -> HttpResponse:
    """The picture; after a wrong code the same one, for the app has it already."""
    wrong = {"code", "old"} & form.errors.keys()
    kept = str(form.data.get("sealed", "")) if wrong else ""
    try:
        offered = services.offer_secret(actor.me, kept)
    except BadInput:
        offered = services.offer_secret(actor.me)
    context = {
        "form": form,
        "shown": _shown(actor, offered),
        "demanded": half is not None and not hasattr(request, "actor"),
        "replaces": person_by_id(actor.me).second_factor_at is not None,
    }
    status = INVALID if form.errors else 200
    response = show(request, "sign_in/set_up_app.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _shown(actor: Actor, offered: Offered) -> _Shown:
    import segno
    from pyotp import TOTP

    company = queries.workspace()
    issuer = f"Tandem {company.name}" if company else "Tandem"
    address = person_by_id(actor.me).email
    uri = TOTP(offered.secret).provisioning_uri(name=address, issuer_name=issuer)
    drawn = segno.make_qr(uri).svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return _Shown(Markup(drawn), rules.in_groups(offered.secret), offered.sealed)  # noqa: S704


def _codes_page(
    request: HttpRequest, made: list[str], going_to: str, came: HttpResponse | None = None
) -> HttpResponse:
    """The recovery codes. They stand on this answer alone."""
    context = {"codes": made, "going_to": going_to, "server": settings.TANDEM_URL}
    response = show(request, "sign_in/recovery_codes.html", context)
    response.headers["Cache-Control"] = "no-store"
    for name, morsel in came.cookies.items() if came else ():
        response.cookies[name] = morsel
    return response
