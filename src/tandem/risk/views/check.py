"""The page of a risk check: its questions, who looks at it, what remains, what waiting costs."""

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.assessment.rules import Authority
from tandem.core.errors import Stale
from tandem.core.forms import attempt
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives import queries as initiatives
from tandem.initiatives.rules import Stage
from tandem.risk import forms, queries, services
from tandem.risk.rules import Dimension

INVALID, CONFLICT = 422, 409


@require_GET
def risk_check(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """How far the check has come, and the next thing to say."""
    return _page(request, initiative_id)


def _page(
    request: ActorRequest,
    initiative_id: int,
    *,
    refused: dict[str, object] | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    """The page; `refused` are forms that weren't taken, with what was typed in them."""
    whole = initiatives.whole(request.actor, initiative_id)
    seen = queries.risk_of(request.actor, whole)
    delay = seen.delay
    said = {"per_week": delay.per_week, "why": delay.why, "replaces": delay.id} if delay else {}
    context = {
        "row": whole.row,
        "seen": seen,
        "dimensions": list(Dimension),
        "stale": stale,
        "has_brief": whole.row.stage not in {Stage.IDEA, Stage.ASSESS},
        "answers_form": forms.AnswersForm(seen),
        "hand_in_form": forms.HandInForm().offer(seen.owners),
        "owner_form": forms.OwnerForm().offer(seen.owners),
        "review_form": forms.ReviewForm(),
        "accept_form": forms.AcceptForm(),
        "delay_form": forms.DelayForm(initial=said),
        **(refused or {}),
    }
    status = CONFLICT if stale else INVALID if refused else 200
    return show(request, "risk/check.html", context, status=status)


def _seen(request: ActorRequest, initiative_id: int) -> queries.RiskSeen:
    return queries.risk_of(request.actor, initiatives.whole(request.actor, initiative_id))


def _try(
    request: ActorRequest,
    initiative_id: int,
    name: str,
    form: django_forms.Form,
    act: Callable[[], object],
    said: str,
) -> HttpResponse:
    """Do what the form asks for; what was typed stays on the page, whatever comes in between."""
    done, stale = attempt(form, act)
    if done:
        messages.success(request, said)
        return see_other(request, f"/initiatives/{initiative_id}/risk/")
    return _page(request, initiative_id, refused={name: form}, stale=stale)


@require_POST
def answer_risk(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Answers to the questions."""
    form = forms.AnswersForm(_seen(request, initiative_id), request.POST)
    return _try(
        request,
        initiative_id,
        "answers_form",
        form,
        lambda: services.answer_risk(
            actor=request.actor, initiative_id=initiative_id, answers=form.given()
        ),
        _("Saved."),
    )


@require_POST
def take_over_known(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Answer what is known already as it is known."""
    form = forms.KnownForm(request.POST)
    return _try(
        request,
        initiative_id,
        "known_form",
        form,
        lambda: services.take_over_known(
            actor=request.actor, initiative_id=initiative_id, seen=form.cleaned_data["seen"]
        ),
        _("Taken over. What is left is asked below."),
    )


@require_POST
def hand_in_risk(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say that the answers are right."""
    seen = _seen(request, initiative_id)
    form = forms.HandInForm(request.POST).offer(seen.owners)
    return _try(
        request,
        initiative_id,
        "hand_in_form",
        form,
        lambda: services.hand_in_risk(
            actor=request.actor,
            initiative_id=initiative_id,
            risk_owner_id=_chosen(form),
        ),
        _("Handed in. Both sides see what it comes to, and who looks at it."),
    )


def _chosen(form: forms.HandInForm) -> int | None:
    chosen = form.cleaned_data["risk_owner"]
    return int(chosen) if chosen else None


@require_POST
def name_risk_owner(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say who accepts what remains."""
    form = forms.OwnerForm(request.POST).offer(_seen(request, initiative_id).owners)
    return _try(
        request,
        initiative_id,
        "owner_form",
        form,
        lambda: services.name_risk_owner(
            actor=request.actor, initiative_id=initiative_id, person_id=_chosen(form) or 0
        ),
        _("Named. It waits for them now."),
    )


@require_POST
def review_risk(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say that one has looked at it."""
    form = forms.ReviewForm(request.POST)
    return _try(
        request,
        initiative_id,
        "review_form",
        form,
        lambda: services.review_risk(
            actor=request.actor,
            initiative_id=initiative_id,
            kind=Authority(form.cleaned_data["kind"]),
            seen=form.cleaned_data["seen"],
            fine=form.cleaned_data["fine"],
            text=form.cleaned_data["text"],
        ),
        _("Said. Both sides see it."),
    )


@require_POST
def accept_residual_risk(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Accept what remains until a day."""
    form = forms.AcceptForm(request.POST)
    return _try(
        request,
        initiative_id,
        "accept_form",
        form,
        lambda: services.accept_residual_risk(
            actor=request.actor,
            initiative_id=initiative_id,
            seen=form.cleaned_data["seen"],
            until=form.cleaned_data["until"],
            text=form.cleaned_data["text"],
        ),
        _("Accepted until that day; then it comes back to you."),
    )


@require_POST
def say_cost_of_delay(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say what a week of waiting costs."""
    form = forms.DelayForm(request.POST)
    return _try(
        request,
        initiative_id,
        "delay_form",
        form,
        lambda: services.say_cost_of_delay(
            actor=request.actor,
            initiative_id=initiative_id,
            per_week=form.cleaned_data["per_week"],
            why=form.cleaned_data["why"],
            replaces=form.cleaned_data["replaces"],
        ),
        _("Said. It stands beside the risk."),
    )
