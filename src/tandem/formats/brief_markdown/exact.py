"""Parts that are written down exactly, between two comments that no reader of the page sees.

Most briefs need none of this: their Markdown says by itself what each part is. Where a text would
be read differently (a heading inside a part, a fence that is never closed), the writer puts each
part between an opening comment, which names section, kind and priority, and a closing one. All
lines between them are taken as they are. What somebody adds outside of them is read as usual.

The first line of a part may be the heading of its section, then comes its title:

    <!-- tandem: requirements requirement must section titled -->
    ## What it must do
    ### The title
    (an empty line)
    The text.
    <!-- /tandem -->
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tandem.formats.brief_markdown.pieces import KINDS, PRIORITY_NAMES, SECTION_NAMES, Piece
from tandem.formats.brief_markdown.source import Lines

_OPEN, _SHUT, _CLOSE = "<!-- tandem: ", " -->", "<!-- /tandem -->"
_TITLE = "title"
_UNSAID = "-"


@dataclass(frozen=True)
class Title:
    """The title of the whole document."""

    title: str


def chunks_of(lines: Lines) -> Iterator[Piece | Title | Lines]:
    """The exact parts of a document, and the lines around them for the usual reading."""
    around: Lines = []
    at = 0
    while at < len(lines):
        words = _words(lines[at])
        end = _closing(lines, at) if words else 0
        if words and end:
            if around:
                yield around
            around = []
            yield _read(words, [_unescaped(line) for line in lines[at + 1 : end]])
            at = end + 1
        else:
            around.append(lines[at])
            at += 1
    if around:
        yield around


def written(piece: Piece, *, with_section: bool) -> Lines:
    """The lines of one exact part; `with_section` puts the heading of its section on top."""
    words = [piece.section, piece.kind, piece.priority or _UNSAID]
    body: Lines = []
    if with_section:
        words.append("section")
        body += [f"## {SECTION_NAMES[piece.section]}"]
    if piece.title:
        words.append("titled")
        body += [f"### {piece.title}", ""]
    return _wrapped(words, body + piece.text.split("\n"))


def written_title(title: str) -> Lines:
    """The document's title, marked so that it comes back as one."""
    return _wrapped([_TITLE], [f"# {title}"])


def _wrapped(words: list[str], body: Lines) -> Lines:
    return [_OPEN + " ".join(words) + _SHUT, *map(_escaped, body), _CLOSE]


def _words(line: str) -> list[str] | None:
    """The words of an opening comment, if this line is one that can be understood."""
    if not (line.startswith(_OPEN) and line.endswith(_SHUT)):
        return None
    words = line[len(_OPEN) : -len(_SHUT)].split(" ")
    if words == [_TITLE]:
        return words
    section, kind, priority, *flags = [*words, "", ""] if len(words) < 3 else words
    known = section in SECTION_NAMES and kind in KINDS
    fits = (priority in PRIORITY_NAMES) if kind == "requirement" else priority == _UNSAID
    return words if known and fits and {"section", "titled"}.issuperset(flags) else None


def _closing(lines: Lines, opening: int) -> int:
    """The line that closes the part, or 0 where another one opens before or nothing closes."""
    for at in range(opening + 1, len(lines)):
        if lines[at] == _CLOSE:
            return at
        if _words(lines[at]):
            return 0
    return 0


def _read(words: list[str], body: Lines) -> Piece | Title:
    """The part; where somebody edited its first lines, they are text."""
    if words == [_TITLE]:
        return Title(" ".join(body).removeprefix("# "))
    section, kind, priority, *flags = words
    if "section" in flags and body[:1] == [f"## {SECTION_NAMES[section]}"]:
        body = body[1:]
    title = ""
    if "titled" in flags and body[1:2] == [""] and body[0].startswith("### "):
        title, body = body[0].removeprefix("### "), body[2:]
    return Piece(section, kind, title, "\n".join(body), None if priority == _UNSAID else priority)


def _escaped(line: str) -> str:
    return "\\" + line if _looks_like_mark(line) else line


def _unescaped(line: str) -> str:
    return line[1:] if line.startswith("\\") and _looks_like_mark(line) else line


def _looks_like_mark(line: str) -> bool:
    bare = line.lstrip("\\")
    return bare == _CLOSE or bare.startswith(_OPEN)
