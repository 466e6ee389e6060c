"""What a guest sees: their private link, and the one page behind it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.queries import invitation_by_secret, secret_hash, workspace
from tandem.accounts.requests import GUEST, ActorRequest, open_to_guests, open_to_visitors
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import discreet, show
from tandem.core.words import say
from tandem.talk import permissions, queries, services
from tandem.talk.forms import GuestCommentForm, YesForm
from tandem.talk.rules import ApprovalState
from tandem.talk.views.shared import INVALID

GONE, MISSING, FOR_OTHERS = 410, 404, 409


@open_to_visitors
@require_http_methods(["GET", "POST"])
def guest_door(request: HttpRequest, secret: str) -> HttpResponse:
    """A private link. Opening it changes nothing; the button lets its guest in."""
    if hasattr(request, "actor"):
        reason = say("You are signed in with an account: this link is for a guest, who has none.")
        return discreet(_ended(request, reason, FOR_OTHERS))
    found = invitation_by_secret(secret)
    # Who asked by the open form has a link, too: it opens their page, and not this door.
    guest = queries.guest_by_id(found.subject_id) if found else None
    if found is None or guest is None:
        reason = say("There is no such link. Perhaps a part of it got lost when it was copied.")
        return discreet(_ended(request, reason, MISSING))
    if found.why_not:
        return discreet(_ended(request, found.why_not, GONE))
    if request.method == "GET":
        return discreet(
            show(request, "talk/guest_door.html", {"row": guest, "company": workspace()})
        )
    with transaction.atomic():
        request.session.flush()
        request.session[GUEST] = secret_hash(secret)
        request.session.save()
    return discreet(see_other(request, "/shared/"))


@open_to_guests
@require_GET
def shared(request: ActorRequest) -> HttpResponse:
    """All that a guest sees."""
    if not _is_in(request):
        return _not_in(request)
    return _page(request)


@open_to_guests
@require_POST
def shared_comment(request: ActorRequest) -> HttpResponse:
    """A guest says something."""
    if not _is_in(request):
        return _not_in(request)
    form = GuestCommentForm(request.POST)
    if form.is_valid():
        said = carry_out(
            form,
            lambda: services.comment_as_guest(actor=request.actor, text=form.cleaned_data["text"]),
        )
        if said:
            messages.success(request, _("Thank you. They read it on their side."))
            return see_other(request, "/shared/")
    return _page(request, comment=form)


@open_to_guests
@require_http_methods(["GET", "POST"])
def shared_approval(request: ActorRequest, approval_id: int) -> HttpResponse:
    """The exact text that a guest is asked to say yes to, and their answer."""
    if not _is_in(request):
        return _not_in(request)
    form = YesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = carry_out(
            form,
            lambda: services.answer_approval(
                actor=request.actor,
                approval_id=approval_id,
                answer=ApprovalState(form.cleaned_data["answer"]),
                seen=form.cleaned_data["seen"],
                text=form.cleaned_data["text"],
            ),
        )
        if given:
            messages.success(request, _("Thank you. Your answer is written down."))
            return see_other(request, "/shared/")
    found = queries.approval_visible_to(request.actor, approval_id)
    context = {
        "row": queries.approval_rows([found])[0],
        "document": found.shared.document,
        "form": form,
        "may_answer": found.state == ApprovalState.OPEN
        and queries.may_approve(request.actor, found),
    }
    status = INVALID if form.errors else 200
    return discreet(show(request, "talk/shared_approval.html", context, status=status))


def _is_in(request: HttpRequest) -> bool:
    """Whether this is a guest whose link lives."""
    return hasattr(request, "actor") and request.actor.is_guest


def _not_in(request: HttpRequest) -> HttpResponse:
    """The kind page for a guest whose link has ended; for everybody else there is nothing here."""
    if GUEST not in request.session:
        raise NotFound
    reason = say("Your invitation has ended. Whoever invited you can send a new link.")
    return discreet(_ended(request, reason, GONE))


def _page(request: ActorRequest, comment: GuestCommentForm | None = None) -> HttpResponse:
    context = {
        "it": queries.shared_with(request.actor),
        "form": comment or GuestCommentForm(),
        "may_comment": permissions.can_comment_as_guest(request.actor),
    }
    status = INVALID if comment else 200
    return discreet(show(request, "talk/shared.html", context, status=status))


def _ended(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return show(request, "talk/guest_ended.html", {"reason": reason}, status=status)
