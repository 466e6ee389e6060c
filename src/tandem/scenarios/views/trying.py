"""The list of what-ifs, one of them, and what whoever made it does with it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.briefs.queries import brief_if_started
from tandem.core import htmx
from tandem.core.errors import NotAllowed, Refused
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show, translated
from tandem.scenarios import forms, queries, rules, services
from tandem.scenarios.views import words
from tandem.scenarios.views.shared import INVALID, kept_since, of_answer, page, shown

COMPARED_AT_MOST = 3


def home_url(initiative_id: int) -> str:
    """Where the list is."""
    return f"/initiatives/{initiative_id}/whatif/"


@require_GET
def scenarios(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """All that one may see."""
    return _list(request, initiative_id, forms.NewForm())


def _list(
    request: ActorRequest, initiative_id: int, form: forms.NewForm, status: int = 200
) -> HttpResponse:
    place = queries.place_of(request.actor, initiative_id)
    rows = queries.scenarios_of(request.actor, place)
    plan = queries.plan_now(request.actor, initiative_id)
    known = [queries.known_answer(plan, one) for one in rows]
    context = {
        "row": place.heading,
        "rows": list(zip(rows, known, strict=True)),
        "form": form,
        "may_try": place.may_try(request.actor),
        "why_over": rules.why_not_try(place.heading.stage),
        "has_brief": brief_if_started(request.actor, initiative_id) is not None,
        "plan": plan,
        "short": lambda at: words.short(at, plan.facts.calendar.zone),
    }
    return show(request, "scenarios/scenarios.html", context, status=status)


@require_POST
def start_scenario(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Begin one."""
    form = forms.NewForm(request.POST)
    if form.is_valid():
        made = carry_out(
            form,
            lambda: services.start_scenario(
                actor=request.actor,
                initiative_id=initiative_id,
                name=form.cleaned_data["name"],
                copy_of=form.cleaned_data["copy_of"],
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if made:
            return see_other(request, f"{home_url(initiative_id)}{made.pk}/")
    return _list(request, initiative_id, form, INVALID)


@require_GET
def scenario(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """One of them, with its levers as they are kept or as they were just moved on the page."""
    data = request.GET if "tried" in request.GET else None
    at = shown(request, initiative_id, scenario_id, data)
    return page(request, at, others="others" in request.GET)


@require_POST
def move_levers(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Keep the levers as they were moved; or only work it out, where that was pressed."""
    at = shown(request, initiative_id, scenario_id, request.POST)
    if "work" in request.POST:
        told = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "work", "add"} and value
        ]
        told = [one for one in told if one[0] != "comers"] + [("comers", at.form.comers_said)]
        return see_other(request, f"{at.seen.url}?tried=1&{urlencode(told)}")
    if at.form.is_valid():
        moved = carry_out(
            at.form,
            lambda: (
                services.move_levers(
                    actor=request.actor,
                    initiative_id=initiative_id,
                    scenario_id=scenario_id,
                    levers=at.form.levers,
                ),
            ),
        )
        if moved is not None:
            now = kept_since(request, at)
            services.keep_answer(
                actor=request.actor,
                initiative_id=initiative_id,
                scenario_id=scenario_id,
                answer=queries.answer_of(now.plan, now.levers, now.seen.kept),
            )
            if htmx.target(request):
                return page(request, kept_since(request, at))
            messages.success(request, _("Kept."))
            return see_other(request, at.seen.url)
    return page(request, at, status=INVALID)


def did(
    request: ActorRequest,
    initiative_id: int,
    scenario_id: int,
    act: Callable[[], object],
    said: str | Callable[[], str],
    where: str | None = None,
) -> HttpResponse:
    """Do what a button without fields asks for. A refusal is said on the page."""
    try:
        act()
    except Refused as refused:
        if refused.status in {403, 404}:
            raise
        messages.error(request, translated(refused.reason))
    else:
        messages.success(request, said() if callable(said) else said)
    return see_other(request, where or f"{home_url(initiative_id)}{scenario_id}/")


def filled(
    request: ActorRequest,
    scenario: tuple[int, int],
    name: str,
    form: Any,
    act: Callable[[], object],
    said: str | Callable[[], str],
) -> HttpResponse:
    """Do what a form asks for; what was typed stays, whatever comes in between. Whoever may never
    do it is told so on a page of its own.
    """
    initiative_id, scenario_id = scenario
    foreign: list[NotAllowed] = []

    def trying() -> tuple[object]:
        try:
            return (act(),)
        except NotAllowed as refused:
            foreign.append(refused)
            raise

    done = form.is_valid() and carry_out(form, trying)
    if foreign:
        raise foreign[0]
    if done:
        messages.success(request, said() if callable(said) else said)
        return see_other(request, f"{home_url(initiative_id)}{scenario_id}/")
    at = shown(request, initiative_id, scenario_id, None)
    return page(request, at, status=INVALID, refused={name: form})


@require_POST
def rename_scenario(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Call it otherwise."""
    form = forms.NameForm(request.POST)
    return filled(
        request,
        (initiative_id, scenario_id),
        "name_form",
        form,
        lambda: services.rename_scenario(
            actor=request.actor,
            initiative_id=initiative_id,
            scenario_id=scenario_id,
            name=form.cleaned_data["name"],
        ),
        _("Renamed."),
    )


@require_POST
def share_scenario(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Show it to the people of the initiative."""
    return did(
        request,
        initiative_id,
        scenario_id,
        lambda: services.share_scenario(
            actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id
        ),
        _("Shared: everybody who works on it sees it now."),
    )


@require_POST
def remove_scenario(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Remove it."""
    return did(
        request,
        initiative_id,
        scenario_id,
        lambda: services.remove_scenario(
            actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id
        ),
        _("Removed."),
        home_url(initiative_id),
    )


@require_POST
def carry_over(request: ActorRequest, initiative_id: int, scenario_id: int) -> HttpResponse:
    """Move the same levers in today's plan."""
    return did(
        request,
        initiative_id,
        scenario_id,
        lambda: services.carry_over(
            actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id
        ),
        _("Carried over to today's plan. Look at the levers once more."),
    )


@require_GET
def compare_scenarios(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Today's plan and up to three what-ifs side by side."""
    place = queries.place_of(request.actor, initiative_id)
    rows = queries.scenarios_of(request.actor, place)
    wanted = [one for one in request.GET.getlist("with") if one.isdecimal()]
    chosen = [one for one in rows if str(one.id) in wanted] or rows
    plan = queries.plan_now(request.actor, initiative_id)
    columns = []
    for one in chosen[:COMPARED_AT_MOST]:
        levers = queries.as_levers(plan, one.levers)
        answered = queries.answer_of(plan, levers, one.kept)
        said = [words.said_of(plan, lever) for lever in levers]
        columns.append({"seen": one, "said": said, **of_answer(plan, answered)})
    context = {
        "row": place.heading,
        "rows": rows,
        "columns": columns,
        "chosen": {column["seen"].id for column in columns},
        "has_brief": brief_if_started(request.actor, initiative_id) is not None,
        "most": COMPARED_AT_MOST,
        "plan": plan,
    }
    return show(request, "scenarios/compare.html", context)
