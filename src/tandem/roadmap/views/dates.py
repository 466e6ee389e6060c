"""Moving a fixed date of the year: what it would mean, doing it, and putting it back."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput, Stale
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.roadmap import queries, services
from tandem.roadmap.forms import MoveDateForm
from tandem.roadmap.views.shared import days_moved, one_day, way_back
from tandem.year.permissions import can_note_moments
from tandem.year.queries import DatedRow

INVALID, CONFLICT = 422, 409


def move_date(request: ActorRequest, row: DatedRow) -> HttpResponse:
    """What other days would mean, and the form that says why."""
    starts, ends = _days(request, row)
    found = queries.date_moved(request.actor, row, starts, ends)
    initial = {
        "starts_on": starts,
        "ends_on": ends,
        "starts_before": row.starts_on,
        "ends_before": row.ends_on,
    }
    form = MoveDateForm(request.POST if request.method == "POST" else None, initial=initial)
    stale: Stale | None = None
    if request.method == "POST" and form.is_valid():
        try:
            move = carry_out(form, lambda: _move(request, row.id, form))
            if not form.errors:
                _say_moved(request, row.id, move[0] if move else None)
                return see_other(request, way_back(request))
        except Stale as late:
            stale = late
    context = {
        "found": found,
        "row": row,
        "form": form,
        "may": can_note_moments(request.actor),
        "stale": stale,
        "back": way_back(request),
    }
    status = CONFLICT if stale else INVALID if form.errors else 200
    return show(request, "roadmap/move_date.html", context, parts=("move_panel",), status=status)


def _days(request: ActorRequest, row: DatedRow) -> tuple[date, date]:
    """The days that are tried: sent ones, else its own moved by `by` days."""
    by = timedelta(days=days_moved(request))
    sent = request.POST if request.method == "POST" else request.GET
    starts = one_day(sent.get("starts_on"), row.starts_on + by)
    return starts, max(starts, one_day(sent.get("ends_on"), row.ends_on + by))


def _move(request: ActorRequest, moment_id: int, form: MoveDateForm) -> tuple[int | None]:
    given = form.cleaned_data
    return (services.move_fixed_date(actor=request.actor, moment_id=moment_id, **given),)


def _say_moved(request: ActorRequest, moment_id: int, move: int | None) -> None:
    if move is None:
        messages.success(request, _("Nothing moved: these are its days."))
        return
    undo = f"undo {resolve_url('undo_fixed_date', moment_id)}?move={move}"
    told = _("Moved. Owners whose day lies close to it have been told.")
    messages.success(request, told, extra_tags=undo)


@require_POST
def undo_fixed_date(request: ActorRequest, moment_id: int) -> HttpResponse:
    """Put it back where it was."""
    asked = request.POST.get("move") or request.GET.get("move", "")
    if not (asked.isdecimal() and len(asked) < 19):
        raise BadInput(say("Say which move to undo."))
    services.undo_fixed_date(actor=request.actor, moment_id=moment_id, move_id=int(asked))
    messages.success(request, _("It is back on the days where it was."))
    return see_other(request, resolve_url("roadmap"))
