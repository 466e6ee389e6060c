"""Changing what both sides have signed: see what waits, say how long, apply or withdraw."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.briefs import permissions, queries, rules, services
from tandem.briefs.forms import ApplyForm, ChangeEffortForm, EffortForm
from tandem.briefs.rules import How, WayOut, days
from tandem.briefs.views.shared import INVALID, url_of
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.formats.word_difference import compare
from tandem.initiatives.queries import heading_visible_to


@require_GET
def changes(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What waits to change in a signed brief, and what has changed."""
    context = {
        "row": heading_visible_to(request.actor, initiative_id),
        "changes": queries.changes_of(request.actor, initiative_id),
        "url_of_brief": url_of(initiative_id),
    }
    return show(request, "briefs/changes.html", context)


@require_GET
def allowance(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Where the allowance stands, and every use of it."""
    context = {
        "row": heading_visible_to(request.actor, initiative_id),
        "ledger": queries.ledger_of(request.actor, initiative_id),
        "url_of_brief": url_of(initiative_id),
        "days": days,
    }
    return show(request, "briefs/allowance.html", context)


@require_GET
def change(request: ActorRequest, initiative_id: int, change_id: int) -> HttpResponse:
    """One change: what it changes, word by word, which of three it is, and what to do."""
    return _page(request, initiative_id, change_id)


def _page(
    request: ActorRequest,
    initiative_id: int,
    change_id: int,
    *,
    effort: ChangeEffortForm | None = None,
    settle: ApplyForm | None = None,
) -> HttpResponse:
    found = queries.change_of(request.actor, initiative_id, change_id)
    standing = standing_on(request.actor, initiative_id)
    decided = queries.decided(request.actor, initiative_id, standing)
    own = found.by.id == request.actor.me and permissions.can_edit(standing, decided)
    called = queries.called_in([found.before.fields, found.after.fields])
    context = {
        "row": heading_visible_to(request.actor, initiative_id),
        "url_of_brief": url_of(initiative_id),
        "change": found,
        "title": compare(found.before.title, found.after.title),
        "text": compare(rules.in_words(found.before, called), rules.in_words(found.after, called)),
        "own": own,
        "may_settle": own or permissions.can_settle_change(standing, found.lane),
        "may_estimate": permissions.can_state_effort(decided),
        "may_call": permissions.can_call_material(standing),
        "effort": effort or ChangeEffortForm(initial=_said(found)),
        "settle": settle or ApplyForm(),
        "failed": effort or settle,
        "days": days,
    }
    status = INVALID if (effort and effort.errors) or (settle and settle.errors) else 200
    return show(request, "briefs/change.html", context, status=status)


def _said(found: queries.ChangeRead) -> dict[str, object]:
    said = found.effort
    if said is None:
        return {}
    return {
        "low": days(said.low),
        "high": days(said.high),
        "new_system": said.new_system,
        "new_data": said.new_data,
        "moves_promise": said.moves_promise,
    }


@require_POST
def change_effort(request: ActorRequest, initiative_id: int, change_id: int) -> HttpResponse:
    """IT: how many days this change takes."""
    form = ChangeEffortForm(request.POST)
    stated: object = None
    if form.is_valid():
        stated = carry_out(
            form,
            lambda: services.state_change_effort(
                actor=request.actor,
                initiative_id=initiative_id,
                change_id=change_id,
                effort=form.effort,
            ),
        )
    if stated:
        messages.success(request, _("Said. Whoever wrote the change goes on."))
        return see_other(request, f"{url_of(initiative_id)}changes/{change_id}/")
    return _page(request, initiative_id, change_id, effort=form)


@require_POST
def apply_change(request: ActorRequest, initiative_id: int, change_id: int) -> HttpResponse:
    """Its author: by the allowance, for both to sign, or in the next version."""
    form = ApplyForm(request.POST)
    applied: object = None
    if form.is_valid():
        applied = carry_out(form, lambda: _apply(request, initiative_id, change_id, form))
    if applied:
        return see_other(request, f"{url_of(initiative_id)}changes/{change_id}/")
    return _page(request, initiative_id, change_id, settle=form)


def _apply(request: ActorRequest, initiative_id: int, change_id: int, form: ApplyForm) -> object:
    return services.apply_change(
        actor=request.actor,
        initiative_id=initiative_id,
        change_id=change_id,
        how=How(form.cleaned_data["how"]),
        way_out=WayOut(form.cleaned_data["way_out"]),
        note=form.cleaned_data["note"],
    )


@require_POST
def withdraw_change(request: ActorRequest, initiative_id: int, change_id: int) -> HttpResponse:
    services.withdraw_change(actor=request.actor, initiative_id=initiative_id, change_id=change_id)
    messages.success(request, _("Withdrawn. What was signed stands."))
    return see_other(request, url_of(initiative_id))


@require_POST
def call_material(request: ActorRequest, initiative_id: int, change_id: int) -> HttpResponse:
    """Either side's owner: both sign this after all."""
    services.call_material(actor=request.actor, initiative_id=initiative_id, change_id=change_id)
    messages.success(request, _("Both sides sign this part now. What it used came back."))
    return see_other(request, f"{url_of(initiative_id)}changes/{change_id}/")


@require_http_methods(["GET", "POST"])
def item_effort(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """IT: how many days a requirement takes."""
    form = EffortForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        stated = carry_out(
            form,
            lambda: services.state_effort(
                actor=request.actor,
                initiative_id=initiative_id,
                item_id=item_id,
                low=form.cleaned_data["low"],
                high=form.cleaned_data["high"],
            ),
        )
        if stated:
            return see_other(request, f"{url_of(initiative_id)}#{stated.item}")
    whole = queries.whole(request.actor, initiative_id)
    found = whole.item(item_id)
    said = found.effort
    initial = {"low": days(said.low), "high": days(said.high)} if said else {}
    standing = standing_on(request.actor, initiative_id)
    decided = queries.decided(request.actor, initiative_id, standing)
    context = {
        "row": heading_visible_to(request.actor, initiative_id),
        "brief": whole,
        "item": found,
        "form": form or EffortForm(initial=initial),
        "may": permissions.can_state_effort(decided),
    }
    return show(request, "briefs/effort.html", context, status=INVALID if form else 200)
