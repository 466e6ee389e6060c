"""The quarterly revisions: a year's, one of them, and two moments compared."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.revisions import forms, permissions, queries, rules, services
from tandem.revisions.rules import Mark, Standing

INVALID = 422


@require_GET
def revisions(request: ActorRequest) -> HttpResponse:
    """A year's revisions, and the form that opens one."""
    return _year(request)


def _year(request: ActorRequest, refused: forms.OpenYearForm | None = None) -> HttpResponse:
    today = present_day()
    opened = queries.years_opened()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    next_year = next(
        one for one in range(today.year, today.year + len(opened) + 1) if one not in opened
    )
    may_open = rules.why_not_open_year(next_year, today, opened=False) is None
    context = {
        "year": year,
        "years": opened,
        "rows": queries.revisions_of(year),
        "held": queries.held_revisions(),
        "books": permissions.can_book(request.actor, sponsor_id=queries.who_holds()),
        "next_year": next_year if may_open else None,
        "proposed": queries.proposed_days(next_year) if may_open else [],
        "form": refused or forms.OpenYearForm(initial={"year": next_year}),
    }
    status = INVALID if refused else 200
    return show(request, "revisions/year.html", context, status=status)


@require_POST
def open_year(request: ActorRequest) -> HttpResponse:
    """Open a year."""
    form = forms.OpenYearForm(request.POST)
    if form.is_valid():
        year = form.cleaned_data["year"]
        if carry_out(form, lambda: services.open_year(actor=request.actor, year=year)):
            messages.success(request, _("Opened. Its revisions are booked; move what doesn't fit."))
            return see_other(request, f"{resolve_url('revisions')}?year={year}")
    return _year(request, form)


@require_GET
def revision(request: ActorRequest, revision_id: int) -> HttpResponse:
    """One revision: what moved, the list to walk through, what was agreed."""
    return _one(request, revision_id)


def _one(
    request: ActorRequest,
    revision_id: int,
    *,
    move_form: forms.MoveRevisionForm | None = None,
    hold_form: forms.HoldForm | None = None,
    mark_form: forms.MarkForm | None = None,
) -> HttpResponse:
    row = queries.revision_row(revision_id)
    today, sponsor = present_day(), queries.who_holds()
    books = permissions.can_book(request.actor, sponsor_id=sponsor)
    walks = permissions.can_mark(request.actor, sponsor_id=sponsor)
    context: dict[str, Any] = {
        "row": row,
        "is_held": row.standing is Standing.HELD,
        "changes": queries.changes_for(request.actor, row),
        "moves": queries.moves_of(row.id),
        "books": books,
        "walks": walks and rules.why_not_walk(row.standing, row.day, today) is None,
        "why_not_hold": rules.why_not_hold(row.standing, row.day, today),
        "marks": list(Mark),
        "move_form": move_form or forms.MoveRevisionForm(initial={"day": row.day}),
        "hold_form": hold_form or forms.HoldForm(),
        "mark_form": mark_form,
    }
    status = INVALID if move_form or hold_form or mark_form else 200
    return show(request, "revisions/revision.html", context, status=status)


@require_POST
def move_revision(request: ActorRequest, revision_id: int) -> HttpResponse:
    """Move it to another day."""
    form = forms.MoveRevisionForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        moved = carry_out(
            form,
            lambda: services.move_revision(
                actor=request.actor, revision_id=revision_id, day=given["day"], why=given["why"]
            ),
        )
        if moved:
            messages.success(request, _("Moved. Both departments are told."))
            return see_other(request, resolve_url("revision", revision_id))
    return _one(request, revision_id, move_form=form)


@require_POST
def mark_in_revision(request: ActorRequest, revision_id: int) -> HttpResponse:
    """Say what becomes of something in the list."""
    form = forms.MarkForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        said = carry_out(
            form,
            lambda: services.mark_in_revision(
                actor=request.actor,
                revision_id=revision_id,
                subject_id=given["subject"],
                mark=Mark(given["mark"]),
                note=given["note"],
            ),
        )
        if said:
            place = f"{resolve_url('revision', revision_id)}#item-{given['subject']}"
            return see_other(request, place)
    return _one(request, revision_id, mark_form=form)


@require_POST
def hold_revision(request: ActorRequest, revision_id: int) -> HttpResponse:
    """Hold it: keep how everything stands, and tell both departments."""
    form = forms.HoldForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        held = carry_out(
            form,
            lambda: services.hold_revision(
                actor=request.actor, revision_id=revision_id, words=words
            ),
        )
        if held:
            told = _("Held. How everything stands is kept, and both departments are told.")
            messages.success(request, told)
            return see_other(request, resolve_url("revision", revision_id))
    return _one(request, revision_id, hold_form=form)


@require_GET
def compare_revisions(request: ActorRequest) -> HttpResponse:
    """What moved between two revisions, or from one until now."""
    held = queries.held_revisions()
    since, until = _asked(request, "since"), _asked(request, "until")
    if since is None and held:
        since = held[0].id
    if {since, until} - {None, *(one.id for one in held)}:
        raise NotFound
    changes = queries.changes_between(request.actor, since, until) if since else None
    context = {"held": held, "since": since, "until": until, "changes": changes}
    return show(request, "revisions/compare.html", context)


def _asked(request: ActorRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 12 else None
