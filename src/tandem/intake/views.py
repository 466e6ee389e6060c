"""The open form: opened in Settings, filled in by whoever has its address, followed by a link."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.queries import invitation_by_secret, present_day, workspace
from tandem.accounts.requests import ActorRequest, open_to_visitors
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import discreet, show
from tandem.core.words import say
from tandem.initiatives.rules import REASON_LIMIT
from tandem.intake import permissions, queries, services
from tandem.intake.forms import AnswerForm, AskForm, OpenFormForm

INVALID, GONE = 422, 410
OFFERED = timedelta(days=90)


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_open_form(request.actor):
        raise NotAllowed(say("Only an administrator opens the form."))


@require_http_methods(["GET", "POST"])
def open_form(request: ActorRequest) -> HttpResponse:
    """Whether the form is open, its address, and what stands above it."""
    _administrators_only(request)
    row = queries.form_row()
    seen = {
        "introduction": row.introduction if row else "",
        "until": row.until if row else present_day() + OFFERED,
    }
    form = OpenFormForm(request.POST if request.method == "POST" else None, initial=seen)
    if request.method == "POST" and form.is_valid():
        opened = carry_out(
            form, lambda: services.open_form(actor=request.actor, **form.cleaned_data)
        )
        if opened:
            messages.success(request, _("The form is open. Give its address to whom you like."))
            return see_other(request, resolve_url("open_form"))
    context = {
        "row": row,
        "form": form,
        "address": request.build_absolute_uri(row.path) if row else "",
        "today": present_day(),
    }
    return show(request, "intake/open_form.html", context, status=INVALID if form.errors else 200)


@require_POST
def renew_form_address(request: ActorRequest) -> HttpResponse:
    """Another address; the old one leads nowhere."""
    services.renew_form_address(actor=request.actor)
    messages.success(request, _("The form has a new address. The old one leads nowhere now."))
    return see_other(request, resolve_url("open_form"))


@require_POST
def close_form(request: ActorRequest) -> HttpResponse:
    """Take no more ideas."""
    services.close_form(actor=request.actor)
    messages.success(request, _("The form is closed."))
    return see_other(request, resolve_url("open_form"))


@open_to_visitors
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """The form itself, for whoever has its address. It shows nothing of the workspace."""
    found = queries.living_form(token)
    if found is None:
        raise NotFound
    if hasattr(request, "actor"):
        return see_other(request, resolve_url("new_idea"))
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        secret = carry_out(form, lambda: _ask(request, token, form))
        if secret:
            messages.success(request, _("Thank you. It has arrived."))
            return discreet(see_other(request, resolve_url("asked", secret)))
    company = workspace()
    context = {
        "form": form,
        "introduction": found.introduction,
        "company": company.name if company else "",
    }
    status = INVALID if form.errors else 200
    return discreet(show(request, "intake/ask.html", context, status=status))


def _ask(request: HttpRequest, token: str, form: AskForm) -> str:
    said = form.cleaned_data
    return services.ask_by_form(
        token=token,
        sentence=said["sentence"],
        wish_date=said["wish_date"],
        name=said["name"],
        email=said["email"],
        origin=_origin(request),
    )


def _origin(request: HttpRequest) -> str:
    """Where it comes from, told apart for a day and no longer."""
    today = present_day().isoformat()
    return salted_hmac(f"open form {today}", request.META.get("REMOTE_ADDR", "")).hexdigest()


@open_to_visitors
@require_http_methods(["GET", "POST"])
def asked(request: HttpRequest, secret: str) -> HttpResponse:
    """Where one's idea stands, by the private link of whoever asked; the place to say more."""
    asker = queries.asker_by_secret(secret)
    if asker is None:
        if invitation_by_secret(secret) is None:
            raise NotFound
        return discreet(show(request, "intake/ended.html", {}, status=GONE))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def answer() -> bool:
            services.answer_by_link(actor=asker, text=form.cleaned_data["text"])
            return True

        if carry_out(form, answer):
            messages.success(request, _("Thank you. Both departments look at it again."))
            return discreet(see_other(request, request.path))
    context = {
        "it": queries.where_it_stands(asker),
        "form": form,
        "address": request.build_absolute_uri(request.path),
        "text_limit": REASON_LIMIT,
    }
    status = INVALID if form.errors else 200
    return discreet(show(request, "intake/asked.html", context, status=status))
