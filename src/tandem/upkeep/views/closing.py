"""On which days the company is closed: typed, or taken from a calendar that has them already."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts import queries as accounts
from tandem.accounts import services as acts
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import as_lines
from tandem.core.dates import short
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import Sentence, say
from tandem.formats.icalendar import Calendar, Spell
from tandem.upkeep import permissions, queries, services
from tandem.upkeep.forms import CalendarForm, ClosingDaysForm, TakeOverForm, written_spells
from tandem.upkeep.rules.closing_calendar import flattened, known_by, named, why_not_take

INVALID = 422
_SHOWN = 4


@require_http_methods(["GET", "POST"])
def closing_days(request: ActorRequest) -> HttpResponse:
    """See and type on which days nobody works; see how the calendar is doing."""
    _administrators_only(request)
    if request.method != "POST":
        return _page(request)
    form = ClosingDaysForm(request.POST)
    if form.is_valid() and carry_out(form, lambda: save_closing_days(request, form)):
        messages.success(request, _("Saved. Due dates that were given stay as they are."))
        return see_other(request, resolve_url("closing_days"))
    return _page(request, form=form, status=INVALID)


def standing_closing_days() -> ClosingDaysForm:
    """The form with the days as they are."""
    return ClosingDaysForm(initial={"days": as_lines(accounts.closing_days())})


def save_closing_days(request: ActorRequest, form: ClosingDaysForm) -> bool:
    """Make the days of a valid form the closing days."""
    acts.change_closing_days(actor=request.actor, days=form.chosen)
    return True


@require_http_methods(["GET", "POST"])
def look_into(request: ActorRequest) -> HttpResponse:
    """Show what would become closing days; nothing is written."""
    _administrators_only(request)
    if request.method != "POST":
        return redirect("closing_days")
    form = CalendarForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, calendar=form, status=INVALID)
    source = form.source
    found = queries.look_into_calendar(source)
    why = found if isinstance(found, Sentence) else why_not_take(found, ())
    if isinstance(found, Calendar) and why is None:
        return _preview(request, found, source if isinstance(source, str) else "")
    form.add_error("address" if isinstance(source, str) else "file", str(why))
    return _page(request, calendar=form, status=INVALID)


def _preview(request: ActorRequest, found: Calendar, address: str) -> HttpResponse:
    followed = queries.followed_calendar()
    out = followed.left_out if followed else ()
    form = TakeOverForm(
        initial={
            "address": address,
            "found": written_spells(found.spells),
            "names": [named(one.title) for one in found.spells if known_by(one.title) not in out],
        }
    )
    return show(request, "upkeep/closing_preview.html", _seen(form, found, address))


def _seen(form: TakeOverForm, found: Calendar | None, address: str) -> dict[str, Any]:
    today = accounts.present_day()
    there = {day for day, _name in accounts.closing_days()}
    spells: dict[str, list[Spell]] = {}
    for one in form.spells:
        spells.setdefault(named(one.title), []).append(one)
    options = [
        {"value": name, "label": name or _("without a name"), "hint": _when(those, there, today)}
        for name, those in spells.items()
    ]
    return {"form": form, "options": options, "found": found, "address": address}


def _when(spells: list[Spell], there: set[date], today: date) -> str:
    """The days of a name in words, the first few of them, and whether they are closing days."""
    said = [
        str(short(one.first, today=today))
        if one.first == one.last
        else f"{short(one.first, today=today)} – {short(one.last, today=today)}"
        for one in spells[:_SHOWN]
    ]
    if len(spells) > _SHOWN:
        said.append(_("and {n} more").format(n=len(spells) - _SHOWN))
    if all(day in there for day, _name in flattened(spells, ())):
        said.append(_("closed already"))
    return ", ".join(said)


@require_http_methods(["GET", "POST"])
def take_over(request: ActorRequest) -> HttpResponse:
    """Make what was seen closing days; from an address, day by day from now on."""
    _administrators_only(request)
    if request.method != "POST":
        return redirect("closing_days")
    form = TakeOverForm(request.POST)
    if form.is_valid() and carry_out(form, lambda: _take(request, form)):
        messages.success(request, _("Taken over."))
        return see_other(request, resolve_url("closing_days"))
    shown = _seen(form, None, str(request.POST.get("address", "")))
    return show(request, "upkeep/closing_preview.html", shown, status=INVALID)


def _take(request: ActorRequest, form: TakeOverForm) -> bool:
    address = form.cleaned_data["address"]
    actor, spells, out = request.actor, form.spells, form.left_out
    if address:
        services.follow_calendar(actor=actor, address=address, spells=spells, left_out=out)
    else:
        services.take_closing_days(actor=actor, spells=spells, left_out=out)
    return True


@require_http_methods(["GET", "POST"])
def again(request: ActorRequest) -> HttpResponse:
    """Have the calendar read within the minute."""
    return _pressed(
        request, services.read_calendar_again, _("The calendar is read within a minute or two.")
    )


@require_http_methods(["GET", "POST"])
def stop(request: ActorRequest) -> HttpResponse:
    """Follow the calendar no longer."""
    done = _("The calendar isn’t read any more. Its days stay.")
    return _pressed(request, services.stop_calendar, done)


def _pressed(request: ActorRequest, act: Callable[..., object], done: str) -> HttpResponse:
    """What a button without fields does; asked for without pressing it, the page."""
    _administrators_only(request)
    if request.method != "POST":
        return redirect("closing_days")
    try:
        act(actor=request.actor)
    except RuleBroken as refused:
        return _page(request, refused=refused.reason, status=refused.status)
    messages.success(request, done)
    return see_other(request, resolve_url("closing_days"))


def _administrators_only(request: ActorRequest) -> None:
    if not permissions.can_look_after(request.actor):
        raise NotAllowed(say("Only an administrator says when the company is closed."))


def _page(
    request: ActorRequest,
    *,
    form: ClosingDaysForm | None = None,
    calendar: CalendarForm | None = None,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form or standing_closing_days(),
        "calendar": calendar or CalendarForm(),
        "followed": queries.followed_calendar(),
        "holidays": queries.public_holidays(),
        "refused": refused,
        "steps": queries.steps_to_remind_of(request.actor),
    }
    return show(request, "upkeep/closing_days.html", context, status=status)
