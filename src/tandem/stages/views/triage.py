"""One screen on which both sides say what becomes of new ideas, with keys or without."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts.queries import answers_for
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.core.errors import BadInput
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.initiatives import permissions
from tandem.initiatives import queries as ideas
from tandem.initiatives import services as initiatives
from tandem.initiatives.queries import IdeaToSort, heading_visible_to, ideas_to_sort
from tandem.stages import services
from tandem.stages.forms import (
    DeclineForm,
    MoreForm,
    ParkForm,
    SameForm,
    SayMoreForm,
    SnoozeForm,
    TakeUpForm,
)
from tandem.stages.queries import idea_at_hand

INVALID = 422

_FORMS: dict[str, Callable[..., forms.Form]] = {
    "take_up": TakeUpForm,
    "more": MoreForm,
    "snooze": SnoozeForm,
    "same": SameForm,
    "park": ParkForm,
    "decline": DeclineForm,
}


@require_GET
def triage(request: ActorRequest) -> HttpResponse:
    """The oldest idea that waits, or that nothing does."""
    waiting = ideas_to_sort(request.actor)
    if waiting:
        return _page(request, waiting[0].id, waiting=waiting)
    context: dict[str, object] = {
        "to_sort": [],
        "it": None,
        "may": permissions.may_triage(request.actor, answers_for(request.actor)),
    }
    return show(request, "stages/triage.html", context)


@require_http_methods(["GET", "POST"])
def triage_one(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """One idea: what is known of it, and what may become of it."""
    if request.method == "GET":
        return _page(request, initiative_id)
    outcome = request.POST.get("outcome", "")
    if outcome not in _FORMS:
        raise BadInput(say("Choose what becomes of it."))
    form = _FORMS[outcome](request.POST)
    if form.is_valid() and carry_out(form, lambda: _say(request, initiative_id, outcome, form)):
        messages.success(request, _DONE[outcome]())
        return see_other(request, "/triage/")
    return _page(request, initiative_id, {outcome: form}, status=INVALID)


def _say(request: ActorRequest, initiative_id: int, outcome: str, form: forms.Form) -> bool:
    _SERVICES[outcome](request.actor, initiative_id, form.cleaned_data)
    return True


_Data = Mapping[str, Any]

_SERVICES: dict[str, Callable[[Actor, int, _Data], object]] = {
    "take_up": lambda actor, pk, _data: initiatives.take_up_idea(actor=actor, initiative_id=pk),
    "more": lambda actor, pk, data: initiatives.ask_for_more(
        actor=actor, initiative_id=pk, text=data["text"]
    ),
    "snooze": lambda actor, pk, data: initiatives.snooze_idea(
        actor=actor, initiative_id=pk, until=data["until"]
    ),
    "same": lambda actor, pk, data: services.join_to_another(
        actor=actor, initiative_id=pk, other_id=data["other"]
    ),
    "park": lambda actor, pk, data: services.park_initiative(
        actor=actor, initiative_id=pk, reason=data["reason"], until=data["until"]
    ),
    "decline": lambda actor, pk, data: services.decline_idea(
        actor=actor, initiative_id=pk, reason=data["reason"]
    ),
}

_DONE: dict[str, Callable[[], str]] = {
    "take_up": lambda: _("Taken up: it stands last in the queue now."),
    "more": lambda: _("Asked. It comes back here once they have answered."),
    "snooze": lambda: _("Put off. It comes back here that day."),
    "same": lambda: _("Done: both sentences stand with the other idea."),
    "park": lambda: _("Parked. Whoever had the idea sees why, and the day to look again."),
    "decline": lambda: _("Done. Whoever had the idea sees where it stands."),
}


def _page(
    request: ActorRequest,
    initiative_id: int,
    typed: Mapping[str, forms.Form] | None = None,
    status: int = 200,
    waiting: Sequence[IdeaToSort] | None = None,
) -> HttpResponse:
    context = {
        "to_sort": ideas_to_sort(request.actor) if waiting is None else waiting,
        "it": idea_at_hand(request.actor, initiative_id),
        "may": permissions.may_triage(request.actor, answers_for(request.actor)),
        "forms": {name: make() for name, make in _FORMS.items()} | dict(typed or {}),
        "typed": next(iter(typed or {}), None),
    }
    return show(request, "stages/triage.html", context, status=status)


@require_http_methods(["GET", "POST"])
def say_more(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What both sides want to know, and the place to answer it."""
    row = heading_visible_to(request.actor, initiative_id)
    form = SayMoreForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = carry_out(
            form,
            lambda: initiatives.say_more(
                actor=request.actor, initiative_id=initiative_id, text=form.cleaned_data["text"]
            ),
        )
        if act:
            messages.success(request, _("Sent. Both sides look at it again."))
            return see_other(request, row.url)
    said = ideas.outcomes_of(request.actor, initiative_id)
    asked = next((one for one in said if one.standing and one.verdict == "more_asked"), None)
    may = permissions.can_say_more(
        request.actor,
        standing_on(request.actor, initiative_id),
        written_by=ideas.initiative_visible_to(request.actor, initiative_id).written_by_id,
    )
    context = {"row": row, "form": form, "asked": asked, "may": may}
    return show(request, "stages/say_more.html", context, status=INVALID if form.errors else 200)
