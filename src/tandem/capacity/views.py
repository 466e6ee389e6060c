"""Capacity: days that teams have against days that work asks of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.capacity import queries, rules, services
from tandem.capacity.forms import ReserveForm
from tandem.capacity.rules import By
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show

INVALID = 422


@require_GET
def capacity(request: ActorRequest) -> HttpResponse:
    """Every team by quarter or month."""
    by = By(asked) if (asked := request.GET.get("by", "")) in set(By) else By.QUARTER
    teams = queries.table(request.actor, by)
    if kind := kind_asked(request):
        return as_file(f"capacity-by-{by.value}", kind, *_table(teams))
    over = [(team, one) for team in teams for one in team.cells if one.cell.is_over]
    fullest = max((one.cell.wanted for team in teams for one in team.cells), default=0.0)
    most = max((one.cell.there for team in teams for one in team.cells), default=0.0)
    context = {
        "by": by,
        "ways": list(By),
        "teams": teams,
        "over": over,
        "most": max(fullest, most, 1.0),
        "periods": [one.period for one in teams[0].cells] if teams else [],
        "how_full": rules.how_full,
        "how_short": rules.how_short,
        "said_days": rules.said_days,
    }
    return show(request, "capacity/capacity.html", context)


def _table(teams: list[queries.TeamShown]) -> Table:
    return ["team", "time", "from", "until", "days there", "kept", "days asked", "days short"], [
        [
            *(str(team.group.name), one.period.code, one.period.first, one.period.last),
            *(round(days, 2) for days in (one.cell.there, one.cell.reserved)),
            *(round(days, 2) for days in (one.cell.wanted, one.cell.short)),
        ]
        for team in teams
        for one in team.cells
    ]


@require_GET
def capacity_cell(request: ActorRequest, team: str, period: str) -> HttpResponse:
    """What is asked of a team in a time, piece by piece."""
    context = {
        "whole": queries.cell_whole(request.actor, team, period),
        "how_full": rules.how_full,
        "how_short": rules.how_short,
        "said_days": rules.said_days,
    }
    return show(request, "capacity/cell.html", context)


@require_http_methods(["GET", "POST"])
def reserve(request: ActorRequest, team_id: int) -> HttpResponse:
    """How many hours a week a team keeps for small changes, and what was set before."""
    known = queries.team_reserve(request.actor, team_id)
    begins = {"hours": rules.said_hours(known.hours), "since": rules.monday_of(present_day())}
    form = ReserveForm(request.POST if request.method == "POST" else None, initial=begins)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = carry_out(
            form,
            lambda: services.reserve_hours(
                actor=request.actor, team_id=team_id, hours=given["hours"], since=given["since"]
            ),
        )
        if done:
            messages.success(request, _("Set. The queue is laid into weeks by it."))
            return see_other(request, request.path)
    context = {"known": known, "form": form, "said_hours": rules.said_hours}
    status = INVALID if form.errors else 200
    return show(request, "capacity/reserve.html", context, status=status)


@require_GET
def weekly_load(request: ActorRequest) -> HttpResponse:
    """One's own next weeks; or those of the people of an initiative that one is on."""
    said = request.GET.get("of", "")
    home_id = int(said) if said.isdecimal() and said.isascii() and len(said) < 19 else None
    context = {
        "found": queries.weeks_of(request.actor, home_id),
        "me": request.actor.me,
        "how_full": rules.how_full_in_hours,
        "how_short": rules.how_short_in_hours,
        "in_hours": rules.in_hours,
    }
    return show(request, "capacity/weeks.html", context)
