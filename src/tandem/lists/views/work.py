"""All work that one may see: a filter in one line, or the same by form controls; as a file, too."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import KINDS, as_file
from tandem.core.pages import show
from tandem.lists import queries as saved
from tandem.lists.forms import SeveralForm
from tandem.lists.rules import Listed
from tandem.own_fields import queries as own_fields
from tandem.work import queries, services
from tandem.work.rules import (
    BULK_AT_MOST,
    CHOICES,
    Cell,
    WorkAsked,
    WorkColumn,
    WorkOrder,
    keys_explained,
)

if TYPE_CHECKING:
    from django.http import QueryDict

    from tandem.work.services.several import BulkChanges

INVALID = 422
PAGE = 25
CONTROLS = ("side", "state", "assignee", "blocked", "due")
DUE = ("late", "none")


def _asked(sent: "QueryDict") -> WorkAsked:
    said = {name: sent.get(name, "") for name in ("q", "order", "view")}
    return WorkAsked.read(said, tuple(sent.getlist("columns")))


def _back(asked: WorkAsked) -> str:
    """The list again, as it was asked for."""
    return f"{resolve_url('all_work')}?{asked.query}"


@require_GET
def all_work(request: ActorRequest) -> HttpResponse:
    """Work over all initiatives that fits a filter. What the form controls say becomes its text."""
    asked = _asked(request.GET)
    wanted, misread = asked.understood()
    if "set" in request.GET and misread is None:
        chosen = {key: request.GET.get(f"set_{key}", "")[:100] for key in CONTROLS}
        known = {
            key: value
            for key, value in chosen.items()
            if value in (*CHOICES.get(key, ()), "") or key == "assignee" or value in DUE
        }
        return see_other(request, _back(replace(asked, q=wanted.but(known).text)))
    form = SeveralForm(fields=own_fields.fields_defined())
    return _page(request, request.GET, form, frozenset())


def _page(
    request: ActorRequest, sent: "QueryDict", form: SeveralForm, chosen: frozenset[int]
) -> HttpResponse:
    asked = _asked(sent)
    wanted, misread = asked.understood()
    views = saved.views_for(request.actor, Listed.WORK)
    fields = form.offered
    context: dict[str, object] = {
        "form": form,
        "asks": form.asks if form.is_bound and form.is_valid() else None,
        "chosen": chosen,
        "may": request.actor.may_take_part,
        "most": BULK_AT_MOST,
        "asked": asked,
        "wanted": wanted,
        "misread": misread,
        "views": views,
        "view": next((one for one in views if one.id == asked.view), None),
        "orders": [(one.value, one.label) for one in WorkOrder],
        "columns": [(one.value, one.label) for one in WorkColumn]
        + [(one.column, f"{one.label}, {one.kind.label}") for one in fields],
        "own_shown": [one for one in fields if one.id in asked.own],
        "unknown": own_fields.unknown_fields(wanted),
        "keys": keys_explained(),
        "title_cell": Cell.TITLE,
        "cells": {column: Cell(column.value) for column in WorkColumn if column.value in set(Cell)},
        "rows": [],
        "following": None,
    }
    if misread is None:
        found = queries.page_of_work(
            request.actor, wanted, order=asked.order, after=sent.get("after"), size=PAGE
        )
        context["rows"], context["following"] = found.rows, found.following
        context["open"] = queries.cells_open(request.actor, found.rows)
        chosen_fields = [one for one in fields if one.id in asked.own]
        context["own"] = own_fields.shown_in(found.rows, chosen_fields)
        filled = own_fields.may_fill_in(request.actor, found.rows) if chosen_fields else frozenset()
        context["may_fill"] = filled
    status = INVALID if misread or form.errors else 200
    return show(request, "work/all.html", context, status=status)


@require_POST
def change_several(request: ActorRequest) -> HttpResponse:
    """Change those that were chosen, or all that fit; else the list with what was chosen."""
    form = SeveralForm(request.POST, fields=own_fields.fields_defined())
    asked = _asked(request.POST)
    wanted, misread = asked.understood()
    chosen = [int(one) for one in request.POST.getlist("work") if one.isdecimal() and len(one) < 19]
    if form.is_valid() and form.asks is None:
        if "all" in request.POST and misread is None:
            fitting = queries.work_fitting(request.actor, wanted, order=asked.order)
            chosen = list(fitting.values_list("pk", flat=True)[: BULK_AT_MOST + 1])
        edits: list[queries.ChangedMany | None] = []
        carry_out(form, lambda: edits.append(_change(request, chosen, form)))
        if edits:
            edit = edits[0]
            if edit is None:
                messages.info(request, _("They were like that already."))
            else:
                undo = f"undo {resolve_url('undo_several')}?edit={edit.id}"
                words = ngettext("{n} was changed.", "{n} were changed.", edit.count)
                words = words.format(n=edit.count)
                messages.success(request, words, extra_tags=undo)
            return see_other(request, _back(asked))
    return _page(request, request.POST, form, frozenset(chosen))


def _change(
    request: ActorRequest, chosen: list[int], form: SeveralForm
) -> queries.ChangedMany | None:
    return services.change_several(
        actor=request.actor, work_ids=chosen, changes=cast("BulkChanges", form.changes)
    )


@require_POST
def undo_several(request: ActorRequest) -> HttpResponse:
    """Put back what one's own change of many did."""
    edit = request.GET.get("edit", "") or request.POST.get("edit", "")
    if not edit.isdecimal() or len(edit) > 18:
        raise NotFound
    count = services.undo_several(actor=request.actor, edit_id=int(edit))
    words = ngettext("{n} was put back.", "{n} were put back.", count).format(n=count)
    messages.success(request, words)
    return see_other(request, resolve_url("all_work"))


@require_GET
def export_work(request: ActorRequest, kind: str) -> HttpResponse:
    """The same list, whole, as a file."""
    asked = _asked(request.GET)
    wanted, misread = asked.understood()
    if kind not in KINDS or misread is not None:
        raise NotFound
    rows = queries.exported_work(request.actor, wanted, home_id=None, order=asked.order)
    heads, cells = queries.as_table(rows, request.build_absolute_uri)
    more, own = own_fields.fields_table(rows)
    whole = ([*row, *mine] for row, mine in zip(cells, own, strict=True))
    return as_file("work", kind, [*heads, *more], whole)
