"""Guests, as the initiative's people see them: who was invited, to what, until when."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.queries import mail_is_on, present_day
from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.talk import permissions, queries, services
from tandem.talk.forms import CommentForm, GuestForm, GuestLinkForm
from tandem.talk.queries import GuestRow
from tandem.talk.views.shared import INVALID, place_of

_USUALLY = timedelta(days=30)
"""How long an invitation is offered to last."""


def _inviters_only(request: ActorRequest, root_id: int) -> None:
    if not permissions.can_invite(request.actor, standing_on(request.actor, root_id)):
        raise NotAllowed(say("Its owners, or an administrator, invite guests."))


@require_http_methods(["GET", "POST"])
def guests(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Who from outside reads along; sending invites somebody and shows their link, once."""
    place = place_of(request.actor, initiative_id)
    if place.kind != "initiative":
        raise NotFound
    _inviters_only(request, place.id)
    seen = {"until": present_day() + _USUALLY}
    form = GuestForm(request.POST) if request.method == "POST" else GuestForm(initial=seen)
    if request.method == "POST" and form.is_valid():
        made = carry_out(
            form,
            lambda: services.invite_guest(
                actor=request.actor, initiative_id=initiative_id, **form.invitation
            ),
        )
        if made:
            return _link_page(request, queries.guest_visible_to(request.actor, made[0].pk), made[1])
    context = {
        "place": place,
        "rows": queries.guests_on(initiative_id),
        "form": form,
        "mails": mail_is_on(),
    }
    return show(request, "talk/guests.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
def guest(request: ActorRequest, guest_id: int) -> HttpResponse:
    """One guest: what they may, what was said. Sending makes a new link and shows it, once."""
    row = queries.guest_visible_to(request.actor, guest_id)
    may = permissions.can_invite(request.actor, standing_on(request.actor, row.initiative_id))
    seen = {"may": [one.value for one in row.invitation.may], "until": present_day() + _USUALLY}
    form = GuestLinkForm(request.POST) if request.method == "POST" else GuestLinkForm(initial=seen)
    if request.method == "POST" and form.is_valid():
        secret = carry_out(
            form,
            lambda: services.renew_guest_link(
                actor=request.actor,
                guest_id=guest_id,
                may=form.allowed,
                until=form.cleaned_data["until"],
            ),
        )
        if secret:
            return _link_page(request, row, secret)
    context = {
        "row": row,
        "place": place_of(request.actor, guest_id),
        "thread": queries.thread(guest_id, below=False),
        "form": form,
        "comment_form": CommentForm(),
        "may": may,
        "may_ask": permissions.can_ask_for_yes(
            request.actor, standing_on(request.actor, row.initiative_id)
        ),
        "may_speak": permissions.can_speak(request.actor),
        "mails": mail_is_on(),
    }
    return show(request, "talk/guest.html", context, status=INVALID if form.errors else 200)


def _link_page(request: ActorRequest, row: GuestRow, secret: str) -> HttpResponse:
    link = request.build_absolute_uri(resolve_url("guest_door", secret))
    standing = standing_on(request.actor, row.initiative_id)
    may_ask = row.may_approve and permissions.can_ask_for_yes(request.actor, standing)
    context = {"row": row, "link": link, "mailed": mail_is_on(), "may_ask": may_ask}
    response = show(request, "talk/guest_link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke_guest(request: ActorRequest, guest_id: int) -> HttpResponse:
    """End an invitation at once."""
    services.revoke_guest(actor=request.actor, guest_id=guest_id)
    messages.success(request, _("Ended. The link opens nothing any more."))
    return see_other(request, f"/guests/{guest_id}/")


@require_POST
def mail_guest(request: ActorRequest, guest_id: int) -> HttpResponse:
    """Mail a guest a link once more."""
    services.mail_guest_link(actor=request.actor, guest_id=guest_id)
    messages.success(request, _("A mail with a link is on its way to them."))
    return see_other(request, f"/guests/{guest_id}/")
