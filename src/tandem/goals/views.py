"""Vision and goals: read, write, endorse; which goal an initiative serves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.queries import workspace
from tandem.accounts.requests import ActorRequest
from tandem.activity.queries import history_of
from tandem.core import clock
from tandem.core.errors import BadInput, Stale
from tandem.core.forms import attempt, carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.words import say
from tandem.goals import permissions, queries, services
from tandem.goals.forms import EndorseForm, ObjectiveForm, ServeForm, VisionForm
from tandem.goals.rules import FIRST_YEAR, LAST_YEAR, ObjectiveState

INVALID, CONFLICT = 422, 409
HISTORY_SHOWN = 20


def _may_write(request: ActorRequest) -> bool:
    company = workspace()
    sponsor_id = company.sponsor_id if company else None
    return permissions.can_write_goals(request.actor, sponsor_id=sponsor_id)


@require_GET
def goals(request: ActorRequest) -> HttpResponse:
    """A year's vision, its goals, and what hangs loose."""
    asked = request.GET.get("year", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) == 4 else clock.now().year
    year = min(max(wanted, FIRST_YEAR), LAST_YEAR)
    if kind := kind_asked(request):
        rows = queries.objectives_of(request.actor, year)
        return as_file(f"goals-{year}", kind, *_table(request, rows))
    return _goals_page(request, year)


def _table(request: ActorRequest, rows: list[queries.ObjectiveRow]) -> Table:
    heads = ["id", "goal", "in words", "year", "owner", "sponsor", "state", "initiatives", "page"]
    return heads, [
        [
            *(row.id, row.title, row.words, row.year),
            row.owner.name if row.owner else "",
            row.sponsor.name if row.sponsor else "",
            *(row.state.value, row.serving, request.build_absolute_uri(row.url)),
        ]
        for row in rows
    ]


def _goals_page(request: ActorRequest, year: int, form: EndorseForm | None = None) -> HttpResponse:
    vision = queries.vision_of(request.actor, year)
    context = {
        "year": year,
        "vision": vision,
        "objectives": queries.objectives_of(request.actor, year),
        "loose": queries.loose(request.actor),
        "may_write": _may_write(request),
        "may_endorse": vision is not None
        and permissions.can_endorse(request.actor, queries.sponsors_for(year=year)),
        "form": form or EndorseForm(),
    }
    return show(request, "goals/goals.html", context, status=INVALID if form else 200)


@require_http_methods(["GET", "POST"])
def vision(request: ActorRequest, year: int) -> HttpResponse:
    """Write a year's vision; a save that comes too late shows both."""
    standing = queries.vision_of(request.actor, year)
    seen = {"text": standing.text, "version": standing.version} if standing else {}
    form = VisionForm(request.POST if request.method == "POST" else None, initial=seen)
    done, stale = attempt(form, lambda: _write(request, year, form))
    if done:
        messages.success(request, _("Saved."))
        return see_other(request, f"{resolve_url('goals')}?year={year}")
    may = _may_write(request)
    context = {
        "form": form,
        "year": year,
        "stale": stale,
        "version": stale.version if stale else form["version"].value() or "",
        "may": may,
    }
    status = CONFLICT if stale else INVALID if form.errors else 200 if may else 403
    return show(request, "goals/vision.html", context, status=status)


def _write(request: ActorRequest, year: int, form: VisionForm) -> object:
    return services.write_vision(
        actor=request.actor,
        year=year,
        text=form.cleaned_data["text"],
        version=form.cleaned_data["version"] or 0,
    )


