"""A what-if is proposed and answered, or both sides sit at the deal table with it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.htmx import see_other
from tandem.scenarios import forms, services
from tandem.scenarios.rules import Voice
from tandem.scenarios.views.trying import did, filled, home_url


def _seen(
    request: ActorRequest,
    scenario: tuple[int, int],
    act: Callable[[Voice, str], bool],
    waits: str,
) -> HttpResponse:
    """Say yes to exactly what was on the page."""
    form = forms.SeenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Look at it once more, then say yes."))
        return see_other(request, f"{home_url(scenario[0])}{scenario[1]}/")
    became: list[bool] = []
    told = form.cleaned_data
    return did(
        request,
        *scenario,
        lambda: became.append(act(Voice(told["voice"]), told["seen"])),
        lambda: _adopted() if became == [True] else waits,
    )


def _adopted() -> str:
    return _("It is the plan now: date, list, people and waits are as it says.")


@require_POST
def propose_scenario(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Ask the sides that decide what it moves."""
    form = forms.WordsForm(request.POST)
    became: list[bool] = []
    return filled(
        request,
        (initiative_id, scenario_id),
        "propose_form",
        form,
        lambda: became.append(
            services.propose_scenario(
                actor=request.actor,
                initiative_id=initiative_id,
                scenario_id=scenario_id,
                words=form.cleaned_data["words"],
            )
        ),
        lambda: _adopted() if became == [True] else _("Proposed: whoever decides it is asked."),
    )


@require_POST
def take_proposal_back(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Go on trying."""
    return did(
        request,
        initiative_id,
        scenario_id,
        lambda: services.take_proposal_back(
            actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id
        ),
        _("Taken back. You can move its levers again."),
    )


@require_POST
def agree_to_scenario(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Say yes for a side."""
    return _seen(
        request,
        (initiative_id, scenario_id),
        lambda voice, seen: services.agree_to_scenario(
            actor=request.actor,
            initiative_id=initiative_id,
            scenario_id=scenario_id,
            voice=voice,
            seen=seen,
        ),
        _("Your yes is noted. Whoever else decides is asked, too."),
    )


@require_POST
def decline_scenario(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Say no for a side, and why."""
    form = forms.DeclineForm(request.POST)
    return filled(
        request,
        (initiative_id, scenario_id),
        "decline_form",
        form,
        lambda: services.decline_scenario(
            actor=request.actor,
            initiative_id=initiative_id,
            scenario_id=scenario_id,
            voice=Voice(form.cleaned_data["voice"]),
            words=form.cleaned_data["words"],
        ),
        lambda: _("Declined. Whoever proposed it reads why."),
    )


@require_POST
def open_table(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Bring it to the deal table."""
    return did(
        request,
        initiative_id,
        scenario_id,
        lambda: services.open_table(
            actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id
        ),
        _("The table is open: the other side is asked to sit down."),
    )


@require_POST
def leave_table(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Get up from the deal table."""
    return did(
        request,
        initiative_id,
        scenario_id,
        lambda: services.leave_table(
            actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id
        ),
        _("Nobody sits at the table any more, and nothing is agreed."),
    )


@require_POST
def press_deal(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Press Deal for a side."""
    return _seen(
        request,
        (initiative_id, scenario_id),
        lambda voice, seen: services.press_deal(
            actor=request.actor,
            initiative_id=initiative_id,
            scenario_id=scenario_id,
            voice=voice,
            seen=seen,
        ),
        _("You pressed Deal. It is the plan once everybody has who is asked."),
    )


@require_POST
def take_deal_back(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Take one's side's Deal back."""
    form = forms.VoiceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Look at it once more, then say for whom."))
        return see_other(request, f"{home_url(initiative_id)}{scenario_id}/")
    voice = Voice(form.cleaned_data["voice"])
    return did(
        request,
        initiative_id,
        scenario_id,
        lambda: services.take_deal_back(
            actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id, voice=voice
        ),
        _("Taken back: nothing is agreed."),
    )


@require_POST
def decline_deal(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """The sponsor says no to what lies on the table, and why."""
    form = forms.NoForm(request.POST)
    return filled(
        request,
        (initiative_id, scenario_id),
        "no_form",
        form,
        lambda: services.decline_deal(
            actor=request.actor,
            initiative_id=initiative_id,
            scenario_id=scenario_id,
            words=form.cleaned_data["words"],
        ),
        lambda: _("Both sides read why. Nothing is agreed; the table stays open."),
    )
