"""One field of a line, changed where it stands: with HTMX inside its list, else as a small page."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.core.addresses import inside
from tandem.core.errors import NotAllowed, NotFound, RuleBroken, Stale
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other, varies, wants_fragment
from tandem.core.pages import render_block, show
from tandem.core.words import Sentence, say
from tandem.work import queries, services
from tandem.work.forms import CellForm
from tandem.work.queries import WorkRow
from tandem.work.rules import Cell, WorkState
from tandem.work.views.shared import INVALID


@require_http_methods(["GET", "POST"])
def work_cell(request: ActorRequest, work_id: int, field: str) -> HttpResponse:
    """Change one field. Where somebody else changed it meanwhile, what was typed stays."""
    if field not in set(Cell):
        raise NotFound
    cell, row = Cell(field), _row(request, work_id)
    if cell not in queries.cells_open(request.actor, [row])[work_id]:
        raise NotAllowed(
            say("The people who work on it change this. Say it in the talk beside it.")
        )
    sent = request.POST if request.method == "POST" else None
    form = CellForm(sent, cell=cell, row=row, me=request.actor.me)
    if sent is not None and form.is_valid():
        if carry_out(form, lambda: _save(request, row, cell, form)):
            if not wants_fragment(request):
                messages.success(request, _("Saved."))
                return see_other(request, inside(form.cleaned_data["back"]) or row.url)
            return _answer(request, cell, _row(request, work_id))
        fresh = _row(request, work_id)
        if queries.cell_seen(fresh, cell) != form.cleaned_data["seen"]:
            # They were told; what they save now is meant.
            form.data = {**sent.dict(), "seen": queries.cell_seen(fresh, cell)}
    elif "shown" in request.GET:
        return _answer(request, cell, row)
    return _answer(request, cell, row, form)


def _row(request: ActorRequest, work_id: int) -> WorkRow:
    return queries.rows_by_id([queries.item_visible_to(request.actor, work_id).pk])[0]


def _answer(
    request: ActorRequest, cell: Cell, row: WorkRow, form: CellForm | None = None
) -> HttpResponse:
    context = {"row": row, "cell": cell, "form": form, "back": inside(request.GET.get("back", ""))}
    status = INVALID if form is not None and form.errors else 200
    if not wants_fragment(request):
        return show(request, "work/cell.html", context, status=status)
    answer = HttpResponse(render_block(request, "work/cell.html", "cell", context), status=status)
    varies(answer)
    return answer


def _save(request: ActorRequest, row: WorkRow, cell: Cell, form: CellForm) -> bool:
    actor, value, seen = request.actor, form.cleaned_data["value"], form.cleaned_data["seen"]
    match cell:
        case Cell.TITLE | Cell.DUE:
            _edit(request, row, cell, form)
        case Cell.STATE:
            stood = WorkState(seen) if seen in set(WorkState) else row.state
            services.move_work_item(actor=actor, work_id=row.id, to=WorkState(value), seen=stood)
        case Cell.WHO:
            people = [int(one) for one in seen.split(",") if one.isdecimal() and len(one) < 19]
            services.set_assignees(actor=actor, work_id=row.id, people=value, seen=people)
        case Cell.ESTIMATE if value is None:
            services.take_back_estimate(actor=actor, work_id=row.id, seen=seen)
        case Cell.ESTIMATE:
            services.estimate_work_item(actor=actor, work_id=row.id, estimate=value, seen=seen)
    return True


def _edit(request: ActorRequest, row: WorkRow, cell: Cell, form: CellForm) -> None:
    """Other fields may have been changed meanwhile; this one may not."""
    if queries.cell_seen(row, cell) != form.cleaned_data["seen"]:
        raise RuleBroken(_changed(row, cell))
    value = form.cleaned_data["value"]
    try:
        services.edit_work_item(
            actor=request.actor,
            work_id=row.id,
            changes={"title": value} if cell is Cell.TITLE else {"due_on": value},
            version=row.version,
        )
    except Stale as late:
        raise RuleBroken(_changed(_row(request, row.id), cell)) from late


def _changed(row: WorkRow, cell: Cell) -> Sentence:
    return say(
        "Somebody changed this meanwhile: it says {now} now. Save again to keep yours.",
        now=queries.cell_text(row, cell) or say("nothing"),
    )
