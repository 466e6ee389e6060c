"""An initiative's money: what was given, planned and spent, and where it ends."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.core.dates import month_of
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Cell, as_file, kind_asked
from tandem.core.pages import show
from tandem.formats.expenses import ROLES
from tandem.initiatives.queries import heading_visible_to
from tandem.initiatives.rules import Stage
from tandem.plans.rules import MoneyKind
from tandem.spending import permissions, queries, services
from tandem.spending.forms import ActualForm, LineForm, TakingForm, UploadForm
from tandem.spending.rules import in_words, whole

INVALID = 422
SHOWN = 100


@require_GET
def spending(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The tab."""
    return _page(request, initiative_id)


def _page(request: ActorRequest, initiative_id: int, **sent: Form) -> HttpResponse:
    row = heading_visible_to(request.actor, initiative_id)
    state = queries.states_of([initiative_id])[initiative_id]
    lines = queries.lines_of([initiative_id])
    spent = queries.actuals_of(initiative_id)
    forms = {
        "line": LineForm(codes=_codes(), initial={"part": MoneyKind.MEDIA.value}),
        "actual": ActualForm(codes=_codes(), lines=_lines(initiative_id)),
        "upload": UploadForm(),
        **sent,
    }
    parts = [one for one in state.parts if one.any]
    context = {
        "row": row,
        "has_brief": row.stage not in {Stage.IDEA, Stage.ASSESS},
        "state": state,
        "parts": parts,
        "said": [sentence for one in parts for sentence in in_words(one, state.currency)],
        "lines": lines,
        "by_line": _by_line(state, lines),
        "spent": spent[:SHOWN],
        "more": max(len(spent) - SHOWN, 0),
        "forms": forms,
        "whole": whole,
        "month": lambda day: month_of(day.year, day.month),
        "may": _may(request, initiative_id),
    }
    return show(request, "spending/of.html", context, status=INVALID if sent else 200)


def _may(request: ActorRequest, initiative_id: int) -> bool:
    sponsor = sponsor_of(initiative_id) == request.actor.me
    standing = standing_on(request.actor, initiative_id)
    return permissions.can_keep_spending(request.actor, standing, sponsor=sponsor)


def _by_line(state: queries.MoneyState, lines: list[queries.LineRow]) -> dict[int, Any]:
    """What each line spent: shares stand in the order of the lines of their part."""
    found = {}
    for part in state.parts:
        shares = iter(part.shares)
        for line in lines:
            if line.part is part.part:
                found[line.id] = next(shares)
    return found


def _codes() -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {one.name}") for one in queries.codes()]


def _lines(initiative_id: int) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in queries.lines_of([initiative_id])]


def _done(
    request: ActorRequest, initiative_id: int, name: str, form: Form, act: Callable[[], object]
) -> HttpResponse:
    heading_visible_to(request.actor, initiative_id)
    if form.is_valid():
        carry_out(form, act)
        if not form.errors:
            return see_other(request, resolve_url("spending", initiative_id))
    return _page(request, initiative_id, **{name: form})


@require_POST
def add_budget_line(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Plan a line."""
    form = LineForm(request.POST, codes=_codes())

    def act() -> object:
        return services.add_budget_line(
            actor=request.actor, initiative_id=initiative_id, line=form.line
        )

    return _done(request, initiative_id, "line", form, act)


@require_POST
def note_actual(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Note what was spent."""
    form = ActualForm(request.POST, codes=_codes(), lines=_lines(initiative_id))

    def act() -> object:
        return services.note_actual(
            actor=request.actor, initiative_id=initiative_id, actual=form.actual
        )

    return _done(request, initiative_id, "actual", form, act)


@require_POST
def remove_budget_line(request: ActorRequest, initiative_id: int, line_id: int) -> HttpResponse:
    """Take a line out."""
    services.remove_budget_line(actor=request.actor, initiative_id=initiative_id, line_id=line_id)
    messages.success(request, _("Taken out. What was spent on it stays."))
    return see_other(request, resolve_url("spending", initiative_id))


@require_POST
def remove_actual(request: ActorRequest, initiative_id: int, actual_id: int) -> HttpResponse:
    """Take something out of what was spent."""
    services.remove_actual(actor=request.actor, initiative_id=initiative_id, actual_id=actual_id)
    messages.success(request, _("Taken out."))
    return see_other(request, resolve_url("spending", initiative_id))


@require_POST
def upload_expenses(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Keep a file, and look at what it would bring."""
    heading_visible_to(request.actor, initiative_id)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read() if file else form.cleaned_data["pasted"].encode()
        if not data.strip():
            form.add_error("file", _("Choose a file, or paste its rows."))
        else:
            kept = carry_out(
                form,
                lambda: services.upload_expenses(
                    actor=request.actor, initiative_id=initiative_id, data=data
                ),
            )
            if kept:
                return see_other(request, resolve_url("expenses", initiative_id, kept.pk))
    return _page(request, initiative_id, upload=form)


@require_http_methods(["GET", "POST"])
def expenses(request: ActorRequest, initiative_id: int, upload_id: int) -> HttpResponse:
    """What a file would bring, with its columns; then take it in."""
    row = heading_visible_to(request.actor, initiative_id)
    if not _may(request, initiative_id):
        raise NotFound
    upload = queries.upload_of(initiative_id, upload_id)
    found = queries.preview(initiative_id, upload.content, None)
    suggested = {f"c_{role}": found.table.columns.get(role, "") for role in ROLES}
    sent = request.POST if request.method == "POST" else None
    form = TakingForm(
        sent, headings=found.table.headings, codes=_codes(), initial={"part": "media", **suggested}
    )
    if sent is not None and form.is_valid():
        if "take" in sent:
            taken: list[int] = []
            carry_out(form, lambda: taken.append(_take(request, initiative_id, upload_id, form)))
            if taken:
                words = ngettext("{n} expense came in.", "{n} expenses came in.", taken[0])
                messages.success(request, words.format(n=taken[0]))
                return see_other(request, resolve_url("spending", initiative_id))
        found = queries.preview(initiative_id, upload.content, form.reading)
    context = {"row": row, "found": found, "form": form, "upload": upload}
    status = INVALID if form.errors else 200
    return show(request, "spending/expenses.html", context, status=status)


def _take(request: ActorRequest, initiative_id: int, upload_id: int, form: TakingForm) -> int:
    return services.take_in_expenses(
        actor=request.actor,
        initiative_id=initiative_id,
        upload_id=upload_id,
        reading=form.reading,
        part=MoneyKind(form.cleaned_data["part"]),
        code=form.cleaned_data["code"],
    )


@require_GET
def export_spending(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What was spent, each amount in its own currency, as a file."""
    heading_visible_to(request.actor, initiative_id)
    names = {one.id: one.name for one in queries.lines_of([initiative_id])}
    rows: list[list[Cell]] = [
        [
            one.day,
            one.part.value,
            names.get(one.line_id or 0, ""),
            one.text,
            one.amount,
            one.currency,
            one.code,
        ]
        for one in queries.actuals_of(initiative_id)
    ]
    heads = ["day", "part", "line", "text", "amount", "currency", "cost code"]
    return as_file("spent", kind_asked(request) or "csv", heads, rows)
