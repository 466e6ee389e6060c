"""Many changes in one request: each by its own operation, through the same door."""

import json
from collections.abc import Iterator
from typing import Any, Literal

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from ninja import Router, Status
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.accounts.services import together
from tandem.config.api.conditions import SECRET, NothingDone
from tandem.config.api.door import OPERATIONS, ROOT, named_place
from tandem.config.api.within import ask_within
from tandem.core.api_problems import answer_problem
from tandem.core.api_shapes import NAMES_ANOTHER, Answer, Body
from tandem.core.errors import BadInput
from tandem.core.words import Sentence, say

router = Router(tags=["Many at once"])

AT_MOST = 100
_SELF = "send_batch"


class BatchRow(Body):
    """One change, as it would be sent by itself."""

    method: Literal["POST", "PUT", "PATCH", "DELETE"] = Field(description="How.", examples=["PUT"])
    path: str = Field(
        max_length=500,
        pattern="^/",
        description="The address, without `/api/v1`.",
        examples=["/questions/12/answers"],
    )
    body: dict[str, Any] | None = Field(None, description="What is sent there.")
    if_match: str | None = Field(
        None,
        max_length=500,
        description="The ETag of what you read, as in the header `If-Match`.",
        examples=['"Zb3xQk0pLw8rTn5vYc2m"'],
    )


class Batch(Body):
    """Changes, carried out in this order."""

    together: bool = Field(
        default=True,
        strict=True,
        description="All of them or none; false: each by itself, with a report of each.",
    )
    requests: list[BatchRow] = Field(
        min_length=1, max_length=AT_MOST, description="At most a hundred."
    )


class RowReport(Answer):
    """What became of one change."""

    status: int = Field(description="As if it had been sent by itself.", examples=[200])
    body: dict[str, Any] | list[Any] | None = Field(
        description="What it was answered; a problem where it was refused."
    )


class BatchReport(Answer):
    """What became of each, in the order in which they were sent."""

    rows: list[RowReport] = Field(description="One for each.")


@router.post(
    "/batch",
    response={200: BatchReport, 207: BatchReport},
    operation_id=_SELF,
    summary="Make many changes at once",
    openapi_extra={NAMES_ANOTHER: True},
)
def send_batch(request: ActorRequest, batch: Batch) -> Status[Any] | HttpResponseBase:
    """Each change is judged as if it came by itself, counts as one, and may be any of this document
    but files and what tells a secret. 200: all were done. 207: some were refused. With `together`
    the first refusal takes everything back; the problem then names its row.
    """
    for number, row in enumerate(batch.requests):
        if reason := _why_not(row):
            raise BadInput(reason, field=f"requests.{number}.path")
    if not batch.together:
        rows = [_report(_asked(request, row)) for row in batch.requests]
        return Status(207 if any(row["status"] >= 400 for row in rows) else 200, {"rows": rows})
    try:
        done = together(lambda: list(_all_or_none(request, batch)), steady=False)
    except NothingDone as nothing:
        return nothing.response
    return Status(200, {"rows": done})


def _why_not(row: BatchRow) -> Sentence | None:
    """Why this can't be part of a batch; what isn't there at all is said by its own row."""
    try:
        place = named_place(resolve(f"/{ROOT}{row.path.partition('?')[0][1:]}"))
    except Http404:
        return None
    name = OPERATIONS.get((row.method, place), "").removeprefix("api:")
    if not name:
        return say("{path} isn't there for {method}.", method=row.method, path=row.path)
    if name == _SELF or name in SECRET:
        return say("Send {method} {path} by itself.", method=row.method, path=row.path)
    return None


def _asked(request: ActorRequest, row: BatchRow) -> HttpResponseBase:
    body = b"" if row.body is None else json.dumps(row.body).encode()
    more = {"HTTP_IF_MATCH": row.if_match} if row.if_match is not None else {}
    try:
        return ask_within(request, row.method, f"/{ROOT}{row.path[1:]}", body, more)
    except Http404 as nowhere:
        return answer_problem(request, nowhere)


def _report(response: HttpResponseBase) -> dict[str, Any]:
    """What was answered; words alone, as where an address is not for this method, are none."""
    content = response.content if isinstance(response, HttpResponse) else b""
    told = content if "json" in response.headers.get("Content-Type", "") else b""
    return {"status": response.status_code, "body": json.loads(told) if told else None}


def _all_or_none(request: ActorRequest, batch: Batch) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(batch.requests):
        response = _asked(request, row)
        report = _report(response)
        if report["status"] >= 400:
            raise NothingDone(_of_row(number, report["body"] or {}, response))
        yield report


def _of_row(number: int, problem: dict[str, Any], refused: HttpResponseBase) -> HttpResponse:
    """A row's own refusal, which says of which row it is."""
    told = say(
        "Row {number}: {reason} Nothing was changed.",
        number=number + 1,
        reason=Sentence(str(problem.get("detail", ""))),
    )
    field = ".".join(filter(None, ("requests", str(number), problem.get("field"))))
    content = json.dumps({**problem, "detail": str(told), "field": field})
    kind = "application/problem+json"
    response = HttpResponse(content, status=refused.status_code, content_type=kind)
    if "Retry-After" in refused.headers:
        response.headers["Retry-After"] = refused.headers["Retry-After"]
    return response
