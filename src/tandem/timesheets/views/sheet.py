"""Somebody's own hours: the week, a cell of it, what to take along."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.addresses import inside
from tandem.core.dates import weekday_and_day
from tandem.core.errors import BadInput, Refused, Stale
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other, wants_fragment
from tandem.core.listed_files import as_file
from tandem.core.pages import show
from tandem.core.words import Sentence, say
from tandem.timesheets import permissions, queries, services
from tandem.timesheets.forms import CellForm, OnForm, SentCell, sent_cells
from tandem.timesheets.queries import Cell, Row, Week
from tandem.timesheets.rules import Misread, days_in, in_hours, monday_of
from tandem.timesheets.views.shared import INVALID, day_of

Failed = dict[tuple[str, date], tuple[str, Sentence]]
EXPORTED = timedelta(days=366)


@require_http_methods(["GET", "POST"])
def hours(request: ActorRequest) -> HttpResponse:
    """The sheet of a week. Sent as a whole, every cell that somebody touched is saved; those that
    can't be stay as they were typed, with the reason.
    """
    today = queries.their_today(request.actor.me)
    chosen = day_of(request.GET.get("day", ""), today)
    monday = monday_of(day_of(request.GET.get("week", ""), chosen))
    if request.method != "POST":
        return _page(request, monday, chosen)
    if "cell" in request.GET and wants_fragment(request):
        return _one_cell(request, monday)
    failed: Failed = {}
    saved = 0
    for cell in sent_cells(request.POST):
        if cell.touched:
            reason = _save(request, cell)
            saved += reason is None
            if reason is not None:
                failed[cell.on.key, cell.day] = (cell.text, reason)
    if failed:
        return _page(request, monday, chosen, failed)
    if saved:
        words = ngettext("{n} cell was saved.", "{n} cells were saved.", saved).format(n=saved)
        messages.success(request, words)
    return see_other(request, _address(monday, chosen))


def _address(monday: date, chosen: date) -> str:
    day = f"&day={chosen}" if monday <= chosen < monday + timedelta(days=7) else ""
    return f"{resolve_url('hours')}?week={monday}{day}"


def _save(request: ActorRequest, cell: SentCell) -> Sentence | None:
    """Save one cell; the reason why not, where it can't be."""
    try:
        services.write_hours(
            actor=request.actor, on=cell.on, day=cell.day, minutes=cell.minutes, seen=cell.seen
        )
    except Misread as misread:
        return misread.reason
    except Stale as stale:
        return say(
            "Another window of yours wrote {theirs} here meanwhile. Save again to write {mine}.",
            theirs=stale.theirs,
            mine=stale.mine,
        )
    except Refused as refused:
        return refused.reason
    return None


def _page(
    request: ActorRequest, monday: date, chosen: date, failed: Failed | None = None
) -> HttpResponse:
    week = queries.week_of_hours(request.actor, monday)
    inside_week = week.days[0] <= chosen <= week.days[-1]
    context = {
        **_figures(week),
        "failed": failed or {},
        "chosen": (chosen - monday).days if inside_week else 0,
        "chosen_day": chosen if inside_week else monday,
        "may": permissions.can_write_hours(request.actor),
        "running": queries.running(request.actor),
        "row_form": OnForm(),
    }
    return show(request, "timesheets/sheet.html", context, status=INVALID if failed else 200)


def _figures(week: Week) -> dict[str, Any]:
    return {
        "week": week,
        "heads": [weekday_and_day(day) for day in week.days],
        "totals": [week.total(at) for at in range(7)],
        "expected": sum(week.expected),
        "clock": in_hours,
        "number": week.monday.isocalendar().week,
    }


def _one_cell(request: ActorRequest, monday: date) -> HttpResponse:
    """What the page puts in the place of a cell that was changed, with the new totals."""
    sent = sent_cells(request.POST)
    if len(sent) != 1:
        raise BadInput(say("This cell can't be saved. Load the page again."))
    cell = sent[0]
    reason = _save(request, cell) if cell.touched else None
    week = queries.week_of_hours(request.actor, monday)
    row, found = _found(week, cell)
    context = {
        **_figures(week),
        "row": row,
        "cell": found,
        "error": (cell.text, reason) if reason else None,
        "at": (cell.day - monday).days,
    }
    return show(request, "timesheets/cell_saved.html", context, status=INVALID if reason else 200)


