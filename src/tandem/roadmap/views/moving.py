"""Moving something: what it would do, and doing it. One page, also beside the drawing."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.core.errors import NotFound, Stale
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.projects.permissions import can_write_projects
from tandem.projects.queries import project_visible_to
from tandem.rights.queries import decision_rights, matters_decided
from tandem.rights.rules import Matter
from tandem.roadmap import queries, services
from tandem.roadmap.forms import MoveDayForm, MoveProjectForm
from tandem.roadmap.queries import Effects
from tandem.roadmap.rules import Bar, BarKind
from tandem.roadmap.views.dates import move_date
from tandem.roadmap.views.shared import days_moved, one_day, way_back

INVALID, CONFLICT = 422, 409


@require_http_methods(["GET", "POST"])
def move_on_roadmap(request: ActorRequest, subject_id: int) -> HttpResponse:
    """What other days would do, and the form that says why; without JavaScript its own page."""
    try:
        gathered, bar = queries.thing_to_move(request.actor, subject_id)
    except NotFound:
        if moment := queries.fixed_date(request.actor, subject_id):
            return move_date(request, moment)
        raise
    starts, ends = _days(request, bar)
    effects = queries.effects_among(request.actor, gathered, bar, starts, ends)
    if bar.kind is BarKind.PROJECT:
        return _project(request, effects)
    return _initiative(request, effects)


def _days(request: ActorRequest, bar: Bar) -> tuple[date, date]:
    """The days that are tried: sent ones, else its own moved by `by` days."""
    sent = request.POST if request.method == "POST" else request.GET
    starts, ends = queries.days_asked(bar, days_moved(request))
    last = sent.get("ends_on") or sent.get("day")
    return one_day(sent.get("starts_on"), starts), one_day(last, ends)


def _project(request: ActorRequest, effects: Effects) -> HttpResponse:
    row = project_visible_to(request.actor, effects.bar.id)
    may = can_write_projects(request.actor) and not row.state.is_over
    movable = [one for one in effects.pushed if one.movable]
    initial = {
        "starts_on": effects.starts_on,
        "ends_on": effects.ends_on,
        "version": row.version,
        "along": [str(one.bar.id) for one in movable],
    }
    form = MoveProjectForm(
        request.POST if request.method == "POST" else None,
        along=[(one.bar.id, one.bar.title) for one in movable],
        initial=initial,
    )
    stale: Stale | None = None
    if request.method == "POST" and form.is_valid():
        try:
            move = carry_out(form, lambda: _move(request, effects.bar.id, form))
            if not form.errors:
                _say_moved(request, effects.bar.id, move)
                return see_other(request, way_back(request))
        except Stale as late:
            stale = late
    return _page(request, effects, form, may=may, stale=stale)


def _move(request: ActorRequest, project_id: int, form: MoveProjectForm) -> int | None:
    given = form.cleaned_data
    return services.move_along(
        actor=request.actor,
        project_id=project_id,
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
        reason=given["reason"],
        version=given["version"],
        along=[int(pk) for pk in given["along"]],
    )


def _say_moved(request: ActorRequest, project_id: int, move: int | None) -> None:
    if move is None:
        messages.success(request, _("Nothing moved: these are its dates."))
        return
    undo = f"undo {resolve_url('undo_project_move', project_id)}?move={move}&back=roadmap"
    told = _("Moved. Whoever's day is hit by it has been told.")
    messages.success(request, told, extra_tags=undo)


def _initiative(request: ActorRequest, effects: Effects) -> HttpResponse:
    bar, actor = effects.bar, request.actor
    standing = standing_on(actor, bar.id)
    decides = matters_decided(actor, standing, bar.id, among=[Matter.DATE])
    may = bool(decides) and bar.meant is not None and not bar.over
    initial = {"day": effects.ends_on, "before": bar.meant or present_day()}
    form = MoveDayForm(request.POST if request.method == "POST" else None, initial=initial)
    stale: Stale | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            carry_out(form, lambda: services.move_day(
                actor=actor, initiative_id=bar.id, **given
            ))  # fmt: skip
            if not form.errors:
                messages.success(request, _("Moved. Both sides see it, with its chance."))
                return see_other(request, way_back(request))
        except Stale as late:
            stale = late
    return _page(request, effects, form, may=may, stale=stale)


def _page(
    request: ActorRequest,
    effects: Effects,
    form: MoveDayForm | MoveProjectForm,
    *,
    may: bool,
    stale: Stale | None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "effects": effects,
        "bar": effects.bar,
        "form": form,
        "may": may,
        "stale": stale,
        "is_project": effects.bar.kind is BarKind.PROJECT,
        "decider": decision_rights().decider(Matter.DATE),
        "back": way_back(request),
    }
    status = CONFLICT if stale else INVALID if form.errors else 200
    return show(request, "roadmap/move.html", context, parts=("move_panel",), status=status)
