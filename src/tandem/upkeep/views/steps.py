"""The first day, step by step. Each step is a page of its own, and can be come back to."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts import queries as accounts
from tandem.accounts import services as acts
from tandem.accounts.forms import DepartmentForm, WorkspaceForm
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.accounts.views.workspace import save_workspace, standing_workspace
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.upkeep import permissions, queries
from tandem.upkeep.forms import ClosingDaysForm, OnDutyForm
from tandem.upkeep.rules.steps import FirstStep, next_after
from tandem.upkeep.views.closing import save_closing_days, standing_closing_days

INVALID = 422


@require_GET
def first_steps(request: ActorRequest) -> HttpResponse:
    """All of them, and how far each is."""
    _administrators_only(request)
    return show(request, "upkeep/first_steps.html", {"states": queries.first_steps()})


@require_http_methods(["GET", "POST"])
def first_step(request: ActorRequest, step: str) -> HttpResponse:
    """One of them: look, do it, or say that it is fine as it is."""
    _administrators_only(request)
    if step not in set(FirstStep):
        raise NotFound
    at = FirstStep(step)
    if request.method != "POST":
        return _page(request, at, None)
    if "pass" in request.POST:
        acts.pass_first_step(actor=request.actor, step=at.value)
        return _onwards(request, at)
    if at not in _FORMS:
        return _page(request, at, None)
    form, save, stays = _FORMS[at]
    filled = form(request.POST)
    if filled.is_valid() and carry_out(filled, lambda: save(request, filled)):
        messages.success(request, _("Saved."))
        if isinstance(filled, WorkspaceForm) and filled.regions[1:] and "region" not in filled.data:
            messages.info(
                request, _("Some regions have holidays of their own: choose yours, or go on.")
            )
            stays = True
        if not stays:
            acts.pass_first_step(actor=request.actor, step=at.value)
        here = resolve_url("first_step", at.value)
        return see_other(request, here) if stays else _onwards(request, at)
    return _page(request, at, filled)


@require_POST
def put_steps_away(request: ActorRequest) -> HttpResponse:
    """Let nothing remind of them any more."""
    acts.put_first_steps_away(actor=request.actor)
    messages.success(request, _("Put away. The steps still stand under Settings."))
    return see_other(request, resolve_url("today"))


def _onwards(request: ActorRequest, at: FirstStep) -> HttpResponse:
    """To the next step that isn't over; to the list where all are."""
    following = next_after(at, queries.first_steps())
    to = resolve_url("first_step", following.value) if following else resolve_url("first_steps")
    return see_other(request, to)


def _save_company(request: ActorRequest, form: Any) -> bool:
    save_workspace(request, form)
    return True


def _add_department(request: ActorRequest, form: Any) -> bool:
    name, lane = form.cleaned_data["name"], form.chosen_lane
    acts.add_department(actor=request.actor, name=name, lane=lane)
    return True


def _name_duty(request: ActorRequest, form: Any) -> bool:
    for lane, person in form.chosen.items():
        acts.name_duty_person(actor=request.actor, lane=lane, person_id=person)
    return True


_Save = Callable[[ActorRequest, Any], bool]
_FORMS: dict[FirstStep, tuple[type[forms.Form], _Save, bool]] = {
    FirstStep.COMPANY: (WorkspaceForm, _save_company, False),
    FirstStep.DAYS: (ClosingDaysForm, save_closing_days, False),
    FirstStep.DEPARTMENTS: (DepartmentForm, _add_department, True),
    FirstStep.DUTY: (OnDutyForm, _name_duty, False),
}
"""The form of a step, what it does, and whether one stays on its page to do it again."""


def _page(request: ActorRequest, at: FirstStep, form: forms.Form | None) -> HttpResponse:
    states = queries.first_steps()
    following = next_after(at, states)
    context = {
        "at": at,
        "states": states,
        "state": next(one for one in states if one.step is at),
        "following": following,
        "form": form or _fresh(at),
        **_beside(at),
    }
    status = INVALID if form is not None else 200
    return show(request, "upkeep/first_step.html", context, status=status)


def _fresh(at: FirstStep) -> forms.Form | None:
    if at is FirstStep.COMPANY:
        return WorkspaceForm(initial=standing_workspace())
    if at is FirstStep.DAYS:
        return standing_closing_days()
    if at is FirstStep.DEPARTMENTS:
        return DepartmentForm()
    return OnDutyForm() if at is FirstStep.DUTY else None


def _beside(at: FirstStep) -> dict[str, object]:
    """What a step shows beside its form."""
    if at is FirstStep.DAYS:
        return {"holidays": queries.public_holidays()}
    if at is FirstStep.DEPARTMENTS:
        departments = list(accounts.departments())
        there = {one.lane for one in departments}
        return {"departments": departments, "missing": [one for one in Lane if one not in there]}
    if at is FirstStep.PEOPLE:
        return {"people": accounts.count_of_people()}
    return {}


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_look_after(request.actor):
        raise NotAllowed(say("Only an administrator sets the workspace up."))
