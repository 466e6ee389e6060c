"""The year: what stands in it, and what stands on a day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core import clock, dates
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Table, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.words import say
from tandem.year import permissions, queries, rules, services
from tandem.year.forms import DayForm, FreezeForm, MomentForm, WindowsForm, first_and_last
from tandem.year.rules import FreezeKind

INVALID = 422


@require_GET
def year(request: ActorRequest) -> HttpResponse:
    """A year by month: fixed dates and freezes, and the forms for more."""
    return _page(request)


def _table(rows: list[queries.DatedRow]) -> Table:
    return ["id", "name", "what", "from", "until", "more", "systems", "noted by"], [
        [
            *(row.id, row.name, f"freeze, {row.freeze.value}" if row.freeze else "fixed date"),
            *(row.starts_on, row.ends_on, row.words, ", ".join(row.systems)),
            row.by.name if row.by else "",
        ]
        for row in rows
    ]


def _page(
    request: ActorRequest,
    moment_form: MomentForm | None = None,
    freeze_form: FreezeForm | None = None,
) -> HttpResponse:
    asked = request.GET.get("year", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) == 4 else clock.now().year
    shown = min(max(wanted, rules.FIRST_YEAR), rules.LAST_YEAR)
    if request.method == "GET" and (kind := kind_asked(request)):
        rows = queries.dated(request.actor, *first_and_last(shown))
        return as_file(f"year-{shown}", kind, *_table(rows))
    context = {
        "year": shown,
        "months": [
            (dates.month_name(number), spans)
            for number, spans in rules.by_month(
                queries.dated(request.actor, *first_and_last(shown)), shown
            )
        ],
        "windows": queries.windows(),
        "weekdays": rules.WEEKDAYS,
        "notes": permissions.can_note_moments(request.actor),
        "freezes": permissions.can_declare_freezes(request.actor),
        "sets": permissions.can_set_windows(request.actor),
        "moment_form": moment_form or MomentForm(),
        "freeze_form": freeze_form or FreezeForm(),
    }
    status = INVALID if moment_form or freeze_form else 200
    return show(request, "year/year.html", context, status=status)


@require_GET
def day(request: ActorRequest) -> HttpResponse:
    """What somebody who wishes for a day should know of it; also below the field for the day."""
    form = DayForm(request.GET if "wish_date" in request.GET else None)
    on = form.cleaned_data["wish_date"] if form.is_valid() else None
    context = {
        "form": form,
        "on": on,
        "stands": queries.what_stands_on(request.actor, on) if on else [],
    }
    return show(request, "year/day.html", context, parts=("day_hint",))


@require_POST
def note_moment(request: ActorRequest) -> HttpResponse:
    """Note a fixed date."""
    form = MomentForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        noted = carry_out(
            form,
            lambda: services.note_moment(
                actor=request.actor,
                name=given["name"],
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
                where=given["where"],
                form_key=given["form_key"] or None,
            ),
        )
        if noted:
            return _done(request, _("Noted."), noted.starts_on.year)
    return _page(request, moment_form=form)


@require_POST
def declare_freeze(request: ActorRequest) -> HttpResponse:
    """Declare a freeze."""
    form = FreezeForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        declared = carry_out(
            form,
            lambda: services.declare_freeze(
                actor=request.actor,
                kind=FreezeKind(given["kind"]),
                name=given["name"],
                reason=given["reason"],
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
                form_key=given["form_key"] or None,
            ),
        )
        if declared:
            told = _("Declared. It is shown wherever a day is wished for.")
            return _done(request, told, declared.starts_on.year)
    return _page(request, freeze_form=form)


@require_POST
def cancel_moment(request: ActorRequest, moment_id: int) -> HttpResponse:
    """Take a fixed date out."""
    gone = services.cancel_moment(actor=request.actor, moment_id=moment_id)
    return _done(request, _("Cancelled."), gone.starts_on.year)


@require_POST
def cancel_freeze(request: ActorRequest, freeze_id: int) -> HttpResponse:
    """End a freeze before its time."""
    gone = services.cancel_freeze(actor=request.actor, freeze_id=freeze_id)
    return _done(request, _("Cancelled."), gone.starts_on.year)


def _done(request: ActorRequest, said: str, of_year: int) -> HttpResponse:
    messages.success(request, said)
    return see_other(request, f"{resolve_url('year')}?year={of_year}")


@require_http_methods(["GET", "POST"])
def windows(request: ActorRequest) -> HttpResponse:
    """Settings: when launches may begin."""
    if not permissions.can_set_windows(request.actor):
        raise NotAllowed(say("Only an administrator changes the settings."))
    standing = WindowsForm.standing(queries.windows())
    form = WindowsForm(request.POST if request.method == "POST" else None, initial=standing)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(form, lambda: _set(request, form))
    ):
        messages.success(request, _("Saved."))
        return see_other(request, resolve_url("windows"))
    context = {"form": form, "weekdays": rules.WEEKDAYS}
    status = INVALID if form.errors else 200
    return show(request, "year/windows.html", context, status=status)


def _set(request: ActorRequest, form: WindowsForm) -> bool:
    services.set_windows(actor=request.actor, windows=form.windows)
    return True
