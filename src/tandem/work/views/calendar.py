"""A calendar of work: one's own, of an initiative, of a team; by month or week."""

import re
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.queries import people_of_teams, present_day, team_by_id
from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.core.addresses import inside
from tandem.core.dates import short, weekday_name
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.htmx import see_other
from tandem.core.pages import show, translated
from tandem.core.words import say
from tandem.work import queries, services
from tandem.work.forms import DayForm
from tandem.work.queries import WorkRow
from tandem.work.rules import Cell, Span, sheet_of
from tandem.work.views.shared import came_from

_OF = re.compile(r"([it])([1-9]\d{0,17})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calendar it is, with the filter of the list that shows the same."""

    code: str
    name: str = ""
    url: str = ""
    home_id: int | None = None
    people: tuple[int, ...] | None = None
    asked: str = ""
    on_it: bool = False
    """The reader is on it for a side, and may see who has time."""


@require_GET
def work_calendar(request: ActorRequest) -> HttpResponse:
    """Due days and start days; a card is put on another day by pointer or keys."""
    today = present_day()
    span = Span(said) if (said := request.GET.get("by", "")) in set(Span) else Span.MONTH
    sheet = sheet_of(span, _day(request.GET.get("day", "")) or today)
    whose = _whose(request)
    found = queries.dated_work(
        request.actor, sheet.first, sheet.last, home_id=whose.home_id, people=whose.people
    )
    opened = queries.cells_open(request.actor, found.rows)
    context = {
        "whose": whose,
        "sheet": sheet,
        "weekdays": [weekday_name(one) for one in sheet.days[:7]],
        "spans": list(Span),
        "today": today,
        "found": found,
        "movable": {pk for pk, cells in opened.items() if Cell.DUE in cells},
    }
    return show(request, "work/calendar.html", context)


def _whose(request: ActorRequest) -> Whose:
    said = request.GET.get("of", "")
    found = _OF.fullmatch(said)
    if found is None:
        return Whose("me", people=(request.actor.me,), asked="assignee:me")
    pk = int(found[2])
    if found[1] == "i":
        home = queries.home_visible_to(request.actor, pk)
        return Whose(
            said,
            home.title,
            f"{home.url}work/",
            home_id=pk,
            asked=f"in:{pk}",
            on_it=bool(standing_on(request.actor, pk).sides),
        )
    if request.actor.is_partner:
        raise NotFound
    team = team_by_id(pk)
    return Whose(said, team.name, people=tuple(people_of_teams([pk])[pk]))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2027-05-06") else None
    except ValueError:
        return None


@require_POST
def move_due_day(request: ActorRequest, work_id: int) -> HttpResponse:
    """Put a card on another day, or say why not; with a way back."""
    form = DayForm({**request.GET.dict(), **request.POST.dict()})
    item = queries.item_visible_to(request.actor, work_id)
    if not form.is_valid():
        raise BadInput(say("Choose a day of the calendar."), field="to")
    to, seen = form.cleaned_data["to"], form.cleaned_data["seen"]
    back = inside(form.cleaned_data["back"]) or inside(came_from(request))
    row = queries.rows_by_id([item.pk])[0]
    try:
        _put_on(request, row, to, seen)
    except (NotAllowed, RuleBroken, BadInput) as refused:
        context = {"row": row, "reason": refused.reason, "back": back or row.url}
        return show(request, "work/not_moved.html", context, status=refused.status)
    if row.due_on and row.due_on != to:
        undo = f"undo {resolve_url('move_due_day', work_id)}?to={row.due_on}&seen={to}"
        told = translated(short(to, today=present_day()))
        words = _("“{title}” is due {day} now.").format(title=row.title, day=told)
        messages.success(request, words, extra_tags=undo)
    return see_other(request, back or row.url)


def _put_on(request: ActorRequest, row: WorkRow, to: date, seen: date | None) -> None:
    if seen and row.due_on not in {seen, to}:
        raise RuleBroken(
            say("Somebody gave it another day meanwhile. Look at it again, then move it.")
        )
    services.edit_work_item(
        actor=request.actor, work_id=row.id, changes={"due_on": to}, version=row.version
    )
