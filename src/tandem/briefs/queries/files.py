"""A brief's document as a file: HTML that needs nothing else, Word, Markdown."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from django.utils import translation

from tandem.core import clock
from tandem.core.pages import written
from tandem.formats.brief_document import BriefDocument, pieces_of
from tandem.formats.brief_markdown import write_brief_markdown

_NAME_LIMIT = 60
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class FileKind(StrEnum):
    """What a brief can be taken away as."""

    HTML = "html"
    DOCX = "docx"
    MARKDOWN = "markdown"

    @property
    def ending(self) -> str:
        return "md" if self is FileKind.MARKDOWN else self.value

    @property
    def media_type(self) -> str:
        return {
            FileKind.HTML: "text/html; charset=utf-8",
            FileKind.DOCX: _WORD,
            FileKind.MARKDOWN: "text/markdown; charset=utf-8",
        }[self]


@dataclass(frozen=True, slots=True)
class File:
    """What somebody takes away."""

    name: str
    media_type: str
    body: bytes


def file_of(document: BriefDocument, kind: FileKind) -> File:
    """The document as a file of a kind, with a name that every system takes."""
    return File(f"{_name_of(document)}.{kind.ending}", kind.media_type, _body(document, kind))


def _body(document: BriefDocument, kind: FileKind) -> bytes:
    if kind is FileKind.DOCX:
        from tandem.formats.brief_docx import write_brief_docx  # heavy, and rarely asked for

        return write_brief_docx(document, at=clock.now())
    if kind is FileKind.HTML:
        return _page(document).encode()
    return write_brief_markdown(pieces_of(document), document.title).encode()


def _page(document: BriefDocument) -> str:
    """A page that carries its style inside: it looks the same without us."""
    page = written(
        "briefs/document.html",
        {"document": document, "language": translation.get_language() or "en"},
    )
    return page.replace("</head>", f"<style>\n{_style()}</style>\n</head>", 1)


@lru_cache
def _style() -> str:
    return (resources.files("tandem") / "static" / "document.css").read_text("utf-8")


def _name_of(document: BriefDocument) -> str:
    """What it is and of which idea, in letters, digits and dashes: “brief-snapshot-2-days”."""
    words = re.sub(r"[\W_]+", "-", f"{document.label} {document.title}".casefold()).strip("-")
    if len(words) <= _NAME_LIMIT:
        return words
    return words[: _NAME_LIMIT + 1].rpartition("-")[0] or words[:_NAME_LIMIT]
