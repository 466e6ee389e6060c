"""Work that comes back: listed, set up, changed, paused, gone on with, stopped."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.core.forms import attempt, carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show, translated
from tandem.routine import permissions, queries, services
from tandem.routine.forms import RecurringForm
from tandem.routine.rules import RecurringState, why_not_rhythm

if TYPE_CHECKING:
    from tandem.core.errors import Stale

INVALID, CONFLICT = 422, 409


@require_GET
def recurring(request: ActorRequest, home_id: int) -> HttpResponse:
    """What comes back in one place."""
    home, standing = queries.home_of_recurring(request.actor, home_id)
    context = {
        "home": home,
        "rows": queries.recurrences_of(request.actor, home_id),
        "may": permissions.can_set_up(request.actor, standing, None),
    }
    return show(request, "routine/recurring.html", context)


def _form(request: ActorRequest, home_id: int, initial: dict[str, Any]) -> RecurringForm:
    _home, standing = queries.home_of_recurring(request.actor, home_id)
    own = [lane for lane in Lane if permissions.can_set_up(request.actor, standing, lane)]
    return RecurringForm(
        request.POST if request.method == "POST" else None,
        own=own,
        people=queries.people_to_choose(home_id),
        initial=initial,
    )


def _days(form: RecurringForm, home_id: int) -> list[date]:
    """The next days of what the form says; what is wrong with it is said beside its field."""
    wrong = why_not_rhythm(form.rhythm, present_day())
    if wrong:
        form.add_error(wrong[1], translated(wrong[0]))
        return []
    days = queries.days_to_come(home_id, form.what.lane, form.rhythm)
    if not days:
        form.add_error("starts_on", _("No day is left on which it would come back."))
    return days


@require_http_methods(["GET", "POST"])
def new_recurring(request: ActorRequest, home_id: int) -> HttpResponse:
    """Set up work that comes back: first its next days are shown, then it is kept."""
    home, standing = queries.home_of_recurring(request.actor, home_id)
    may = permissions.can_set_up(request.actor, standing, None)
    form = _form(request, home_id, {"starts_on": present_day()})
    days = _days(form, home_id) if may and form.is_valid() else []
    if days and form.cleaned_data["shown"] == form.seen(days):
        made = carry_out(
            form,
            lambda: services.set_up_recurring(
                actor=request.actor,
                home_id=home_id,
                what=form.what,
                rhythm=form.rhythm,
                form_key=form.cleaned_data["form_key"] or None,
            ),
        )
        if made:
            messages.success(request, _("It comes back from now on."))
            return see_other(request, resolve_url("recurrence", made.pk))
    context = {"home": home, "row": None, "may": may, "stale": None}
    return _asked(request, form, days, context)


def _asked(
    request: ActorRequest, form: RecurringForm, days: list[date], context: dict[str, Any]
) -> HttpResponse:
    stale: Stale | None = context["stale"]
    valid = form.is_bound and not form.errors
    context |= {
        "form": form,
        "days": days if valid else [],
        "shown": form.seen(days) if valid and days else "",
        "version": stale.version if stale else form["version"].value() or "",
    }
    invalid = INVALID if form.errors else 200 if context["may"] else 403
    return show(
        request, "routine/set_up.html", context, status=CONFLICT if context["stale"] else invalid
    )


@require_GET
def recurrence(request: ActorRequest, recurrence_id: int) -> HttpResponse:
    """Something that comes back: its next days, and what became of the last ones."""
    row = queries.recurrence_visible_to(request.actor, recurrence_id)
    home, _standing = queries.home_of_recurring(request.actor, row.home_id)
    context = {"row": row, "home": home, "over": row.state is RecurringState.OVER}
    return show(request, "routine/recurrence.html", context)


@require_http_methods(["GET", "POST"])
def change_recurring(request: ActorRequest, recurrence_id: int) -> HttpResponse:
    """Let something else come back, or on other days; a save that comes too late shows both."""
    row = queries.recurrence_visible_to(request.actor, recurrence_id)
    home, _standing = queries.home_of_recurring(request.actor, row.home_id)
    form = _form(request, row.home_id, RecurringForm.said_by(row.what, row.rhythm, row.version))
    days = _days(form, row.home_id) if row.may_change and form.is_valid() else []
    stale = None
    if days and form.cleaned_data["shown"] == form.seen(days):
        done, stale = attempt(
            form,
            lambda: services.change_recurring(
                actor=request.actor,
                recurrence_id=recurrence_id,
                what=form.what,
                rhythm=form.rhythm,
                version=form.cleaned_data["version"] or 0,
            ),
        )
        if done:
            messages.success(request, _("Saved."))
            return see_other(request, row.url)
    context = {"home": home, "row": row, "may": row.may_change, "stale": stale}
    return _asked(request, form, days, context)


def _done(
    request: ActorRequest, recurrence_id: int, act: Callable[..., object], said: str
) -> HttpResponse:
    act(actor=request.actor, recurrence_id=recurrence_id)
    messages.success(request, said)
    return see_other(request, resolve_url("recurrence", recurrence_id))


@require_POST
def pause_recurring(request: ActorRequest, recurrence_id: int) -> HttpResponse:
    """Let it come back no more for now."""
    said = _("Paused. It comes back once somebody says so.")
    return _done(request, recurrence_id, services.pause_recurring, said)


@require_POST
def resume_recurring(request: ActorRequest, recurrence_id: int) -> HttpResponse:
    """Let it come back again."""
    said = _("It comes back again from today on.")
    return _done(request, recurrence_id, services.resume_recurring, said)


@require_POST
def stop_recurring(request: ActorRequest, recurrence_id: int) -> HttpResponse:
    """Let it come back never again."""
    said = _("Stopped. What came stays as it is.")
    return _done(request, recurrence_id, services.stop_recurring, said)
