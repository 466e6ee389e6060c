"""Simple rules: listed, made and changed after looking at what they would have done, stopped."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.queries import people_who_act, team_names
from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed
from tandem.core.forms import attempt, carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show, translated
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.patterns.queries import work_templates
from tandem.routine import queries, services
from tandem.routine.forms import RuleForm
from tandem.routine.rules import Then, why_not_rule

if TYPE_CHECKING:
    from tandem.core.errors import Stale

INVALID, CONFLICT = 422, 409


@require_GET
def rules_for_all(request: ActorRequest) -> HttpResponse:
    """The rules of the whole workspace."""
    return _listed(request, None)


@require_GET
def initiative_rules(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The rules of an initiative."""
    return _listed(request, initiative_id)


def _listed(request: ActorRequest, place_id: int | None) -> HttpResponse:
    row = heading_visible_to(request.actor, place_id) if place_id else None
    may = queries.may_rule(request.actor, place_id)
    if row is None and not may:
        raise NotAllowed(say("Administrators make rules for all initiatives."))
    context = {"row": row, "may": may, "rules": queries.rules_of(request.actor, place_id)}
    return show(request, "routine/rules.html", context)


@require_http_methods(["GET", "POST"])
def new_rule_for_all(request: ActorRequest) -> HttpResponse:
    """Make a rule for all initiatives."""
    return _made(request, None)


@require_http_methods(["GET", "POST"])
def new_rule(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Make a rule for an initiative: first what it would have done is shown, then it is kept."""
    return _made(request, initiative_id)


def _made(request: ActorRequest, place_id: int | None) -> HttpResponse:
    place = heading_visible_to(request.actor, place_id) if place_id else None
    may = queries.may_rule(request.actor, place_id)
    form = _form(request, place_id, {})
    looked_at = may and form.is_valid() and _can_be(form)
    if looked_at and form.cleaned_data["shown"] == form.seen:
        made = carry_out(
            form,
            lambda: _make(request, place_id, form),
        )
        if made:
            messages.success(request, _("It acts from now on."))
            return see_other(request, resolve_url("rule", made))
    context = {"place": place, "rule": None, "may": may, "stale": None}
    return _asked(request, form, place_id, context)


@require_http_methods(["GET", "POST"])
def change_rule(request: ActorRequest, rule_id: int) -> HttpResponse:
    """Let a rule say something else: first what that would have done is shown, then it is kept. A
    save that comes too late shows both.
    """
    row = queries.rule_visible_to(request.actor, rule_id)
    place = heading_visible_to(request.actor, row.place_id) if row.place_id else None
    form = _form(request, row.place_id, RuleForm.said_by(row.asked, row.version))
    may = row.may_change and not row.ended_at
    stale = None
    looked_at = may and form.is_valid() and _can_be(form)
    if looked_at and form.cleaned_data["shown"] == form.seen:
        done, stale = attempt(
            form,
            lambda: services.change_rule(
                actor=request.actor,
                rule_id=rule_id,
                asked=form.asked,
                version=form.cleaned_data["version"] or 0,
            ),
        )
        if done:
            messages.success(request, _("Saved. It acts as you from now on."))
            return see_other(request, row.url)
    context = {"place": place, "rule": row, "may": may, "stale": stale}
    return _asked(request, form, row.place_id, context)


def _form(request: ActorRequest, place_id: int | None, initial: dict[str, Any]) -> RuleForm:
    templates = [one for one in work_templates(request.actor) if one.retired_at is None]
    return RuleForm(
        request.POST if request.method == "POST" else None,
        templates=[(one.id, one.name) for one in templates],
        people=queries.people_to_choose(place_id) if place_id else people_who_act(),
        teams=sorted(team_names().items(), key=lambda team: team[1]),
        initial=initial,
    )


def _asked(
    request: ActorRequest, form: RuleForm, place_id: int | None, context: dict[str, Any]
) -> HttpResponse:
    """The form, with what it would have done once it is filled in."""
    stale: Stale | None = context["stale"]
    valid = context["may"] and form.is_bound and not form.errors
    found = queries.would_have_run(request.actor, place_id, form.asked) if valid else []
    context |= {
        "form": form,
        "asked": form.asked if valid else None,
        "shown": form.seen if valid else "",
        "found": found,
        "of_work": valid and form.asked.then in {Then.WORK, Then.TEMPLATE},
        "version": stale.version if stale else form["version"].value() or "",
    }
    invalid = INVALID if form.errors else 200 if context["may"] else 403
    status = CONFLICT if stale else invalid
    return show(request, "routine/new_rule.html", context, status=status)


def _make(request: ActorRequest, place_id: int | None, form: RuleForm) -> int:
    key = form.cleaned_data["form_key"] or None
    if place_id is None:
        made = services.make_rule_for_all(actor=request.actor, asked=form.asked, form_key=key)
    else:
        made = services.make_rule(
            actor=request.actor, initiative_id=place_id, asked=form.asked, form_key=key
        )
    return made.pk


def _can_be(form: RuleForm) -> bool:
    wrong = why_not_rule(form.asked)
    if wrong:
        form.add_error(wrong[1], translated(wrong[0]))
    return wrong is None


@require_GET
def rule(request: ActorRequest, rule_id: int) -> HttpResponse:
    """A rule, and what became of its last runs."""
    row = queries.rule_visible_to(request.actor, rule_id)
    place = heading_visible_to(request.actor, row.place_id) if row.place_id else None
    return show(request, "routine/rule.html", {"row": row, "place": place})


@require_POST
def stop_rule(request: ActorRequest, rule_id: int) -> HttpResponse:
    """Let a rule do nothing any more."""
    services.stop_rule(actor=request.actor, rule_id=rule_id)
    messages.success(request, _("Stopped. What it did stays as it is."))
    return see_other(request, resolve_url("rule", rule_id))


@require_POST
def take_over_rule(request: ActorRequest, rule_id: int) -> HttpResponse:
    """Let a rule act as oneself from now on, also one that rests."""
    services.take_over_rule(actor=request.actor, rule_id=rule_id)
    messages.success(request, _("It acts as you from now on."))
    return see_other(request, resolve_url("rule", rule_id))
