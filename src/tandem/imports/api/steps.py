"""Imports: files sent, mapped, compared, started, stopped, undone."""

from typing import Annotated, Any

from ninja import File, Router
from ninja.files import UploadedFile

from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage
from tandem.core.errors import BadInput
from tandem.imports import queries, services
from tandem.imports.api import shapes
from tandem.imports.api.shapes import HomeId, ImportId
from tandem.imports.requests import receive, receive_ideas
from tandem.imports.rules.mapping import Means, Unclear, read_means
from tandem.imports.rules.report import Report

router = Router(tags=["Imports"])


def whole(request: ActorRequest, import_id: int) -> shapes.ImportWhole:
    """An import as it stands after an act."""
    it = queries.whole(request.actor, import_id)
    return shapes.ImportWhole.model_validate(
        {
            "row": it.row,
            "found": _found(it.found) if it.found else None,
            "mapping": it.means.as_json(),
            "report": _report(it.report),
            "outcome": _report(it.outcome),
        }
    )


def _found(found: dict[str, Any]) -> dict[str, Any]:
    words = found["words"]
    lists = {
        **{name: found[name] for name in ("states", "kinds", "resolutions", "links")},
        "components": words["component"],
        "labels": words["label"],
        "groups": words["group"],
    }
    counted = {
        name: [{"word": word, "count": count} for word, count in pairs]
        for name, pairs in lists.items()
    }
    return {
        **{name: found[name] for name in ("items", "open", "sums")},
        **counted,
        "people": [dict(zip(("id", "name", "count"), one, strict=True)) for one in found["people"]],
        "fields": [
            dict(zip(("word", "count", "examples"), one, strict=True))
            for one in found.get("fields", ())
        ],
        "columns": [dict(zip(("heading", "role"), one, strict=True)) for one in found["columns"]],
        "sheets": [
            dict(zip(("name", "hidden", "read"), one, strict=True))
            for one in found.get("sheets", ())
        ],
        "notes": [
            dict(zip(("sentence", "times", "places"), one, strict=True)) for one in found["notes"]
        ],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "counts": dict(report.counts),
        "lines": [
            {
                "sentence": sentence,
                "count": count,
                "leaves_out": leaving,
                "examples": [{"key": key, "more": more} for key, more in named],
            }
            for leaving in (True, False)
            for sentence, count, named in report.lines(leaving_out=leaving)
        ],
        "conflicts": [
            dict(zip(("key", "title", "fields", "work_id"), one, strict=True))
            for one in report.conflicts
        ],
    }


@router.get(
    "/imports", response=shapes.ImportPage, operation_id="list_imports", summary="Your imports"
)
def list_imports(request: ActorRequest) -> ListPage:
    """The last fifty, newest first; there is no second page."""
    return ListPage(queries.imports_of(request.actor))


@router.post(
    "/subjects/{home_id}/imports",
    response={201: shapes.ImportWhole},
    operation_id="upload_export",
    summary="Upload files of another tool",
)
def upload_export(
    request: ActorRequest,
    home_id: HomeId,
    file: Annotated[list[UploadedFile], File(description="Files of one export.")],
) -> shapes.ImportWhole:
    """Sent as multipart/form-data. They are read afterwards: ask until the state is `found`."""
    made = services.upload_export(
        actor=request.actor,
        home_id=home_id,
        files=receive(request.actor, home_id, file),
    )
    return whole(request, made.pk)


@router.post(
    "/ideas/imports",
    response={201: shapes.ImportWhole},
    operation_id="upload_ideas",
    summary="Upload files that become ideas",
)
def upload_ideas(
    request: ActorRequest,
    file: Annotated[list[UploadedFile], File(description="Files of one export, or documents.")],
) -> shapes.ImportWhole:
    """Sent as multipart/form-data: a table, a board, threads of requests, Word, Markdown. They are
    read afterwards: ask until the state is `found`.
    """
    made = services.upload_ideas(
        actor=request.actor,
        files=receive_ideas(request.actor, file),
    )
    return whole(request, made.pk)


@router.get(
    "/imports/{import_id}",
    response=shapes.ImportWhole,
    operation_id="read_import",
    summary="One import",
)
def read_import(request: ActorRequest, import_id: ImportId) -> shapes.ImportWhole:
    """What was found, what means what, how it compares, how far it is."""
    return whole(request, import_id)


@router.patch(
    "/imports/{import_id}/mapping",
    response=shapes.ImportWhole,
    operation_id="map_import",
    summary="Say what means what",
)
def map_import(
    request: ActorRequest, import_id: ImportId, change: shapes.NewMapping
) -> shapes.ImportWhole:
    """Words that aren't named stay as they are. Other columns: the files are read again."""
    means = queries.whole(request.actor, import_id).means
    services.map_import(actor=request.actor, import_id=import_id, means=_changed(means, change))
    return whole(request, import_id)


def _changed(means: Means, change: shapes.NewMapping) -> Means:
    told = means.as_json()
    given = change.model_dump(mode="json", exclude_none=True)
    for name, value in given.items():
        several = isinstance(value, dict) and name != "columns"
        told[name] = {**told[name], **value} if several else value
    try:
        return read_means(told)
    except Unclear as unclear:
        raise BadInput(unclear.reason, field=unclear.field) from unclear


@router.post(
    "/imports/{import_id}/comparison",
    response=shapes.ImportWhole,
    operation_id="compare_import",
    summary="Compare with what is here",
)
def compare_import(request: ActorRequest, import_id: ImportId) -> shapes.ImportWhole:
    """A dry run: nothing is changed. Ask until the state is `checked`."""
    services.compare_import(actor=request.actor, import_id=import_id)
    return whole(request, import_id)


@router.post(
    "/imports/{import_id}/start",
    response=shapes.ImportWhole,
    operation_id="start_import",
    summary="Take it in",
)
def start_import(request: ActorRequest, import_id: ImportId) -> shapes.ImportWhole:
    """As it was compared; stopped, it goes on. `done` and `total` tell how far it is."""
    services.start_import(actor=request.actor, import_id=import_id)
    return whole(request, import_id)


@router.post(
    "/imports/{import_id}/stop",
    response=shapes.ImportWhole,
    operation_id="stop_import",
    summary="Stop the step it is at",
)
def stop_import(request: ActorRequest, import_id: ImportId) -> shapes.ImportWhole:
    """What came in stays; `start` goes on."""
    services.stop_import(actor=request.actor, import_id=import_id)
    return whole(request, import_id)


@router.post(
    "/imports/{import_id}/undo",
    response=shapes.ImportWhole,
    operation_id="undo_import",
    summary="Undo it",
)
def undo_import(request: ActorRequest, import_id: ImportId) -> shapes.ImportWhole:
    """Work that came in new and that nobody touched since is dropped."""
    services.undo_import(actor=request.actor, import_id=import_id)
    return whole(request, import_id)
