"""What can be done with what waits, incidents, the inbox, and what could not be sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts.queries import mail_is_on
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity import permissions, queries, services
from tandem.activity.forms import BatchForm, MailForm, PassOnForm, PutOffForm
from tandem.activity.registry import is_in_person
from tandem.activity.rules import MailChoice
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.core.words import say

INVALID = 422
PAGE = 50


@require_GET
def waiting(request: ActorRequest, turn_id: int) -> HttpResponse:
    """Something that waits for you, to be passed on or put off."""
    return _waiting_page(request, turn_id)


@require_http_methods(["GET", "POST"])
def pass_on(request: ActorRequest, turn_id: int) -> HttpResponse:
    """Pass it on to somebody of your side."""
    turn = _turn(request, turn_id)
    if request.method != "POST":
        return redirect("waiting", turn_id)
    people = queries.people_to_pass_to(request.actor, turn.root_id, turn.lane)
    form = PassOnForm(people, request.POST)
    if form.is_valid() and carry_out(form, lambda: _pass_on(request, turn_id, form)):
        messages.success(request, _("Passed on. They hear of it."))
        return see_other(request, resolve_url("today"))
    return _waiting_page(request, turn_id, pass_on_form=form)


def _pass_on(request: ActorRequest, turn_id: int, form: PassOnForm) -> bool:
    person_id = int(form.cleaned_data["person"])
    services.delegate_turn(actor=request.actor, turn_id=turn_id, person_id=person_id)
    return True


@require_http_methods(["GET", "POST"])
def put_off(request: ActorRequest, turn_id: int) -> HttpResponse:
    """Hide it until a day; it goes on waiting."""
    _turn(request, turn_id)
    if request.method != "POST":
        return redirect("waiting", turn_id)
    form = PutOffForm(request.POST)
    if form.is_valid() and carry_out(form, lambda: _put_off(request, turn_id, form)):
        messages.success(request, _("Put off. It comes back by itself."))
        return see_other(request, resolve_url("today"))
    return _waiting_page(request, turn_id, put_off_form=form)


def _put_off(request: ActorRequest, turn_id: int, form: PutOffForm) -> bool:
    services.snooze_turn(actor=request.actor, turn_id=turn_id, until=form.cleaned_data["until"])
    return True


def _turn(request: ActorRequest, turn_id: int) -> queries.OpenTurn:
    mine = queries.turns_waiting_for(request.actor, put_off=True)
    found = next((turn for turn in mine if turn.id == turn_id), None)
    if found is None or not request.actor.may_take_part:
        raise NotFound
    return found


def _waiting_page(
    request: ActorRequest,
    turn_id: int,
    *,
    pass_on_form: PassOnForm | None = None,
    put_off_form: PutOffForm | None = None,
) -> HttpResponse:
    turn = _turn(request, turn_id)
    people = queries.people_to_pass_to(request.actor, turn.root_id, turn.lane)
    context = {
        "turn": turn,
        "people": people,
        "in_person": is_in_person(turn.kind),
        "pass_on_form": pass_on_form or PassOnForm(people),
        "put_off_form": put_off_form or PutOffForm(),
    }
    status = INVALID if pass_on_form or put_off_form else 200
    return show(request, "activity/waiting.html", context, status=status)


@require_http_methods(["GET", "POST"])
def answer_several(request: ActorRequest) -> HttpResponse:
    """Answer several things that take one click each."""
    if request.method == "POST":
        form = BatchForm(request.POST)
        chosen = form.cleaned_data["chosen"] if form.is_valid() else []
        done = services.answer_turns(actor=request.actor, turn_ids=chosen)
        if done:
            said = ngettext("{count} answered.", "{count} answered.", done).format(count=done)
            messages.success(request, said)
        else:
            messages.info(request, _("Nothing was chosen, or somebody was faster."))
    return see_other(request, resolve_url("today"))


@require_http_methods(["GET", "POST"])
def declare_incident(request: ActorRequest, lane: str) -> HttpResponse:
    """Say that a side has its hands full."""
    if request.method == "POST":
        services.declare_incident(actor=request.actor, lane=_side(lane))
        messages.success(request, _("What your side owes waits, for five working days at most."))
    return see_other(request, resolve_url("today"))


@require_http_methods(["GET", "POST"])
def end_incident(request: ActorRequest, lane: str) -> HttpResponse:
    """Say that it is over."""
    if request.method == "POST":
        services.end_incident(actor=request.actor, lane=_side(lane))
        messages.success(request, _("The dates of your side run again."))
    return see_other(request, resolve_url("today"))


def _side(lane: str) -> Lane:
    if lane not in set(Lane):
        raise NotFound
    return Lane(lane)


@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    """What you were told, newest first, and how you want to hear of it."""
    return _inbox_page(request)


@require_http_methods(["GET", "POST"])
def open_notification(request: ActorRequest, notification_id: int) -> HttpResponse:
    """Mark it as read and go where it leads."""
    notice = queries.notification_visible_to(request.actor, notification_id)
    if request.method == "POST":
        services.read_notification(actor=request.actor, notification_id=notification_id)
    return see_other(request, notice.url)


@require_http_methods(["GET", "POST"])
def read_all(request: ActorRequest) -> HttpResponse:
    """Mark everything as read."""
    if request.method == "POST":
        services.read_all_notifications(actor=request.actor)
        messages.success(request, _("Everything is read."))
    return see_other(request, resolve_url("inbox"))


@require_http_methods(["GET", "POST"])
def choose_mail(request: ActorRequest) -> HttpResponse:
    """Say what is mailed to you, and when."""
    if request.method != "POST":
        return redirect("inbox")
    form = MailForm(request.POST)
    if form.is_valid():
        choice, hour = MailChoice(form.cleaned_data["choice"]), form.cleaned_data["hour"]
        services.choose_mail(actor=request.actor, choice=choice, hour=hour)
        messages.success(request, _("Saved."))
        return see_other(request, resolve_url("inbox"))
    return _inbox_page(request, form)


def _inbox_page(request: ActorRequest, form: MailForm | None = None) -> HttpResponse:
    found = page_of(
        queries.notifications_of(request.actor),
        order=["-at", "-id"],
        after=request.GET.get("after"),
        size=PAGE,
    )
    wish = queries.mail_wish_of(request.actor)
    standing = {"choice": wish.choice.value, "hour": str(wish.hour)}
    context = {
        "notices": queries.notices(found.rows),
        "following": found.following,
        "further": "after" in request.GET,
        "form": form or MailForm(initial=standing),
        "mail_is_on": mail_is_on(),
    }
    return show(request, "activity/inbox.html", context, status=INVALID if form else 200)


@require_GET
def outbox(request: ActorRequest) -> HttpResponse:
    """What could not be sent, after all tries."""
    if not permissions.can_see_outbox(request.actor):
        raise NotAllowed(say("Only an administrator looks after what could not be sent."))
    context = {"rows": queries.dead_rows(), "waiting": queries.waiting_rows()}
    return show(request, "activity/outbox.html", context)


@require_http_methods(["GET", "POST"])
def retry_outbox_row(request: ActorRequest, row_id: int) -> HttpResponse:
    """Try it again."""
    if request.method == "POST":
        services.retry_outbox_row(actor=request.actor, row_id=row_id)
        messages.success(request, _("It is tried again."))
    return see_other(request, resolve_url("outbox"))


@require_http_methods(["GET", "POST"])
def drop_outbox_row(request: ActorRequest, row_id: int) -> HttpResponse:
    """Forget it."""
    if request.method == "POST":
        services.drop_outbox_row(actor=request.actor, row_id=row_id)
        messages.success(request, _("Dropped."))
    return see_other(request, resolve_url("outbox"))
