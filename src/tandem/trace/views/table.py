"""The table from requirements to what was built, as a page and as a file."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotFound
from tandem.core.listed_files import KINDS, as_file
from tandem.core.pages import show
from tandem.trace import queries
from tandem.trace.queries.table import HEADS
from tandem.trace.rules import CodeKind, only_holes, pages_of
from tandem.work.views.shared import has_brief

NAMED = 12
"""So many holes are named above the table; each stands in it as well."""


@require_GET
def traceability(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The whole table, or only what has holes."""
    row, table = queries.traceability(request.actor, initiative_id)
    only = request.GET.get("only") == "holes"
    holes = table.all_holes
    shown = only_holes(table) if only else table
    pages = pages_of(shown.groups)
    whole = request.GET.get("page") == "all"
    asked = request.GET.get("page", "1")
    place = min(int(asked), len(pages)) if asked.isdecimal() and len(asked) < 6 else 1
    context = {
        "row": row,
        "table": shown,
        "groups": shown.groups if whole else pages[max(place, 1) - 1],
        "place": None if whole else max(place, 1),
        "pages": len(pages),
        "only": only,
        "holes": holes[:NAMED],
        "more": len(holes) - NAMED,
        "count": len(holes),
        "branch": CodeKind.BRANCH,
        "pull": CodeKind.PULL_REQUEST,
        "run": CodeKind.RUN,
        "has_brief": has_brief(row.stage),
    }
    return show(request, "trace/table.html", context)


@require_GET
def export_traceability(request: ActorRequest, initiative_id: int, kind: str) -> HttpResponse:
    """The same table, whole or only its holes, as a file."""
    if kind not in KINDS:
        raise NotFound
    _row, table = queries.traceability(request.actor, initiative_id)
    shown = only_holes(table) if request.GET.get("only") == "holes" else table
    rows = queries.as_rows(shown)
    for row in rows:
        row["page"] = request.build_absolute_uri(row["page"]) if row["page"] else ""
    if kind != "json":
        return as_file("traceability", kind, HEADS, [list(row.values()) for row in rows])
    response = JsonResponse({"rows": rows, "holes": [str(hole.words) for hole in shown.all_holes]})
    response.headers["Content-Disposition"] = f'attachment; filename="traceability.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response
