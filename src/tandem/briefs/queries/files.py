"""A brief's document as a file: HTML that needs nothing else, Word, Markdown."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from django.utils import translation

from tandem.briefs.queries.chain import Chain
from tandem.core import clock
from tandem.core.pages import translated, written
from tandem.core.words import say
from tandem.formats.brief_document import BriefDocument, pieces_of
from tandem.formats.brief_markdown import write_brief_markdown
from tandem.formats.signed_chain import zipped
from tandem.formats.signed_chain.verify import FILE, as_text

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
    name = _name_of(document.label, document.title)
    return File(f"{name}.{kind.ending}", kind.media_type, _body(document, kind))


def chain_file_of(chain: Chain) -> File:
    """The signed chain with the program that checks it, in a zip."""
    sentence = str(chain.written["initiative"]["sentence"])
    body = zipped(chain.written, translated(_READ_ME))
    return File(f"{_name_of('signed', sentence)}.zip", "application/zip", body)


def chain_text_of(chain: Chain) -> File:
    """The signed chain alone."""
    return File(FILE, "application/json", as_text(chain.written).encode())


_READ_ME = say(
    "This is what two sides signed in Tandem: every text to the letter, who said what of it and "
    "when, and the record of what happened.\n\n"
    "To check that nothing in it was changed (any computer with Python 3.8 or newer):\n\n"
    "    python verify.py signed-chain.json\n\n"
    "It says in plain words what it found. At the end it prints one long fingerprint. Compare it "
    "with the one in Tandem, or on a signed brief that was printed before.\n\n"
    "You need not trust the verify.py of this file: it is part of Tandem's source, and the format "
    "is written down there in docs/signed-chain.md.\n"
)


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


def _name_of(*words: str) -> str:
    """What it is and of which idea, in letters, digits and dashes: “brief-snapshot-2-days”."""
    name = re.sub(r"[\W_]+", "-", " ".join(words).casefold()).strip("-")
    if len(name) <= _NAME_LIMIT:
        return name
    return name[: _NAME_LIMIT + 1].rpartition("-")[0] or name[:_NAME_LIMIT]
