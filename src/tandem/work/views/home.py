"""Work of an initiative as a list and as a board, its limits, and one's own work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.core.addresses import inside
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import as_file, kind_asked
from tandem.core.pages import show
from tandem.initiatives.queries import heading_visible_to
from tandem.projects.queries import project_visible_to
from tandem.work import permissions, queries, services
from tandem.work.forms import LimitsForm, LineForm
from tandem.work.rules import LanesBy, WorkState, total
from tandem.work.views.shared import INVALID, has_brief, own_sides


@require_http_methods(["GET", "POST"])
def initiative_work(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """All work of an initiative by its state, and a line to add more."""
    row = heading_visible_to(request.actor, initiative_id)
    context = {"row": row, "has_brief": has_brief(row.stage)}
    return _listed(request, initiative_id, "work/of.html", context)


@require_http_methods(["GET", "POST"])
def project_work(request: ActorRequest, project_id: int) -> HttpResponse:
    """The same of an IT project."""
    row = project_visible_to(request.actor, project_id)
    return _listed(request, project_id, "work/of_project.html", {"row": row})


def _listed(
    request: ActorRequest, home_id: int, template: str, context: dict[str, object]
) -> HttpResponse:
    standing = standing_on(request.actor, home_id)
    own = own_sides(request.actor, standing)
    form = LineForm(request.POST if request.method == "POST" else None, own=own)
    if request.method == "POST" and form.is_valid():
        added = carry_out(form, lambda: _add(request, home_id, form))
        if added:
            back = inside(request.POST.get("back", "")[:300])
            return see_other(request, back or f"{request.path}?added={added}")
    work = queries.work_of(home_id)
    context |= {
        "work": work,
        "days": total(one.estimate for one in work.rows if not one.state.is_over),
        "form": form,
        "may": bool(own) or permissions.can_work(request.actor, standing, None),
        "may_limit": permissions.can_limit(request.actor, standing),
        "added": request.GET.get("added", ""),
        "movable": queries.movable(request.actor, standing, work.rows),
    }
    return show(request, template, context, status=INVALID if form.errors else 200)


def _add(request: ActorRequest, home_id: int, form: LineForm) -> int:
    given = form.cleaned_data
    made = services.add_work_item(
        actor=request.actor,
        home_id=home_id,
        title=given["title"],
        lane=form.lane_chosen if given["lane"] else services.SIDE_OF_ACTOR,
        stands=WorkState(given["stands"] or WorkState.TO_DO),
        parent_id=given["parent"],
        form_key=given["form_key"] or None,
    )
    return made.number


@require_GET
def work_board(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The same as a board, perhaps in lanes."""
    row = heading_visible_to(request.actor, initiative_id)
    standing = standing_on(request.actor, initiative_id)
    wanted = request.GET.get("lanes", "")
    by = LanesBy(wanted) if wanted in set(LanesBy) else LanesBy.NONE
    board = queries.board_of(initiative_id, by)
    own = own_sides(request.actor, standing)
    context = {
        "row": row,
        "board": board,
        "by": by,
        "lanes_by": list(LanesBy),
        "own": own,
        "may": bool(own),
        "may_limit": permissions.can_limit(request.actor, standing),
        "me": request.actor.me,
        "has_brief": has_brief(row.stage),
    }
    return show(request, "work/board.html", context)


@require_http_methods(["GET", "POST"])
def work_limits(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """How much may stand in the columns of an initiative's board."""
    row = heading_visible_to(request.actor, initiative_id)
    may = permissions.can_limit(request.actor, standing_on(request.actor, initiative_id))
    context: dict[str, object] = {"row": row, "may": may, "of_all": queries.limits_of(None)}
    return _limits(request, initiative_id, context, f"{row.url}work/board/")


@require_http_methods(["GET", "POST"])
def all_work_limits(request: ActorRequest) -> HttpResponse:
    """The same for all boards that say nothing of their own."""
    may = permissions.can_limit_all(request.actor)
    context: dict[str, object] = {"row": None, "may": may, "of_all": {}}
    return _limits(request, None, context, resolve_url("all_work_limits"))


def _limits(
    request: ActorRequest, home_id: int | None, context: dict[str, object], after: str
) -> HttpResponse:
    own = {state.value: most for state, most in queries.own_limits(home_id).items()}
    form = LimitsForm(request.POST if request.method == "POST" else None, initial=own)
    if request.method == "POST" and form.is_valid():
        carry_out(form, lambda: _set(request, home_id, form))
        if not form.errors:
            messages.success(request, _("Saved. Boards show it from now on."))
            return see_other(request, after)
    status = 403 if not context["may"] else INVALID if form.errors else 200
    return show(request, "work/limits.html", {**context, "form": form}, status=status)


def _set(request: ActorRequest, home_id: int | None, form: LimitsForm) -> None:
    if home_id is None:
        services.set_limits_of_all(actor=request.actor, limits=form.limits)
    else:
        services.set_limits(actor=request.actor, home_id=home_id, limits=form.limits)


@require_GET
def my_work(request: ActorRequest) -> HttpResponse:
    """What one does, of all initiatives, by its state."""
    rows = queries.work_done_by(request.actor)
    if kind := kind_asked(request):
        return as_file("my-work", kind, *queries.as_table(rows, request.build_absolute_uri))
    order = (WorkState.IN_PROGRESS, WorkState.IN_REVIEW, WorkState.NEXT, WorkState.TO_DO)
    groups = {state: [row for row in rows if row.state is state] for state in order}
    context = {"groups": groups, "rows": rows, "days": total(row.estimate for row in rows)}
    return show(request, "work/mine.html", context)
