"""A document as an item: a brief or a template somebody wrote, in Markdown or Word.

Its first heading is what it is called, its whole text what it says. Sections whose heading asks
something that is asked about every idea stand by themselves as well.
"""

import re
from typing import IO

from tandem.formats.plain_text import UnusableText
from tandem.formats.trackers.export import Item
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.unreadable import UnreadableExport

LARGEST = 10_000_000
_FRONT = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^(?:title|name)\s*:\s*(.+)$", re.M | re.I)
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$", re.M)
_BEGINS = re.compile(
    r"\A(?:---\s*\n.{0,3000}?\n---\s*\n|#{1,6}\s+\S|[^\n]{1,200}\n(?:=+|-+)\s*\n)", re.DOTALL
)
_TITLED = re.compile(r"\A[^\n,;\t|]{3,200}\n[ \t]*\n")
_MARKDOWN = re.compile(r"^(?:#{1,6}|[-*]) \S", re.M)
_MARKS = re.compile(r"[*_`\[\]]|\(https?://[^)]*\)")
_SECTION_LIMIT = 4_000
_MOST_SECTIONS = 40


def begins_like_document(head: str) -> bool:
    """Whether a text begins as Markdown does: with a heading, or with what stands in front."""
    titled = _TITLED.match(head) and _MARKDOWN.search(head)
    return bool(_BEGINS.match(head) or titled)


def items_of_word(file: IO[bytes], gathered: Gathered) -> list[Item]:
    """A Word document. Raises UnreadableExport."""
    from tandem.formats.docx_markdown import read_docx  # heavy, and rarely asked for

    body = file.read(LARGEST + 1)
    try:
        read = read_docx(body)
    except UnusableText as error:
        raise UnreadableExport(str(error)) from error
    return items_of_markdown(read.markdown, gathered)


def items_of_markdown(text: str, gathered: Gathered) -> list[Item]:
    """A Markdown document."""
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    headings = list(_HEADING.finditer(body))
    told = _TITLE.search(front[1]) if front else None
    first = headings[0][2] if headings else _first_line(body)
    title = _plain(first if not told else told[1].strip(" \"'"))
    if not title or not body.strip():
        raise UnreadableExport("This document has no heading, or nothing below it.")
    return [
        Item(
            key=f"document {title}"[:100],
            title=title[:1000],
            description=body.strip()[:100_000] if gathered.texts else "",
            kind="Document",
            custom=tuple(_sections(body, headings)) if gathered.texts else (),
        )
    ]


def _sections(body: str, headings: list[re.Match[str]]) -> list[tuple[str, str]]:
    found = []
    for at, one in enumerate(headings[:_MOST_SECTIONS]):
        end = headings[at + 1].start() if at + 1 < len(headings) else len(body)
        text = body[one.end() : end].strip()
        if text and (at or len(one[1]) > 1):
            found.append((_plain(one[2])[:100], text[:_SECTION_LIMIT]))
    return found


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _plain(heading: str) -> str:
    return " ".join(_MARKS.sub("", heading).split()).strip(" :–-")