@require_http_methods(["GET", "POST"])
def new_goal(request: ActorRequest) -> HttpResponse:
    """Add a goal."""
    form = ObjectiveForm(
        request.POST if request.method == "POST" else None,
        new=True,
        initial={"year": clock.now().year},
    )
    if request.method == "POST" and form.is_valid():
        added = carry_out(
            form,
            lambda: services.add_objective(
                actor=request.actor,
                title=form.cleaned_data["title"],
                year=form.cleaned_data["year"],
                words=form.cleaned_data["words"],
                owner_id=form.person("owner"),
                sponsor_id=form.person("sponsor"),
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if added:
            messages.success(request, _("Added."))
            return see_other(request, resolve_url("goal", added.pk))
    may = _may_write(request)
    status = INVALID if form.errors else 200 if may else 403
    return show(request, "goals/goal_form.html", _around(form, may=may), status=status)


def _around(
    form: ObjectiveForm,
    *,
    may: bool,
    row: queries.ObjectiveRow | None = None,
    stale: Stale | None = None,
) -> dict[str, object]:
    version = form["version"].value() or ""
    return {
        "form": form,
        "may": may,
        "row": row,
        "stale": stale,
        "version": stale.version if stale else version,
    }


@require_GET
def goal(request: ActorRequest, objective_id: int) -> HttpResponse:
    """A goal, who stands behind it, and what serves it."""
    return _goal_page(request, objective_id)


def _goal_page(
    request: ActorRequest, objective_id: int, form: EndorseForm | None = None
) -> HttpResponse:
    row = queries.objective(request.actor, objective_id)
    context = {
        "row": row,
        "serving": queries.serving(request.actor, objective_id),
        "lines": history_of(objective_id, limit=HISTORY_SHOWN),
        "may_edit": _may_edit(request, row),
        "may_endorse": permissions.can_endorse(
            request.actor, queries.sponsors_for(objective_id=objective_id)
        ),
        "form": form or EndorseForm(),
    }
    return show(request, "goals/goal.html", context, status=INVALID if form else 200)


def _may_edit(request: ActorRequest, row: queries.ObjectiveRow) -> bool:
    mine = request.actor.may_write and row.owner is not None and row.owner.id == request.actor.me
    return mine or _may_write(request)


@require_http_methods(["GET", "POST"])
def edit_goal(request: ActorRequest, objective_id: int) -> HttpResponse:
    """Change a goal; a save that comes too late shows both."""
    row = queries.objective(request.actor, objective_id)
    form = ObjectiveForm(request.POST if request.method == "POST" else None, initial=_seen(row))
    done, stale = attempt(form, lambda: _save(request, objective_id, form))
    if done:
        messages.success(request, _("Saved."))
        return see_other(request, row.url)
    context = _around(form, may=_may_edit(request, row), row=row, stale=stale)
    status = CONFLICT if stale else INVALID if form.errors else 200
    return show(request, "goals/goal_form.html", context, status=status)


def _seen(row: queries.ObjectiveRow) -> dict[str, object]:
    return {
        "title": row.title,
        "words": row.words,
        "year": row.year,
        "owner": row.owner.id if row.owner else "",
        "owner_name": row.owner.name if row.owner else "",
        "sponsor": row.sponsor.id if row.sponsor else "",
        "sponsor_name": row.sponsor.name if row.sponsor else "",
        "state": row.state.value,
        "version": row.version,
    }


def _save(request: ActorRequest, objective_id: int, form: ObjectiveForm) -> object:
    return services.edit_objective(
        actor=request.actor,
        objective_id=objective_id,
        title=form.cleaned_data["title"],
        year=form.cleaned_data["year"],
        words=form.cleaned_data["words"],
        owner_id=form.person("owner"),
        sponsor_id=form.person("sponsor"),
        state=ObjectiveState(form.cleaned_data["state"]),
        version=form.cleaned_data["version"] or 0,
    )


@require_POST
def endorse_goal(request: ActorRequest, objective_id: int) -> HttpResponse:
    """Stand behind a goal."""
    form = EndorseForm(request.POST)
    if form.is_valid():
        done = carry_out(
            form,
            lambda: services.endorse_objective(
                actor=request.actor,
                objective_id=objective_id,
                until=form.cleaned_data["until"],
            ),
        )
        if done:
            messages.success(request, _("Everybody sees that you stand behind it."))
            return see_other(request, resolve_url("goal", objective_id))
    return _goal_page(request, objective_id, form)


@require_POST
def endorse_vision(request: ActorRequest, year: int) -> HttpResponse:
    """Stand behind a year's vision."""
    form = EndorseForm(request.POST)
    if form.is_valid():
        done = carry_out(
            form,
            lambda: services.endorse_vision(
                actor=request.actor, year=year, until=form.cleaned_data["until"]
            ),
        )
        if done:
            messages.success(request, _("Everybody sees that you stand behind it."))
            return see_other(request, f"{resolve_url('goals')}?year={year}")
    return _goals_page(request, year, form)


@require_POST
def serve_goal(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say which goal an initiative serves."""
    form = ServeForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose a goal from the list."), field="objective")
    services.serve_objective(
        actor=request.actor,
        initiative_id=initiative_id,
        objective_id=form.cleaned_data["objective"],
    )
    messages.success(request, _("Saved."))
    return see_other(request, f"/initiatives/{initiative_id}/#goal")
