"""Planned against spent: of an initiative, of all, and what a piece of work still needs."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.dates import month_of
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import as_file
from tandem.core.pages import show
from tandem.core.words import Sentence, say
from tandem.initiatives.queries import heading_visible_to
from tandem.initiatives.rules import Stage
from tandem.timesheets import permissions, queries, services
from tandem.timesheets.forms import StillForm
from tandem.timesheets.queries import HomeTime, PieceTime
from tandem.timesheets.rules import SpentOn, Tally, days_in, in_hours, in_words, what_it_means
from tandem.timesheets.views.shared import INVALID
from tandem.work.queries import rows_seen

BOTH = say("Both sides together")


@require_GET
def initiative_time(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What an initiative took, against what was planned: for its people."""
    row = heading_visible_to(request.actor, initiative_id)
    found = _sums(request, initiative_id)
    context: dict[str, Any] = {
        "row": row,
        "has_brief": row.stage not in {Stage.IDEA, Stage.ASSESS},
        "found": found,
        "on": SpentOn(subject_id=initiative_id).key,
        "may_write": permissions.can_write_hours(request.actor),
        "running": queries.running(request.actor),
        **_shown(),
    }
    if found is not None:
        context["said"] = [
            in_words(lane.label if lane else BOTH, one) for lane, one in found.sides.items()
        ]
        context["means"] = what_it_means(found.total)
        context["sides"] = [
            (lane.label if lane else BOTH, one) for lane, one in found.sides.items()
        ]
        context["months"] = [(_span(first, last), n) for first, last, n in found.months]
        context["touched"] = sorted(
            (one for one in found.pieces if one.spent or one.said), key=_worst_first
        )
    return show(request, "timesheets/of.html", context)


def _sums(request: ActorRequest, initiative_id: int) -> HomeTime | None:
    may = initiative_id in queries.open_to(request.actor, [initiative_id])
    return queries.home_time(initiative_id) if may else None


def _worst_first(one: PieceTime) -> tuple[Decimal, int]:
    expected = one.spent + (one.left or Decimal(0))
    return (one.planned or Decimal(0)) - expected, one.row.number


def _shown() -> dict[str, object]:
    """What the templates of sums put into words with."""
    return {"clock": in_hours, "days": days_in, "team_name": _team_name}


def _team_name(group: Any) -> Sentence | str:
    names = [one for one in group.names if one]
    if not group.others:
        return names[0] if names else say("People of no team")
    if names and len(group.names) == len(names) and len(names) < 4:
        return ", ".join(names)
    return say("Others together") if names else say("People of no team")


def _span(first: str, last: str) -> Sentence:
    one, two = (month_of(int(text[:4]), int(text[5:])) for text in (first, last))
    return one if first == last else say("{first} to {last}", first=one, last=two)


@require_GET
def export_time(request: ActorRequest, initiative_id: int, kind: str) -> HttpResponse:
    """The same by piece of work, as a file."""
    heading_visible_to(request.actor, initiative_id)
    found = _sums(request, initiative_id)
    if found is None:
        raise NotFound
    heads = ["number", "title", "side", "state", "planned", "spent", "left"]
    rows = [
        [
            one.row.number,
            one.row.title,
            one.row.lane or "both",
            one.row.state.value,
            _number(one.planned),
            _number(one.spent),
            _number(one.left),
        ]
        for one in found.pieces
    ]
    return as_file("time", kind, heads, rows)


def _number(days: Decimal | None) -> Decimal | None:
    return None if days is None else Decimal(days_in(days))


@require_GET
def all_time(request: ActorRequest) -> HttpResponse:
    """All initiatives whose sums one may read, and what the company's hours went into."""
    found = queries.company_time(request.actor)
    context = {
        "found": found,
        "means": what_it_means(found.total),
        "first": in_words(say("Together"), found.total),
        "months": [(_span(first, last), n) for first, last, n in found.months],
        **_shown(),
    }
    return show(request, "timesheets/all.html", context)


@require_GET
def export_all_time(request: ActorRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    heads = ["id", "initiative", "planned", "spent", "left", "pieces over by more than half"]
    rows = [
        [pk, title, *(_number(n) for n in _of(one)), one.too_long]
        for pk, title, _url, one in queries.company_time(request.actor).rows
    ]
    return as_file("time", kind, heads, rows)


def _of(one: Tally) -> tuple[Decimal, Decimal, Decimal]:
    return one.planned, one.spent, one.left


@require_POST
def still_needs(request: ActorRequest, work_id: int) -> HttpResponse:
    """Say how many days are left of a piece of work; an empty field takes it back."""
    rows = rows_seen(request.actor, [work_id])
    if work_id not in rows:
        raise NotFound
    form = StillForm(request.POST)
    if form.is_valid():
        done: list[object] = []
        carry_out(
            form,
            lambda: done.append(
                services.say_still_needs(actor=request.actor, work_id=work_id, days=form.days)
            ),
        )
        if done:
            messages.success(request, _("Saved. The forecast counts with it."))
            return see_other(request, f"{rows[work_id].url}#time")
    context = {"row": rows[work_id], "form": form}
    return show(request, "timesheets/still.html", context, status=INVALID)
