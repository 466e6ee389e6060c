"""IT projects: all of them, one of them, and what people do with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import history_of, people_on
from tandem.core.errors import BadInput, Stale
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.words import say
from tandem.projects import permissions, queries, services
from tandem.projects.forms import MoveForm, ProjectForm, StateForm, WaitForm
from tandem.projects.rules import ProjectState

INVALID, CONFLICT = 422, 409
HISTORY_SHOWN = 20


@require_GET
def projects(request: ActorRequest) -> HttpResponse:
    """All of them, those that are over apart."""
    rows = queries.all_projects(request.actor)
    if kind := kind_asked(request):
        return as_file("it-projects", kind, *_table(request, rows))
    context = {
        "open": [row for row in rows if not row.state.is_over],
        "over": [row for row in rows if row.state.is_over][::-1],
        "today": present_day(),
        "may": permissions.can_write_projects(request.actor),
    }
    return show(request, "projects/projects.html", context)


def _table(request: ActorRequest, rows: list[queries.ProjectRow]) -> Table:
    return ["id", "project", "lead", "team", "from", "until", "state", "late", "page"], [
        [
            *(row.id, row.title, row.lead.name, row.team, row.starts_on, row.ends_on),
            *(row.state.value, row.is_late(present_day()), request.build_absolute_uri(row.url)),
        ]
        for row in rows
    ]


@require_http_methods(["GET", "POST"])
def new_project(request: ActorRequest) -> HttpResponse:
    """Add one."""
    form = ProjectForm(request.actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        added = carry_out(
            form,
            lambda: services.add_project(
                actor=request.actor,
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
                form_key=given["form_key"] or None,
                **form.parts,
            ),
        )
        if added:
            messages.success(request, _("Added. Say which initiatives wait for it."))
            return see_other(request, f"{resolve_url('project', added.pk)}#waiting")
    may = permissions.can_write_projects(request.actor)
    status = INVALID if form.errors else 200 if may else 403
    context = {"form": form, "row": None, "may": may, "stale": None, "version": ""}
    return show(request, "projects/edit.html", context, status=status)


@require_GET
def project(request: ActorRequest, project_id: int) -> HttpResponse:
    """What it is for, who leads it, when it is, and who waits for it."""
    return _page(request, project_id)


def _page(
    request: ActorRequest,
    project_id: int,
    *,
    wait_form: WaitForm | None = None,
    state_form: StateForm | None = None,
) -> HttpResponse:
    whole = queries.whole_project(request.actor, project_id)
    may = permissions.can_write_projects(request.actor)
    standing = standing_on(request.actor, project_id)
    mine = {one.subject_id for one in [*whole.waiting, *whole.waits_for]} | {project_id}
    others = queries.all_projects(request.actor) if may else []
    initiatives = queries.initiatives_to_link(request.actor) if may else []
    context: dict[str, Any] = {
        "whole": whole,
        "row": whole.row,
        "today": present_day(),
        "people": people_on([project_id])[project_id],
        "lines": history_of(project_id, limit=HISTORY_SHOWN),
        "may": may,
        "may_hide": permissions.can_hide(request.actor, standing),
        "may_join": Lane.IT in request.actor.lanes
        and request.actor.may_write
        and not standing.sides,
        "initiatives": [one for one in initiatives if one[0] not in mine],
        "others": [one for one in others if one.id not in mine and not one.state.is_over],
        "wait_form": wait_form or WaitForm(),
        "state_form": state_form or StateForm(),
    }
    status = INVALID if wait_form or state_form else 200
    return show(request, "projects/project.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit_project(request: ActorRequest, project_id: int) -> HttpResponse:
    """Change it; a save that comes too late shows both."""
    whole = queries.whole_project(request.actor, project_id)
    posted = request.POST if request.method == "POST" else None
    form = ProjectForm(request.actor, posted, whole)
    stale: Stale | None = None
    if posted is not None and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            if carry_out(
                form,
                lambda: services.edit_project(
                    actor=request.actor, project_id=project_id, version=version, **form.parts
                ),
            ):
                messages.success(request, _("Saved."))
                return see_other(request, whole.row.url)
        except Stale as late:
            stale = late
    may = permissions.can_write_projects(request.actor)
    context = {
        "form": form,
        "row": whole.row,
        "may": may,
        "stale": stale,
        "version": stale.version if stale else form["version"].value() or "",
    }
    status = CONFLICT if stale else INVALID if form.errors else 200 if may else 403
    return show(request, "projects/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def move_project(request: ActorRequest, project_id: int) -> HttpResponse:
    """Move its dates, with a reason."""
    row = queries.project_visible_to(request.actor, project_id)
    standing = {"starts_on": row.starts_on, "ends_on": row.ends_on, "version": row.version}
    form = MoveForm(request.POST if request.method == "POST" else None, initial=standing)
    stale: Stale | None = None
    if request.method == "POST" and form.is_valid():
        try:
            moved = carry_out(form, lambda: services.move_project(
                actor=request.actor, project_id=project_id, **form.cleaned_data
            ))  # fmt: skip
            if not form.errors:
                _say_moved(request, row, moved.pk if moved else None)
                return see_other(request, row.url)
        except Stale as late:
            stale = late
    may = permissions.can_write_projects(request.actor)
    context = {
        "form": form,
        "row": row,
        "may": may,
        "stale": stale,
        "version": stale.version if stale else form["version"].value() or "",
    }
    status = CONFLICT if stale else INVALID if form.errors else 200 if may else 403
    return show(request, "projects/move.html", context, status=status)


def _say_moved(request: ActorRequest, row: queries.ProjectRow, move: int | None) -> None:
    if move is None:
        messages.success(request, _("Nothing moved: these are its dates."))
        return
    undo = f"undo {resolve_url('undo_project_move', row.id)}?move={move}"
    told = _("Moved. Whoever's day is hit by it has been told.")
    messages.success(request, told, extra_tags=undo)


@require_POST
def undo_project_move(request: ActorRequest, project_id: int) -> HttpResponse:
    """Put its dates back."""
    asked = request.POST.get("move") or request.GET.get("move", "")
    if not (asked.isdecimal() and len(asked) < 19):
        raise BadInput(say("Say which move to undo."))
    services.undo_project_move(actor=request.actor, project_id=project_id, move_id=int(asked))
    messages.success(request, _("Its dates are as they were before."))
    to_roadmap = request.GET.get("back") == "roadmap"
    return see_other(request, "/roadmap/" if to_roadmap else resolve_url("project", project_id))


@require_POST
def change_project_state(request: ActorRequest, project_id: int) -> HttpResponse:
    """Say that it begins, is done, stops or is planned again."""
    form = StateForm(request.POST)
    if form.is_valid():
        changed = carry_out(
            form,
            lambda: services.change_project_state(
                actor=request.actor,
                project_id=project_id,
                after=ProjectState(form.cleaned_data["after"]),
                reason=form.cleaned_data["reason"],
            ),
        )
        if changed:
            messages.success(request, _("Saved. It stands where it is waited for."))
            return see_other(request, resolve_url("project", project_id))
    return _page(request, project_id, state_form=form)


@require_POST
def let_project_wait(request: ActorRequest, project_id: int) -> HttpResponse:
    """Say what waits for it (`waiting`), or what it waits for (`on`)."""
    queries.project_visible_to(request.actor, project_id)
    form = WaitForm(request.POST)
    if form.is_valid():
        waiting, on = form.cleaned_data["waiting"], form.cleaned_data["on"]
        if (waiting is None) is (on is None):
            form.add_error(None, _("Choose one from the list."))
        elif carry_out(
            form,
            lambda: services.let_wait(
                actor=request.actor, waiting_id=waiting or project_id, on_id=on or project_id
            ),
        ):
            messages.success(request, _("Saved. The roadmap shows it."))
            return see_other(request, f"{resolve_url('project', project_id)}#waiting")
    return _page(request, project_id, wait_form=form)


@require_POST
def let_project_wait_no_more(request: ActorRequest, project_id: int, wait_id: int) -> HttpResponse:
    """Let one no longer wait for the other."""
    queries.project_visible_to(request.actor, project_id)
    services.let_wait_no_more(actor=request.actor, wait_id=wait_id)
    messages.success(request, _("It no longer waits."))
    return see_other(request, f"{resolve_url('project', project_id)}#waiting")


@require_POST
def join_project(request: ActorRequest, project_id: int) -> HttpResponse:
    """Take part in it."""
    services.join_project(actor=request.actor, project_id=project_id)
    messages.success(request, _("You take part in it now."))
    return see_other(request, resolve_url("project", project_id))


@require_POST
def restrict_project(request: ActorRequest, project_id: int) -> HttpResponse:
    """Hide it from everybody but its people."""
    services.restrict_project(actor=request.actor, project_id=project_id)
    messages.success(request, _("Only its people and the sponsor see it now."))
    return see_other(request, resolve_url("project", project_id))


@require_POST
def open_project(request: ActorRequest, project_id: int) -> HttpResponse:
    """Let everybody read it."""
    services.open_project(actor=request.actor, project_id=project_id)
    messages.success(request, _("Everybody can read it now."))
    return see_other(request, resolve_url("project", project_id))
