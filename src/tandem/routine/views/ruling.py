"""Simple rules: listed, made after looking at what they would have done, stopped."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.queries import people_who_act, team_names
from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show, translated
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.patterns.queries import work_templates
from tandem.routine import queries, services
from tandem.routine.forms import RuleForm
from tandem.routine.rules import Then, why_not_rule

INVALID = 422


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
    row = heading_visible_to(request.actor, place_id) if place_id else None
    may = queries.may_rule(request.actor, place_id)
    templates = [one for one in work_templates(request.actor) if one.retired_at is None]
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        templates=[(one.id, one.name) for one in templates],
        people=queries.people_to_choose(place_id) if place_id else people_who_act(),
        teams=sorted(team_names().items(), key=lambda team: team[1]),
    )
    looked_at = may and form.is_valid() and _can_be(form)
    if looked_at and form.cleaned_data["shown"] == form.seen:
        made = carry_out(
            form,
            lambda: _make(request, place_id, form),
        )
        if made:
            messages.success(request, _("It acts from now on."))
            return see_other(request, resolve_url("rule", made))
    valid = looked_at and not form.errors
    context = {
        "row": row,
        "may": may,
        "form": form,
        "asked": form.asked if valid else None,
        "shown": form.seen if valid else "",
        "found": queries.would_have_run(request.actor, place_id, form.asked) if valid else [],
        "of_work": valid and form.asked.then in {Then.WORK, Then.TEMPLATE},
    }
    status = INVALID if form.errors else 200 if may else 403
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
    """Let a rule that rests act again, as oneself."""
    services.take_over_rule(actor=request.actor, rule_id=rule_id)
    messages.success(request, _("It acts again, with what you may do."))
    return see_other(request, resolve_url("rule", rule_id))
