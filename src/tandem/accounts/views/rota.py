"""The rota: who is on duty for a side in which week."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts import permissions, queries, services
from tandem.accounts.forms import PlanDutyForm, SwapDutyForm
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.core.dates import short
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import Sentence, say

INVALID = 422


@require_GET
def rota(request: ActorRequest) -> HttpResponse:
    """Who is on duty for both sides, now and in the next weeks."""
    return _page(request)


@require_http_methods(["GET", "POST"])
def plan_duty(request: ActorRequest, lane: str) -> HttpResponse:
    """Say who is on duty in a week."""
    side = _side(lane)
    if request.method != "POST":
        return redirect("rota")
    if not permissions.can_plan_duty(request.actor):
        raise NotAllowed(say("Only an administrator plans who is on duty."))
    form = PlanDutyForm(side, _offered(queries.rota(side)), request.POST)
    if form.is_valid() and carry_out(form, lambda: _plan(request, side, form)):
        messages.success(request, _("Saved."))
        return see_other(request, f"{resolve_url('rota')}#rota-{side.value}")
    return _page(request, planning=(side, form))


def _plan(request: ActorRequest, lane: Lane, form: PlanDutyForm) -> bool:
    week = date.fromisoformat(form.cleaned_data["week"])
    services.plan_duty(actor=request.actor, lane=lane, week=week, person_id=form.chosen)
    return True


@require_http_methods(["GET", "POST"])
def swap_duty(request: ActorRequest, lane: str) -> HttpResponse:
    """Let two people take each other's week."""
    side = _side(lane)
    if request.method != "POST":
        return redirect("rota")
    form = SwapDutyForm(side, _planned(queries.rota(side)), request.POST)
    if form.is_valid() and carry_out(form, lambda: _swap(request, side, form)):
        messages.success(request, _("Swapped."))
        return see_other(request, f"{resolve_url('rota')}#rota-{side.value}")
    return _page(request, swapping=(side, form))


def _swap(request: ActorRequest, lane: Lane, form: SwapDutyForm) -> bool:
    services.swap_duty(
        actor=request.actor,
        lane=lane,
        week=date.fromisoformat(form.cleaned_data["week"]),
        other=date.fromisoformat(form.cleaned_data["other"]),
    )
    return True


def _side(lane: str) -> Lane:
    if lane not in set(Lane):
        raise NotFound
    return Lane(lane)


def _offered(found: list[queries.RotaWeek]) -> list[tuple[str, Sentence]]:
    """All weeks, to choose from."""
    today = queries.present_day()
    return [
        (
            one.week.isoformat(),
            say(
                "{first} – {last}",
                first=short(one.week, today=today),
                last=short(one.last, today=today),
            ),
        )
        for one in found
    ]


def _planned(found: list[queries.RotaWeek]) -> list[tuple[str, Sentence]]:
    """The weeks that somebody is planned for, with their names."""
    planned = [one for one in found if one.planned]
    return [
        (week, say("{days}: {name}", days=days, name=one.planned.name))
        for (week, days), one in zip(_offered(planned), planned, strict=True)
        if one.planned
    ]


def _page(
    request: ActorRequest,
    planning: tuple[Lane, PlanDutyForm] | None = None,
    swapping: tuple[Lane, SwapDutyForm] | None = None,
) -> HttpResponse:
    """Both sides; what was refused stands filled in where it was sent from."""
    sides = []
    for lane in Lane:
        weeks = queries.rota(lane)
        plan = planning[1] if planning and planning[0] is lane else _plan_form(request, lane, weeks)
        swap = swapping[1] if swapping and swapping[0] is lane else _swap_form(request, lane, weeks)
        sides.append((lane, weeks, plan, swap))
    status = INVALID if planning or swapping else 200
    return show(request, "accounts/rota.html", {"sides": sides}, status=status)


def _plan_form(
    request: ActorRequest, lane: Lane, weeks: list[queries.RotaWeek]
) -> PlanDutyForm | None:
    """For who plans: the first week without anybody is chosen beforehand."""
    if not permissions.can_plan_duty(request.actor):
        return None
    free = next((one.week for one in weeks if not one.planned), weeks[0].week)
    return PlanDutyForm(lane, _offered(weeks), initial={"week": free.isoformat()})


def _swap_form(
    request: ActorRequest, lane: Lane, weeks: list[queries.RotaWeek]
) -> SwapDutyForm | None:
    """For who has one of the weeks, or plans them, where two people have."""
    planned = [(one.week.isoformat(), one.planned.id) for one in weeks if one.planned]
    people = {person for _, person in planned}
    if len(people) < 2 or not permissions.can_swap_duty(request.actor, people):
        return None
    mine, whose = next((row for row in planned if row[1] == request.actor.me), planned[0])
    other = next(week for week, person in planned if person != whose)
    return SwapDutyForm(lane, _planned(weeks), initial={"week": mine, "other": other})
