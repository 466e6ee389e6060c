"""All work that one may see: a filter in one line, or the same by form controls; as a file, too."""

from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.views.decorators.http import require_GET

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotFound
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.core.words import Sentence
from tandem.formats.csv_table import write_csv
from tandem.work import queries
from tandem.work.rules import (
    CHOICES,
    FILTER_LIMIT,
    Misread,
    WorkFilter,
    WorkOrder,
    as_table,
    keys_explained,
    read_filter,
)
from tandem.work.views.shared import INVALID

PAGE = 25
CONTROLS = ("side", "state", "assignee", "blocked", "due")
DUE = ("late", "none")


def _asked(request: ActorRequest) -> tuple[str, WorkFilter, Sentence | None]:
    """The text as it was typed, what it says, and why it says nothing where it can't be read."""
    text = request.GET.get("q", "")[: FILTER_LIMIT + 1].replace("\0", "")
    try:
        return text, read_filter(text), None
    except Misread as misread:
        return text, WorkFilter(), misread.reason


def _order(request: ActorRequest) -> WorkOrder:
    wanted = request.GET.get("order", "")
    return WorkOrder(wanted) if wanted in set(WorkOrder) else WorkOrder.NEWEST


@require_GET
def all_work(request: ActorRequest) -> HttpResponse:
    """Work over all initiatives that fits a filter. What the form controls say becomes its text."""
    text, asked, misread = _asked(request)
    order = _order(request)
    if "set" in request.GET and misread is None:
        chosen = {key: request.GET.get(f"set_{key}", "")[:100] for key in CONTROLS}
        known = {
            key: value
            for key, value in chosen.items()
            if value in (*CHOICES.get(key, ()), "") or key == "assignee" or value in DUE
        }
        query = urlencode({"q": asked.but(known).text, "order": order.value})
        return see_other(request, f"{resolve_url('all_work')}?{query}")
    context: dict[str, object] = {
        "text": text,
        "asked": asked,
        "misread": misread,
        "order": order,
        "orders": list(WorkOrder),
        "choices": CHOICES,
        "keys": keys_explained(),
        "query": urlencode({"q": text, "order": order.value}),
        "rows": [],
        "following": None,
    }
    if misread is None:
        found = page_of(
            queries.work_fitting(request.actor, asked, order=order),
            order=queries.ORDERS[order],
            after=request.GET.get("after"),
            size=PAGE,
        )
        context["rows"] = queries.rows_by_id([item.pk for item in found.rows])
        context["following"] = found.following
    return show(request, "work/all.html", context, status=INVALID if misread else 200)


@require_GET
def export_work(request: ActorRequest, kind: str) -> HttpResponse:
    """The same list, whole, as a file."""
    _text, asked, misread = _asked(request)
    if kind not in {"csv", "json"} or misread is not None:
        raise NotFound
    rows = queries.exported_work(request.actor, asked, home_id=None, order=_order(request))
    table = as_table(rows, request.build_absolute_uri)
    response = (
        HttpResponse(write_csv(*table), content_type="text/csv; charset=utf-8")
        if kind == "csv"
        else JsonResponse({"items": [dict(zip(table[0], row, strict=True)) for row in table[1]]})
    )
    response.headers["Content-Disposition"] = f'attachment; filename="work.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response
