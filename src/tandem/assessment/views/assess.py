"""The tab Assess: affected systems, feasibility, personal data, holds."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.assessment import forms, permissions, queries, rules, services
from tandem.assessment.rules import Authority, Ruling, TouchState, Word
from tandem.assessment.rules.consulting import ConsultState, is_asked
from tandem.core.errors import BadInput, Stale
from tandem.core.forms import attempt
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.initiatives import queries as initiatives
from tandem.initiatives.rules import Stage
from tandem.systems import queries as systems
from tandem.systems.rules import DataClass

INVALID, CONFLICT = 422, 409
FOUND_AT_MOST = 8


def _url(initiative_id: int, part: str = "") -> str:
    return f"/initiatives/{initiative_id}/assess/{part}"


@require_GET
def assess(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What was found out about the initiative, and the next thing to say."""
    return _page(request, initiative_id)


def _page(
    request: ActorRequest,
    initiative_id: int,
    *,
    refused: dict[str, object] | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    """The tab; `refused` are forms that weren't taken, with what was typed in them."""
    whole = initiatives.whole(request.actor, initiative_id)
    found = queries.assessed(request.actor, whole)
    context = {
        "row": whole.row,
        "found": found,
        "impact": None
        if request.actor.is_partner
        else queries.impact_seen(request.actor, whole, found),
        "kept": None if request.actor.is_partner else queries.impact_kept(initiative_id),
        **_consults(whole, found),
        "holds": queries.holds_on(initiative_id),
        "stale": stale,
        "has_brief": whole.row.stage not in {Stage.IDEA, Stage.ASSESS},
        **_searched(request, found),
        **_rights(request, whole.row.id, whole.row.stage),
        **_forms(request, found),
        **(refused or {}),
    }
    status = CONFLICT if stale else INVALID if refused else 200
    return show(request, "assessment/assess.html", context, status=status)


def _consults(whole: initiatives.InitiativeWhole, found: queries.Assessed) -> dict[str, object]:
    """Who was asked about each system; whether somebody should be who wasn't."""
    rows = queries.consult_rows(queries.consults_on(whole.row.id))
    asked = {row.system.id for row in rows if row.state is not ConsultState.WITHDRAWN}
    confirmed = {one.system.id for one in found.touches if one.state is TouchState.CONFIRMED}
    return {
        "consults": {row.system.id: row for row in rows},
        "unasked": is_asked(whole.row.stage, whole.row.track) and bool(confirmed - asked),
    }


def _searched(request: ActorRequest, found: queries.Assessed) -> dict[str, object]:
    """Systems found by words, but those that stand on the page already."""
    words = request.GET.get("find", "")[:200].replace("\0", "")
    known = {touch.system.id for touch in found.touches} | {s.system.id for s in found.suggested}
    rows = systems.rows(systems.by_name(request.actor, words=words)[:30]) if words else []
    return {"find": words, "matches": [row for row in rows if row.id not in known][:FOUND_AT_MOST]}


def _rights(request: ActorRequest, initiative_id: int, stage: Stage) -> dict[str, object]:
    actor, standing = request.actor, standing_on(request.actor, initiative_id)
    authorities = queries.authorities_of(actor.me)
    sponsor_id = sponsor_of(initiative_id)
    return {
        "names_systems": permissions.can_name_systems(standing),
        "settles_systems": permissions.can_settle_systems(standing),
        "says": permissions.can_say_feasibility(standing) and not rules.why_not_assess(stage),
        "answers": permissions.can_answer_feasibility(standing),
        "rules_it": permissions.can_rule(actor, sponsor_id=sponsor_id),
        "checks_data": permissions.can_check_data(actor, standing, authorities),
        "decides_holds": permissions.can_decide_hold(actor, authorities, sponsor_id=sponsor_id),
        "authorities": authorities if actor.may_write else frozenset(),
    }


def _forms(request: ActorRequest, found: queries.Assessed) -> dict[str, object]:
    said, data = found.said, found.data
    seen = {"word": said.word, "text": said.text, "alternative": said.alternative} if said else {}
    checked: dict[str, object] = (
        {"personal": "yes" if data.personal else "no", "classes": data.classes, "text": data.text}
        if data
        else {}
    )
    return {
        "look_form": forms.LookForm(),
        "say_form": forms.FeasibilityForm(initial={**seen, "replaces": said.id} if said else {}),
        "answer_form": forms.AnswerForm(),
        "ruling_form": forms.RulingForm(),
        "data_form": forms.DataForm(initial={**checked, "replaces": data.id} if data else {}),
        "hold_form": forms.HoldForm().offer(queries.authorities_of(request.actor.me)),
        "renew_form": forms.RenewForm(),
        "decide_form": forms.DecideHoldForm(),
        "lift_form": forms.LiftForm(),
    }


def _done(request: ActorRequest, initiative_id: int, said: str, part: str = "") -> HttpResponse:
    messages.success(request, said)
    return see_other(request, _url(initiative_id, part))


# Affected systems -----------------------------------------------------------------------------


@require_POST
def declare_touch(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Name an affected system."""
    form = forms.TouchForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose a system from the list."), field="system")
    services.declare_touch(
        actor=request.actor, initiative_id=initiative_id, system_id=form.cleaned_data["system"]
    )
    return _done(request, initiative_id, _("Noted."), "#systems")


@require_POST
def confirm_touch(request: ActorRequest, initiative_id: int, system_id: int) -> HttpResponse:
    """Say that a system is affected."""
    services.confirm_touch(actor=request.actor, initiative_id=initiative_id, system_id=system_id)
    return _done(request, initiative_id, _("Confirmed as affected."), "#systems")


@require_POST
def refuse_touch(request: ActorRequest, initiative_id: int, system_id: int) -> HttpResponse:
    """Say that a system isn't affected."""
    services.refuse_touch(actor=request.actor, initiative_id=initiative_id, system_id=system_id)
    return _done(request, initiative_id, _("Noted: not affected."), "#systems")


@require_POST
def touch_nothing(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say that nothing is affected."""
    services.touch_nothing(actor=request.actor, initiative_id=initiative_id)
    return _done(request, initiative_id, _("Noted: no system is affected."), "#systems")


# Feasibility and data -------------------------------------------------------------------------


def _try(
    request: ActorRequest,
    initiative_id: int,
    name: str,
    form: forms._Form,
    act: Callable[[], object],
    said: tuple[str, str],
) -> HttpResponse:
    """Do what the form asks for; what was typed stays on the page, whatever comes in between."""
    done, stale = attempt(form, act)
    if done:
        return _done(request, initiative_id, *said)
    return _page(request, initiative_id, refused={name: form}, stale=stale)


@require_POST
def say_feasibility(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """IT's word."""
    form = forms.FeasibilityForm(request.POST)
    return _try(
        request,
        initiative_id,
        "say_form",
        form,
        lambda: services.say_feasibility(
            actor=request.actor,
            initiative_id=initiative_id,
            word=Word(form.cleaned_data["word"]),
            text=form.cleaned_data["text"],
            alternative=form.cleaned_data["alternative"],
            replaces=form.cleaned_data["replaces"],
        ),
        (_("Said for IT."), "#feasibility"),
    )


@require_POST
def look_at_impact(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say that what changed in what it affects was looked at."""
    form = forms.LookForm(request.POST)
    return _try(
        request,
        initiative_id,
        "look_form",
        form,
        lambda: services.look_at_impact(
            actor=request.actor, initiative_id=initiative_id, seen=form.cleaned_data["seen"]
        ),
        (_("Noted. What it affects now is kept."), "#kept"),
    )


@require_POST
def answer_feasibility(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Marketing's answer to "not as asked"."""
    form = forms.AnswerForm(request.POST)
    return _try(
        request,
        initiative_id,
        "answer_form",
        form,
        lambda: services.answer_feasibility(
            actor=request.actor,
            initiative_id=initiative_id,
            accepted=form.cleaned_data["accepted"],
            text=form.cleaned_data["text"],
        ),
        (_("Answered for Marketing."), "#feasibility"),
    )


@require_POST
def rule_feasibility(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The sponsor's decision."""
    form = forms.RulingForm(request.POST)
    return _try(
        request,
        initiative_id,
        "ruling_form",
        form,
        lambda: services.rule_feasibility(
            actor=request.actor,
            initiative_id=initiative_id,
            ruling=Ruling(form.cleaned_data["ruling"]),
            reason=form.cleaned_data["reason"],
        ),
        (_("Decided. Both sides see it."), "#feasibility"),
    )


@require_POST
def check_data(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Whether personal data flow."""
    form = forms.DataForm(request.POST)
    return _try(
        request,
        initiative_id,
        "data_form",
        form,
        lambda: services.check_data(
            actor=request.actor,
            initiative_id=initiative_id,
            personal=form.cleaned_data["personal"],
            classes=[DataClass(code) for code in form.cleaned_data["classes"]],
            text=form.cleaned_data["text"],
            replaces=form.cleaned_data["replaces"],
        ),
        (_("Answered."), "#data"),
    )


# Holds ----------------------------------------------------------------------------------------


@require_POST
def hold(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Keep the initiative from its next stages."""
    form = forms.HoldForm(request.POST)
    return _try(
        request,
        initiative_id,
        "hold_form",
        form,
        lambda: services.hold_initiative(
            actor=request.actor,
            initiative_id=initiative_id,
            kind=Authority(form.cleaned_data["kind"]),
            reason=form.cleaned_data["reason"],
            lifts=form.cleaned_data["lifts"],
            look_again_on=form.cleaned_data["look_again_on"],
        ),
        (_("On hold. Both sides see why, and what would lift it."), "#holds"),
    )


@require_POST
def renew_hold(request: ActorRequest, initiative_id: int, hold_id: int) -> HttpResponse:
    """Let a hold go on."""
    form = forms.RenewForm(request.POST)
    return _try(
        request,
        initiative_id,
        "renew_form",
        form,
        lambda: services.renew_hold(
            actor=request.actor,
            initiative_id=initiative_id,
            hold_id=hold_id,
            reason=form.cleaned_data["reason"],
            look_again_on=form.cleaned_data["look_again_on"],
        ),
        (_("Noted."), "#holds"),
    )


@require_POST
def decide_hold(request: ActorRequest, initiative_id: int, hold_id: int) -> HttpResponse:
    """Decide as sponsor or risk owner whether a hold stays."""
    form = forms.DecideHoldForm(request.POST)
    return _try(
        request,
        initiative_id,
        "decide_form",
        form,
        lambda: services.decide_hold(
            actor=request.actor,
            initiative_id=initiative_id,
            hold_id=hold_id,
            keep=form.cleaned_data["keep"],
            reason=form.cleaned_data["reason"],
        ),
        (_("Decided."), "#holds"),
    )


@require_POST
def lift_hold(request: ActorRequest, initiative_id: int, hold_id: int) -> HttpResponse:
    """Let the initiative go on."""
    form = forms.LiftForm(request.POST)
    return _try(
        request,
        initiative_id,
        "lift_form",
        form,
        lambda: services.lift_hold(
            actor=request.actor,
            initiative_id=initiative_id,
            hold_id=hold_id,
            note=form.cleaned_data["note"],
        ),
        (_("Lifted. It can go on."), "#holds"),
    )
