"""All work that one may see: a filter in one line, or the same by form controls; as a file, too."""

from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.core.words import Sentence
from tandem.formats.csv_table import write_csv
from tandem.work import queries, services
from tandem.work.forms import SeveralForm
from tandem.work.rules import (
    BULK_AT_MOST,
    CHOICES,
    FILTER_LIMIT,
    Misread,
    WorkFilter,
    WorkOrder,
    keys_explained,
    read_filter,
)
from tandem.work.views.shared import INVALID

if TYPE_CHECKING:
    from django.http import QueryDict

    from tandem.work.services.several import BulkChanges

PAGE = 25
CONTROLS = ("side", "state", "assignee", "blocked", "due")
DUE = ("late", "none")


def _asked(sent: "QueryDict") -> tuple[str, WorkFilter, Sentence | None]:
    """The text as it was typed, what it says, and why it says nothing where it can't be read."""
    text = sent.get("q", "")[: FILTER_LIMIT + 1].replace("\0", "")
    try:
        return text, read_filter(text), None
    except Misread as misread:
        return text, WorkFilter(), misread.reason


def _query(sent: "QueryDict") -> str:
    """The list again, as it was asked for."""
    return urlencode({"q": sent.get("q", "")[:FILTER_LIMIT], "order": _order(sent).value})


def _order(sent: "QueryDict") -> WorkOrder:
    wanted = sent.get("order", "")
    return WorkOrder(wanted) if wanted in set(WorkOrder) else WorkOrder.NEWEST


@require_GET
def all_work(request: ActorRequest) -> HttpResponse:
    """Work over all initiatives that fits a filter. What the form controls say becomes its text."""
    _text, asked, misread = _asked(request.GET)
    order = _order(request.GET)
    if "set" in request.GET and misread is None:
        chosen = {key: request.GET.get(f"set_{key}", "")[:100] for key in CONTROLS}
        known = {
            key: value
            for key, value in chosen.items()
            if value in (*CHOICES.get(key, ()), "") or key == "assignee" or value in DUE
        }
        query = urlencode({"q": asked.but(known).text, "order": order.value})
        return see_other(request, f"{resolve_url('all_work')}?{query}")
    return _page(request, request.GET, SeveralForm(), frozenset())


def _page(
    request: ActorRequest, sent: "QueryDict", form: SeveralForm, chosen: frozenset[int]
) -> HttpResponse:
    text, asked, misread = _asked(sent)
    order, refused = _order(sent), bool(form.errors)
    context: dict[str, object] = {
        "form": form,
        "chosen": chosen,
        "may": request.actor.may_take_part,
        "most": BULK_AT_MOST,
        "text": text,
        "asked": asked,
        "misread": misread,
        "order": order,
        "orders": list(WorkOrder),
        "choices": CHOICES,
        "keys": keys_explained(),
        "query": _query(sent),
        "rows": [],
        "following": None,
    }
    if misread is None:
        found = page_of(
            queries.work_fitting(request.actor, asked, order=order),
            order=queries.ORDERS[order],
            after=sent.get("after"),
            size=PAGE,
        )
        context["rows"] = queries.rows_by_id([item.pk for item in found.rows])
        context["following"] = found.following
    return show(request, "work/all.html", context, status=INVALID if misread or refused else 200)


@require_POST
def change_several(request: ActorRequest) -> HttpResponse:
    """Change those that were chosen, or all that fit; else the list with what was chosen."""
    form = SeveralForm(request.POST)
    _text, asked, misread = _asked(request.POST)
    chosen = [int(one) for one in request.POST.getlist("work") if one.isdecimal() and len(one) < 19]
    if form.is_valid():
        if "all" in request.POST and misread is None:
            fitting = queries.work_fitting(request.actor, asked, order=_order(request.POST))
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
            return see_other(request, f"{resolve_url('all_work')}?{_query(request.POST)}")
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
    _text, asked, misread = _asked(request.GET)
    if kind not in {"csv", "json"} or misread is not None:
        raise NotFound
    rows = queries.exported_work(request.actor, asked, home_id=None, order=_order(request.GET))
    table = queries.as_table(rows, request.build_absolute_uri)
    response = (
        HttpResponse(write_csv(*table), content_type="text/csv; charset=utf-8")
        if kind == "csv"
        else JsonResponse({"items": [dict(zip(table[0], row, strict=True)) for row in table[1]]})
    )
    response.headers["Content-Disposition"] = f'attachment; filename="work.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response
