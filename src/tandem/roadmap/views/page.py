"""The year on one page."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.core.pages import show, written
from tandem.initiatives.rules import InitiativeKind
from tandem.roadmap import queries
from tandem.roadmap.queries import Roadmap
from tandem.roadmap.rules import Asked, Bar, BarKind, GroupBy, WhoseYear, Zoom, name_of
from tandem.roadmap.views.drawing import drawn
from tandem.roadmap.views.strokes import strokes
from tandem.year.permissions import can_note_moments

ROOMY = 200
"""Rows that a page draws; more are for filters and shorter times."""


@require_GET
def roadmap(request: ActorRequest) -> HttpResponse:
    """Both departments' year, or a part of it, as a drawing and as a table."""
    today = present_day()
    page = queries.roadmap_of(request.actor, Asked.of_query(request.GET.dict(), today))
    bars = page.bars
    context: dict[str, Any] = {
        **_around(page),
        "page": page,
        "asked": page.asked,
        "name": name_of(page.asked.period),
        "drawn": drawn(page, today),
        "strokes": strokes,
        "today": today,
        "moves": request.actor.may_write,
        "moves_dates": can_note_moments(request.actor),
        "conflicts": queries.conflicts_of(page.gathered, [bar.id for bar in bars if bar.id]),
        "promised": _supported(bars),
    }
    return show(request, "roadmap/roadmap.html", context)


def _supported(bars: list[Bar]) -> tuple[int, int]:
    """How many promises that somebody has worked out the forecast supports, of how many."""
    known = [bar for bar in bars if bar.promised and bar.chance is not None]
    return sum(not bar.unsupported for bar in known), len(known)


def _around(page: Roadmap) -> dict[str, Any]:
    """What can be chosen: only what there is."""
    every = list(page.gathered.bars.values())
    people = {pk: name for bar in every for pk, name in bar.people}
    return {
        "zooms": list(Zoom),
        "groups_by": list(GroupBy),
        "sides": [(one.value, one.label) for one in WhoseYear],
        "kinds": [("", _("every kind")), *((one.value, one.label) for one in InitiativeKind)],
        "teams": [("", _("every team")), *_choices({bar.team for bar in every if bar.team})],
        "goals": [("", _("every goal")), *_choices({bar.goal for bar in every if bar.goal})],
        "owners": [("", _("everybody")), *_choices(set(people.items()))],
        "against": [
            ("", _("nothing")),
            *((one.id, _("revision {quarter}").format(quarter=one.name)) for one in page.held),
        ],
        "projects": sum(bar.kind is BarKind.PROJECT for bar in every),
    }


def _choices(found: set[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted(found, key=lambda one: one[1].casefold())


@require_GET
def roadmap_file(request: ActorRequest) -> HttpResponse:
    """The drawing alone, to be taken along: SVG with its own colours and letters."""
    today = present_day()
    page = queries.roadmap_of(request.actor, Asked.of_query(request.GET.dict(), today))
    context = {"drawn": drawn(page, today), "strokes": strokes, "name": name_of(page.asked.period)}
    answer = HttpResponse(written("roadmap/file.svg", context), content_type="image/svg+xml")
    answer["Content-Disposition"] = 'attachment; filename="roadmap.svg"'
    return answer