def _found(week: Week, sent: SentCell) -> tuple[Row, Cell]:
    for row in week.rows:
        for cell in row.cells:
            if (row.thing.on, cell.day) == (sent.on, sent.day):
                return row, cell
    thing = queries.Thing(sent.on, seen=False)
    cells = [Cell(day) for day in week.days]
    return Row(thing, cells, open=True), Cell(sent.day)


@require_http_methods(["GET", "POST"])
def hours_cell(request: ActorRequest) -> HttpResponse:
    """One cell by itself: its hours and a note."""
    asked = CellForm({**request.GET.dict(), **request.POST.dict()})
    asked.is_valid()
    if {"on", "day"} & asked.errors.keys():
        raise BadInput(say("Open a cell from your sheet."))
    on, day = asked.cleaned_data["on"], asked.cleaned_data["day"]
    week = queries.week_of_hours(request.actor, monday_of(day))
    stands = next(
        (cell for row in week.rows if row.thing.on == on for cell in row.cells if cell.day == day),
        Cell(day),
    )
    thing = queries.things(request.actor, [on])[on]
    start = {"on": on.key, "day": day, "hours": stands.text, "note": stands.note}
    form = CellForm(initial={**start, "seen": stands.version})
    stale: Stale | None = None
    if request.method == "POST":
        form = CellForm(request.POST)
        if form.is_valid():
            try:
                if carry_out(form, lambda: _write(request, form)):
                    return see_other(request, _address(monday_of(day), day))
            except Stale as late:
                stale = late
    context = {"thing": thing, "form": form, "day": day, "stands": stands, "stale": stale}
    context |= {"head": weekday_and_day(day), "clock": in_hours}
    status = 409 if stale else INVALID if form.errors else 200
    return show(request, "timesheets/cell.html", context, status=status)


def _write(request: ActorRequest, form: CellForm) -> object:
    given = form.cleaned_data
    try:
        return services.write_hours(
            actor=request.actor,
            on=given["on"],
            day=given["day"],
            minutes=given["hours"],
            note=given["note"],
            seen=given["seen"] or 0,
        )
    except BadInput as refused:
        raise BadInput(
            refused.reason, field="hours" if refused.field == "minutes" else refused.field
        ) from refused


@require_POST
def add_sheet_row(request: ActorRequest) -> HttpResponse:
    """Put something on the sheet of a week."""
    monday = monday_of(day_of(request.POST.get("week", ""), queries.their_today(request.actor.me)))
    form = OnForm(request.POST)
    if not form.is_valid():
        raise BadInput(
            say("Put in the address of the page of a piece of work or of an initiative."),
            field="on",
        )
    services.add_sheet_row(actor=request.actor, on=form.cleaned_data["on"], week=monday)
    return see_other(request, _address(monday, monday))


@require_POST
def copy_last_week(request: ActorRequest) -> HttpResponse:
    """Put the rows of the week before on the sheet."""
    monday = monday_of(day_of(request.POST.get("week", ""), queries.their_today(request.actor.me)))
    count = services.copy_last_week(actor=request.actor, week=monday)
    if count:
        words = ngettext("{n} row was copied.", "{n} rows were copied.", count).format(n=count)
        messages.success(request, words)
    else:
        messages.info(request, _("Last week has no rows that aren't here already."))
    return see_other(request, inside(request.POST.get("back", "")) or _address(monday, monday))


@require_GET
def export_hours(request: ActorRequest, kind: str) -> HttpResponse:
    """Somebody's own hours of a year, as a file."""
    last = day_of(request.GET.get("until", ""), queries.their_today(request.actor.me))
    first = max(day_of(request.GET.get("since", ""), last - EXPORTED), last - EXPORTED)
    a_day = queries.minutes_a_day()
    rows: list[list[str | int | date]] = [
        [
            day,
            thing.name,
            thing.label,
            thing.home,
            in_hours(minutes),
            minutes,
            days_in(minutes / a_day) if a_day else "",
            note,
        ]
        for day, thing, minutes, note in queries.entries_of(request.actor, first, last)
    ]
    heads = ["day", "what", "number", "initiative", "hours", "minutes", "days", "note"]
    return as_file("hours", kind, heads, rows)
