"""Words that look some way (bold, a link) as one paragraph of Markdown that shows exactly them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from tandem.formats.brief_markdown import escaped

_SPECIAL = frozenset("\\`*_[]<")
_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Look:
    """How words look, as far as Markdown says it."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


PLAIN = Look()


@dataclass(frozen=True)
class Piece:
    """Words of one look; a line break is "\\n"."""

    text: str
    look: Look = PLAIN


def paragraph_of(pieces: Iterable[Piece]) -> str:
    """One paragraph as Markdown; line breaks in it stay."""
    joined = [
        Piece("".join(piece.text for piece in group), look)
        for look, group in groupby(pieces, key=lambda piece: piece.look)
    ]
    if all(piece.look == PLAIN for piece in joined):
        return _plain("".join(piece.text for piece in joined))
    marked = [_marked(piece, *_around(joined, at)) for at, piece in enumerate(joined)]
    lines = (" ".join(line.split()) for line in "".join(marked).split("\n"))
    return "\\\n".join(_safe_begin(line) for line in lines if line)


def line_of(words: str) -> str:
    """Plain words in one line, as Markdown that shows exactly them."""
    return paragraph_of([Piece(" ".join(words.split()))])


def _plain(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\\\n".join(_safe_begin(escaped(line)) for line in lines if line)


def _around(pieces: list[Piece], at: int) -> tuple[str, str]:
    before = pieces[at - 1].text[-1:] if at else ""
    after = pieces[at + 1].text[:1] if at + 1 < len(pieces) else ""
    return before, after


def _marked(piece: Piece, before: str, after: str) -> str:
    """The words with their marks; where Markdown would not read the marks as such, without."""
    text = piece.text
    inner = text.strip()
    if not inner:
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    opens = bool(lead) or not before.isalnum() or inner[0].isalnum()
    closes = bool(tail) or not after.isalnum() or inner[-1].isalnum()
    may = opens and closes and "\n" not in inner
    shown = _with_marks(inner, piece.look) if may else _safe(inner)
    return f"{lead}{_linked(shown, piece.look)}{tail}"


def _safe(text: str) -> str:
    return "".join("\\" + sign if sign in _SPECIAL else sign for sign in text)


def _with_marks(inner: str, look: Look) -> str:
    text = f"`{inner}`" if look.code and "`" not in inner else _safe(inner)
    for is_so, mark in ((look.struck, "~~"), (look.italic, "*"), (look.bold, "**")):
        text = f"{mark}{text}{mark}" if is_so else text
    return text


def _linked(text: str, look: Look) -> str:
    good = look.link.startswith(_SCHEMES) and not set(look.link) & set(" <>()\\\n")
    return f"[{text}]({look.link})" if good else text


def _safe_begin(line: str) -> str:
    """A line that begins like a heading or a list is none."""
    begin, space, rest = line.partition(" ")
    if space and begin[:-1].isdigit() and begin[-1] in ".)":
        return f"{begin[:-1]}\\{begin[-1]} {rest}"
    is_mark = line[:1] in {"#", ">", "|", "="} or begin in {"+", "-"} or line[:3] == "---"
    return f"\\{line}" if is_mark else line
