"""Where mail is handed in, and a mail to see whether it arrives."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts import queries as accounts
from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import Sentence, say
from tandem.upkeep import commands, permissions, queries, services
from tandem.upkeep.forms import MailServerForm
from tandem.upkeep.rules.marks import MarkKind

INVALID = 422


@require_http_methods(["GET", "POST"])
def mail_settings(request: ActorRequest) -> HttpResponse:
    """See and say where mail is handed in; where the environment says so, only see."""
    _administrators_only(request)
    if request.method != "POST":
        return _page(request)
    form = MailServerForm(request.POST)
    if form.is_valid() and carry_out(form, lambda: _save(request, form)):
        if "test" in request.POST:
            return test_mail(request)
        messages.success(request, _("Saved. It holds at once, for the next mail."))
        return see_other(request, resolve_url("mail_settings"))
    return _page(request, form, status=INVALID)


def _save(request: ActorRequest, form: MailServerForm) -> bool:
    services.change_mail_server(actor=request.actor, server=form.chosen)
    return True


@require_http_methods(["GET", "POST"])
def test_mail(request: ActorRequest) -> HttpResponse:
    """Mail oneself a line, and say what the server said."""
    _administrators_only(request)
    if request.method != "POST":
        return redirect("mail_settings")
    try:
        to, refused = commands.send_test_mail(request.actor)
    except RuleBroken as not_now:
        return _page(request, refused=not_now.reason, status=not_now.status)
    if refused:
        return _page(request, refused=refused)
    said = _("The server took a test mail for {to}. Look whether it arrives.")
    messages.success(request, said.format(to=to))
    return see_other(request, resolve_url("mail_settings"))


@require_http_methods(["GET", "POST"])
def end_mail(request: ActorRequest) -> HttpResponse:
    """Let nothing be mailed any more."""
    _administrators_only(request)
    if request.method != "POST":
        return redirect("mail_settings")
    try:
        services.end_mail(actor=request.actor)
    except RuleBroken as refused:
        return _page(request, refused=refused.reason, status=refused.status)
    messages.success(request, _("Nothing is mailed any more; the password is forgotten."))
    return see_other(request, resolve_url("mail_settings"))


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_change_house(request.actor):
        raise NotAllowed(say("Only an administrator who is signed in changes where mail goes."))


def _page(
    request: ActorRequest,
    form: MailServerForm | None = None,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    server = accounts.mail_server()
    standing: dict[str, Any] = {}
    if server:
        standing = {name: getattr(server, name) for name in ("host", "port", "user", "sender")}
        standing["guarded"] = server.guarded.value
    context = {
        "form": form or MailServerForm(initial=standing),
        "server": server,
        "on": accounts.mail_is_on(),
        "outside": accounts.mail_is_told_outside(),
        "sender": queries.sender_of_mail(),
        "refused": refused,
        "tried": queries.mark(MarkKind.MAIL),
    }
    return show(request, "upkeep/mail.html", context, status=status)
