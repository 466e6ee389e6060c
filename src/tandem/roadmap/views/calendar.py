"""The marketing calendar: a year by channel, market or campaign; a month and a week; as a file."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity.permissions import standing_on
from tandem.core import clock, dates
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show, translated
from tandem.formats.icalendar import WholeDays, written
from tandem.initiatives.queries import heading_visible_to
from tandem.roadmap import permissions, queries, services
from tandem.roadmap.forms import AppearanceForm
from tandem.roadmap.rules import Period, Zoom, day_asked, name_of, period_around
from tandem.roadmap.rules.calendar import By, Channel, Entry, by_day, in_rows, weeks_around
from tandem.roadmap.rules.period import WEEKDAYS

INVALID = 422
ZOOMS = (Zoom.YEAR, Zoom.QUARTER, Zoom.MONTH, Zoom.WEEK)


@require_GET
def marketing_calendar(request: ActorRequest) -> HttpResponse:
    """When customers see something: as rows by channel, market or campaign, or day by day."""
    period, by = _asked(request)
    entries = queries.calendar_of(request.actor, period)
    by_days = period.zoom in {Zoom.MONTH, Zoom.WEEK}
    weeks = weeks_around(period.first, period.last) if by_days else []
    context: dict[str, Any] = {
        "period": period,
        "name": name_of(period),
        "by": by,
        "bys": list(By),
        "here": partial(_here, period, by),
        "zooms": ZOOMS,
        "rows": [
            (_row_name(by, name), _cells(found, period)) for name, found in in_rows(entries, by)
        ],
        "weekdays": WEEKDAYS,
        "weeks": weeks,
        "days": by_day(entries, (day for week in weeks for day in week)),
        "entries": entries,
        "months": _months(period),
        "today": present_day(),
        "says": request.actor.may_write and Lane.MARKETING in request.actor.lanes,
    }
    return show(request, "roadmap/calendar.html", context)


def _here(
    period: Period, shown: By, *, zoom: str = "", on: date | None = None, by: str = ""
) -> str:
    """The address of the same with something else."""
    said = {"zoom": zoom or period.zoom.value, "on": str(on or period.anchor)}
    return "?" + urlencode({**said, "by": by or shown.value})


def _asked(request: ActorRequest) -> tuple[Period, By]:
    zoom, by = request.GET.get("zoom", ""), request.GET.get("by", "")
    day = day_asked(request.GET.dict(), present_day())
    period = period_around(day, Zoom(zoom) if zoom in set(Zoom) else Zoom.YEAR)
    return period, By(by) if by in set(By) else By.CHANNEL


def _months(period: Period) -> list[tuple[tuple[int, int], str]]:
    """(year, month) and name of each month of a longer time, for the columns."""
    if period.zoom not in {Zoom.YEAR, Zoom.QUARTER}:
        return []
    count = 12 if period.zoom is Zoom.YEAR else 3
    first = period.first.year * 12 + period.first.month - 1
    months = [((first + at) // 12, (first + at) % 12 + 1) for at in range(count)]
    return [(one, translated(dates.month_name(one[1]))) for one in months]


def _cells(entries: list[Entry], period: Period) -> list[list[Entry]]:
    """What begins in each month of a longer time; of a shorter one all of it."""
    months = [one for one, _label in _months(period)]
    if not months:
        return [entries]
    begun = [max(one.first, period.first) for one in entries]
    return [
        [one for one, first in zip(entries, begun, strict=True) if (first.year, first.month) == at]
        for at in months
    ]


def _row_name(by: By, name: str) -> str:
    if not name:
        return {
            By.CHANNEL: _("No channel said"),
            By.MARKET: _("No market said"),
            By.CAMPAIGN: _("Of no campaign"),
        }[by]
    return translated(Channel(name).label) if by is By.CHANNEL else name


@require_GET
def calendar_file(request: ActorRequest) -> HttpResponse:
    """The same as an iCalendar file."""
    period, _by = _asked(request)
    home = request.build_absolute_uri("/")
    found = [_whole(one, home) for one in queries.calendar_of(request.actor, period)]
    body = written(_("Marketing calendar"), found, clock.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="marketing-calendar.ics"'
    return answer


def _whole(entry: Entry, home: str) -> WholeDays:
    named = [translated(one.label) for one in entry.channels]
    words = [translated(entry.kind.label), *named, *entry.markets, entry.campaign]
    host = home.split("//", 1)[1].strip("/")
    return WholeDays(
        uid=f"{entry.kind.value}-{entry.id}@{host}",
        title=entry.title,
        first=entry.first,
        last=entry.last,
        words=" · ".join(filter(None, words)),
        url=home.rstrip("/") + entry.url,
        categories=tuple(named),
    )


@require_http_methods(["GET", "POST"])
def say_appearance(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Say on which channels and markets an initiative appears, and of which campaign it is."""
    row = heading_visible_to(request.actor, initiative_id)
    said = queries.appearances([initiative_id]).get(initiative_id, queries.Appears())
    initial = {
        "channels": [one.value for one in said.channels],
        "markets": ", ".join(said.markets),
        "campaign": said.campaign,
    }
    form = AppearanceForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        carry_out(form, lambda: services.say_appearance(
            actor=request.actor,
            initiative_id=initiative_id,
            channels=[Channel(one) for one in given["channels"]],
            markets=given["markets"],
            campaign=given["campaign"],
        ))  # fmt: skip
        if not form.errors:
            return see_other(request, resolve_url("marketing_calendar"))
    may = permissions.can_say_where(standing_on(request.actor, initiative_id))
    status = INVALID if form.errors else 200 if may else 403
    context = {"row": row, "form": form, "may": may}
    return show(request, "roadmap/appearance.html", context, status=status)
