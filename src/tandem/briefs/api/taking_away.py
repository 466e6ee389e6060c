"""A brief, or a snapshot of one, as a file, for programs."""

from typing import Annotated

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Path, Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries
from tandem.briefs.queries import File, FileKind
from tandem.core.api_shapes import PathId
from tandem.core.errors import NotFound
from tandem.initiatives.api import InitiativeId

router = Router(tags=["Briefs"])

_BRIEF = "/initiatives/{initiative_id}/brief"
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FILES = {
    "responses": {
        200: {
            "description": "The file.",
            "content": {kind.media_type.partition(";")[0]: _BINARY for kind in FileKind},
        }
    }
}

Kind = Annotated[FileKind, Query(description="What kind of file.", examples=["docx"])]
SnapshotNumber = Annotated[PathId, Path(description="The snapshot's number.")]


@router.get(
    _BRIEF + "/file",
    operation_id="read_brief_file",
    summary="The brief as a file",
    openapi_extra=_FILES,
)
def read_brief_file(request: ActorRequest, initiative_id: InitiativeId, kind: Kind) -> HttpResponse:
    """As it is now: HTML that needs nothing else, Word, or Markdown that a brief can begin with."""
    return _answer(queries.file_of(queries.brief_document(request.actor, initiative_id), kind))


@router.get(
    _BRIEF + "/snapshots/{number}/file",
    operation_id="read_snapshot_file",
    summary="A snapshot as a file",
    openapi_extra=_FILES,
)
def read_snapshot_file(
    request: ActorRequest, initiative_id: InitiativeId, number: SnapshotNumber, kind: Kind
) -> HttpResponse:
    """The exact content that somebody played back or signed, with who said what of it."""
    document = queries.snapshot_document(request.actor, initiative_id, number)
    return _answer(queries.file_of(document, kind))


@router.get(
    _BRIEF + "/signed-chain",
    response={200: dict[str, object]},
    operation_id="read_signed_chain",
    summary="What was signed, to be checked without us",
)
def read_signed_chain(request: ActorRequest, initiative_id: InitiativeId) -> HttpResponse:
    """Each statement with the exact texts it was about, as a chain; to the byte what
    `verify.py` checks. The format is in docs/signed-chain.md. 404 before anybody spoke.
    """
    chain = queries.signed_chain_of(request.actor, initiative_id)
    if chain is None:
        raise NotFound
    return _answer(queries.chain_text_of(chain))


def _answer(file: File) -> HttpResponse:
    response = HttpResponse(file.body, content_type=file.media_type)
    named = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Disposition"] = named or "attachment"
    return response
