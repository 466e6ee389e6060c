"""Take a brief away: on paper, or as a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries
from tandem.briefs.queries import File, FileKind
from tandem.briefs.views.shared import url_of
from tandem.core.errors import NotFound
from tandem.core.pages import show
from tandem.formats.brief_document import BriefDocument
from tandem.initiatives.queries import heading_visible_to


@require_GET
def print_brief(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The brief as it is now, made for paper."""
    document = queries.brief_document(request.actor, initiative_id)
    return _on_paper(request, document, url_of(initiative_id))


@require_GET
def print_snapshot(request: ActorRequest, initiative_id: int, number: int) -> HttpResponse:
    """A past content, made for paper."""
    document = queries.snapshot_document(request.actor, initiative_id, number)
    return _on_paper(request, document, f"{url_of(initiative_id)}snapshots/{number}/")


@require_GET
def brief_file(request: ActorRequest, initiative_id: int, kind: str) -> HttpResponse:
    """The brief as it is now, as a file."""
    return _as_file(queries.brief_document(request.actor, initiative_id), kind)


@require_GET
def snapshot_file(
    request: ActorRequest, initiative_id: int, number: int, kind: str
) -> HttpResponse:
    """A past content, as a file."""
    return _as_file(queries.snapshot_document(request.actor, initiative_id, number), kind)


@require_GET
def signed_chain(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What was signed so far, how it holds together, and how anybody can check it."""
    context = {
        "row": heading_visible_to(request.actor, initiative_id),
        "url_of_brief": url_of(initiative_id),
        "chain": queries.signed_chain_of(request.actor, initiative_id),
        "said": queries.whole(request.actor, initiative_id).statements,
    }
    return show(request, "briefs/signed_chain.html", context)


@require_GET
def signed_chain_file(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """The signed chain with its verifier."""
    chain = queries.signed_chain_of(request.actor, initiative_id)
    if chain is None:
        raise NotFound
    return _handed_over(queries.chain_file_of(chain))


def _on_paper(request: ActorRequest, document: BriefDocument, back: str) -> HttpResponse:
    language = getattr(request, "LANGUAGE_CODE", "en")
    context = {"document": document, "language": language, "back": back}
    return show(request, "briefs/document.html", context)


def _as_file(document: BriefDocument, kind: str) -> HttpResponse:
    if kind not in set(FileKind):
        raise NotFound
    return _handed_over(queries.file_of(document, FileKind(kind)))


def _handed_over(file: File) -> HttpResponse:
    response = HttpResponse(file.body, content_type=file.media_type)
    named = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Disposition"] = named or "attachment"
    return response
