"""What the pages of hours share."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

from tandem.core.errors import NotFound
from tandem.formats.csv_table import write_csv

INVALID = 422


def inside(address: str) -> str:
    """The address, if it is one of ours; else nothing."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address[:300] if ours else ""


def day_of(text: str, other: date) -> date:
    """The day that an address names, or another."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return other
    return found if date(2000, 1, 3) <= found <= date(2100, 1, 1) else other


def as_file(
    name: str, kind: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> HttpResponse:
    """A table to take away, as CSV or JSON. NotFound for anything else."""
    if kind not in {"csv", "json"}:
        raise NotFound
    response = (
        HttpResponse(write_csv(heads, rows), content_type="text/csv; charset=utf-8")
        if kind == "csv"
        else JsonResponse({"items": [dict(zip(heads, row, strict=True)) for row in rows]})
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response
