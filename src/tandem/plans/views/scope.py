"""The tab Scope & money: the budget, what fits it, and the list that is handed over."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.briefs.queries import brief_if_started
from tandem.core.errors import Stale
from tandem.core.forms import attempt
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives import queries as initiatives
from tandem.initiatives.queries import Heading
from tandem.plans import forms, permissions, queries, rules, services
from tandem.plans.queries import BudgetRow, ScopePage
from tandem.plans.rules import ListState, MoneyKind
from tandem.plans.views.sentences import curve_points, sentences
from tandem.rights.queries import matters_decided
from tandem.rights.rules import Matter

INVALID, CONFLICT = 422, 409


@require_GET
def scope(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What fits the budget, or another one that is tried out."""
    return _page(request, initiative_id)


def _page(
    request: ActorRequest,
    initiative_id: int,
    *,
    refused: dict[str, object] | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    """The tab; `refused` are forms that weren't taken, with what was typed in them."""
    row = initiatives.heading_visible_to(request.actor, initiative_id)
    try_form = forms.TryForm(request.GET if "budget" in request.GET else None)
    tried = try_form.cleaned_data["budget"] if try_form.is_valid() else None
    page = queries.scope_of(initiative_id, tried=tried)
    has_brief = brief_if_started(request.actor, initiative_id) is not None
    rights = _rights(request, row, has_brief=has_brief)
    context = {
        "row": row,
        "page": page,
        "has_brief": has_brief,
        "kinds": list(MoneyKind),
        "said": sentences(page),
        "points": curve_points(page),
        "stale": stale,
        "try_form": try_form,
        "why_not": rules.why_not_choose_scope(row.stage, has_brief=has_brief),
        **rights,
        **_forms(page, rights),
        **(refused or {}),
    }
    status = CONFLICT if stale else INVALID if refused or try_form.errors else 200
    return show(request, "plans/scope.html", context, status=status)


def _rights(request: ActorRequest, row: Heading, *, has_brief: bool) -> dict[str, bool]:
    standing = standing_on(request.actor, row.id)
    among = [Matter.BUDGET, Matter.VALUE, Matter.ESTIMATE]
    decided = matters_decided(request.actor, standing, row.id, among=among)
    money = rules.why_not_plan_money(row.stage) is None
    scope = rules.why_not_choose_scope(row.stage, has_brief=has_brief) is None
    return {
        "asks": money and permissions.can_ask_budget(standing),
        "gives": money and Matter.BUDGET in decided,
        "weighs": scope and Matter.VALUE in decided,
        "costs": scope and Matter.ESTIMATE in decided,
        "hands_over": scope and permissions.can_hand_over(standing),
        "answers": scope and permissions.can_answer_list(standing),
    }


def _forms(page: ScopePage, rights: dict[str, bool]) -> dict[str, Form]:
    given, asked = page.budget, page.asked
    amounts = _amounts(given) if given else {}
    wanted_amounts = _amounts(asked) if asked and asked.given is None else amounts
    inside = page.fit.inside if page.fit and page.tried is None else frozenset()
    if page.list_now and page.state in {ListState.HANDED_OVER, ListState.ACCEPTED}:
        inside = page.list_now.inside
    return {
        "ask_form": forms.AskForm(initial=wanted_amounts),
        "give_form": forms.GiveForm(
            initial={**wanted_amounts, "replaces": given.id if given else None}
        ),
        "refuse_form": forms.RefuseForm(),
        "weigh_form": forms.WeighForm(
            wanted=page.facts.wanted, worths=rights["weighs"], spends=rights["costs"]
        ),
        "days_form": forms.DaysForm(initial={"days": page.facts.most_days}),
        "hand_form": forms.HandForm(
            initial={"inside": [str(pk) for pk in inside], "seen": page.facts.digest}
        ).offer(page.facts.wanted),
        "back_form": forms.BackForm(),
    }


def _amounts(budget: BudgetRow) -> dict[str, str]:
    return {f"for_{kind.value}": _typed(amount) for kind, amount in budget.amounts.items()}


def _typed(amount: Decimal) -> str:
    """An amount as an input takes it."""
    return rules.in_cents(amount).replace(",", "")


def _try(
    request: ActorRequest,
    initiative_id: int,
    name: str,
    form: Any,
    act: Callable[[], object],
    said: tuple[str, str],
) -> HttpResponse:
    """Do what the form asks for; what was typed stays on the page, whatever comes in between."""
    done, stale = attempt(form, act)
    if done:
        messages.success(request, said[0])
        return see_other(request, f"/initiatives/{initiative_id}/scope/{said[1]}")
    return _page(request, initiative_id, refused={name: form}, stale=stale)


@require_POST
def ask_budget(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Ask for a budget."""
    form = forms.AskForm(request.POST)
    return _try(
        request,
        initiative_id,
        "ask_form",
        form,
        lambda: services.ask_budget(
            actor=request.actor,
            initiative_id=initiative_id,
            amounts=form.amounts,
            why=form.cleaned_data["why"],
        ),
        (_("Asked. The sponsor decides."), "#budget"),
    )


@require_POST
def give_budget(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Decide the budget."""
    form = forms.GiveForm(request.POST)
    return _try(
        request,
        initiative_id,
        "give_form",
        form,
        lambda: services.give_budget(
            actor=request.actor,
            initiative_id=initiative_id,
            amounts=form.amounts,
            words=form.cleaned_data["words"],
            replaces=form.cleaned_data["replaces"],
        ),
        (_("Decided. Both sides see it."), "#budget"),
    )


@require_POST
def refuse_budget(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Give none for now."""
    form = forms.RefuseForm(request.POST)
    return _try(
        request,
        initiative_id,
        "refuse_form",
        form,
        lambda: services.refuse_budget(
            actor=request.actor, initiative_id=initiative_id, words=form.cleaned_data["words"]
        ),
        (_("Said. Whoever asked sees why."), "#budget"),
    )


@require_POST
def weigh(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say what requirements are worth and cost, whichever of it one decides."""
    row = initiatives.heading_visible_to(request.actor, initiative_id)
    rights = _rights(request, row, has_brief=True)
    form = forms.WeighForm(
        request.POST,
        wanted=queries.scope_facts(initiative_id, None).wanted,
        worths=rights["weighs"] or not rights["costs"],
        spends=rights["costs"],
    )

    def act() -> None:
        if form.worths:
            services.say_worths(
                actor=request.actor, initiative_id=initiative_id, worths=form.said_worths
            )
        if form.spends:
            services.say_spends(
                actor=request.actor, initiative_id=initiative_id, spends=form.said_spends
            )

    return _try(request, initiative_id, "weigh_form", form, act, (_("Weighed anew."), "#fits"))


@require_POST
def limit_days(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say how many days IT has."""
    form = forms.DaysForm(request.POST)
    return _try(
        request,
        initiative_id,
        "days_form",
        form,
        lambda: services.limit_days(
            actor=request.actor, initiative_id=initiative_id, days=form.cleaned_data["days"]
        ),
        (_("Weighed anew."), "#fits"),
    )


@require_POST
def hand_over_list(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Hand over what will be built."""
    initiatives.heading_visible_to(request.actor, initiative_id)
    form = forms.HandForm(request.POST).offer(queries.scope_facts(initiative_id, None).wanted)
    return _try(
        request,
        initiative_id,
        "hand_form",
        form,
        lambda: services.hand_over_list(
            actor=request.actor,
            initiative_id=initiative_id,
            inside=form.cleaned_data["inside"],
            note=form.cleaned_data["note"],
            seen=form.cleaned_data["seen"],
        ),
        (_("Handed over. Marketing answers."), "#list"),
    )


@require_POST
def accept_list(request: ActorRequest, initiative_id: int, list_id: int) -> HttpResponse:
    """Accept it for Marketing."""
    services.accept_list(actor=request.actor, initiative_id=initiative_id, list_id=list_id)
    messages.success(request, _("Accepted for Marketing. This is what will be built."))
    return see_other(request, f"/initiatives/{initiative_id}/scope/#list")


@require_POST
def send_list_back(request: ActorRequest, initiative_id: int, list_id: int) -> HttpResponse:
    """Send it back for Marketing."""
    form = forms.BackForm(request.POST)
    return _try(
        request,
        initiative_id,
        "back_form",
        form,
        lambda: services.send_list_back(
            actor=request.actor,
            initiative_id=initiative_id,
            list_id=list_id,
            words=form.cleaned_data["words"],
        ),
        (_("Sent back. IT hands over another list."), "#list"),
    )
