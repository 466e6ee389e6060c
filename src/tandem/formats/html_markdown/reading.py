"""From pasted HTML to Markdown.

Nothing of it is ever shown as HTML: words, headings, lists, tables, emphasis and web addresses are
taken over, all else falls away. The parser is the standard library's, which takes anything.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tandem.formats.html_markdown.looks import (
    Attributes,
    is_hidden,
    is_sign,
    level_in_word,
    looked,
)
from tandem.formats.markdown_words import PLAIN, Look, Piece, paragraph_of

LARGEST = 1_000_000
"""Characters of HTML."""

_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)<!--\s*EndFragment\s*-->", re.DOTALL)
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure", "form"}
    | {"address", "dl", "dt", "dd", "figcaption", "details", "summary", "fieldset", "body", "html"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li", "table", "tr"}
    | {"td", "th", "tbody", "thead", "tfoot", "caption", "center", "hr"}
)
_EMPTY = frozenset({"br", "hr", "img", "meta", "link", "input", "wbr", "col", "area", "base"})
_NUMBER = re.compile(r"\(?[0-9a-z]{1,4}[.)]", re.IGNORECASE)
_DEEPEST = 8
_MOST_OPEN = 400
_INDENT = " " * 4


def markdown_of_html(html: str) -> str:
    """The Markdown of what was pasted; empty where it holds no words."""
    found = _FRAGMENT.search(html)
    reader = _Reader()
    reader.feed(found[1] if found else html)
    reader.close()
    reader.end()
    return "\n".join(reader.lines).strip("\n")


@dataclass
class _Open:
    """An element that isn't closed yet."""

    tag: str
    look: Look
    hidden: bool = False


@dataclass
class _List:
    is_numbered: bool
    entry: bool = False
    """Whether the entry's sign has yet to be written."""


@dataclass
class _Table:
    rows: list[list[str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the words of a paragraph, and writes it down when the next one begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._open: list[_Open] = []
        self._pieces: list[Piece] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._quotes = 0
        self._heading = 0
        self._exact = 0
        self._in_word: tuple[int, str] | None = None
        self._after_entry = False

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - HTMLParser's
        """Word's `<![if …]>`; what begins like one and isn't is passed over like a comment."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    # What the parser tells ----------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        given = dict(attrs)
        if tag in _BLOCKS:
            self._flush()
            self._begin(tag, given)
        if tag in _EMPTY:
            self._alone(tag, given)
        elif len(self._open) < _MOST_OPEN:
            above = self._open[-1].look if self._open else PLAIN
            hidden = self._is_hidden or is_hidden(tag, given)
            kind = "sign" if is_sign(given) else tag
            self._open.append(_Open(kind, looked(above, tag, given), hidden))

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those in it that nobody closed."""
        if tag in _BLOCKS:
            self._flush()
            self._end(tag)
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag == tag or (self._open[at].tag == "sign" and tag == "span"):
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._open and self._open[-1].tag in {"sign"}:
            self._sign(data)
        elif any(one.tag == "sign" for one in self._open):
            return
        elif not self._is_hidden:
            text = data if self._exact else re.sub(r"[ \t\r\n\f\xa0]+", " ", data)
            self._pieces.append(Piece(text, self._open[-1].look if self._open else PLAIN))

    def end(self) -> None:
        """Nothing more comes."""
        self._flush()
        while self._tables:
            self._end_table()

    # What it means ------------------------------------------------------------------------------

    @property
    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1].hidden

    def _begin(self, tag: str, given: Attributes) -> None:
        level = level_in_word(given)
        self._in_word = (level, "") if level else None
        if tag in {"ul", "ol"}:
            self._lists.append(_List(tag == "ol"))
        elif tag == "li" and self._lists:
            self._lists[-1].entry = True
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._exact += 1
        elif tag[0] == "h" and tag[1:].isdigit():
            self._heading = int(tag[1])
        else:
            self._begin_in_table(tag)

    def _begin_in_table(self, tag: str) -> None:
        if tag == "table":
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in {"td", "th"} and self._tables:
            rows = self._tables[-1].rows
            if not rows:
                rows.append([])
            rows[-1].append("")

    def _end(self, tag: str) -> None:
        self._in_word = None
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
            self._after_entry = bool(self._lists)
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "pre":
            self._exact = max(0, self._exact - 1)
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag[0] == "h" and tag[1:].isdigit():
            self._heading = 0

    def _alone(self, tag: str, given: Attributes) -> None:
        if self._is_hidden:
            return
        if tag == "br":
            self._pieces.append(Piece("\n", self._open[-1].look if self._open else PLAIN))
        elif tag == "hr":
            self._write("* * *")
        elif tag == "img" and (words := " ".join((given.get("alt") or "").split())):
            self._pieces.append(Piece(words, self._open[-1].look if self._open else PLAIN))

    def _sign(self, data: str) -> None:
        if self._in_word and data.strip():
            self._in_word = (self._in_word[0], data.strip())

    # What is written ----------------------------------------------------------------------------

    def _flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        if self._exact:
            text = "".join(piece.text for piece in pieces).strip("\n")
            if text.strip():
                self._write(f"```\n{text.replace('```', '~~~')}\n```")
            return
        text = paragraph_of(_without_bold(pieces) if self._heading else pieces)
        if text:
            self._write(f"{'#' * self._heading} {text}" if self._heading else text)

    def _write(self, text: str) -> None:
        if self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
            row = self._tables[-1].rows[-1]
            row[-1] = " / ".join(filter(None, (row[-1], text.replace("\\\n", " "))))
            return
        if self._in_word or self._lists:
            self._write_entry(text)
            return
        self._after_entry = False
        self.lines += ["", *self._quoted(text.split("\n"))]

    def _write_entry(self, text: str) -> None:
        if self._in_word:
            depth, begins = self._in_word[0] - 1, True
            numbered = bool(_NUMBER.fullmatch(self._in_word[1]))
            self._in_word = None
        else:
            depth, begins = len(self._lists) - 1, self._lists[-1].entry
            numbered = self._lists[-1].is_numbered
            self._lists[-1].entry = False
        indent = _INDENT * min(depth, _DEEPEST)
        sign = "1. " if numbered else "- "
        if not begins:
            sign = " " * len(sign)
            self.lines.append("")
        elif not self._after_entry:
            self.lines.append("")
        first, *others = text.split("\n")
        rest = [f"{indent}{' ' * len(sign)}{line}" for line in others]
        self.lines += self._quoted([f"{indent}{sign}{first}", *rest])
        self._after_entry = True

    def _quoted(self, lines: list[str]) -> list[str]:
        return [f"{'> ' * min(self._quotes, _DEEPEST)}{line}" for line in lines]

    def _end_table(self) -> None:
        rows = [row for row in self._tables.pop().rows if any(row)]
        width = max((len(row) for row in rows), default=0)
        if width == 1:
            for (text,) in rows:
                self._write(text)
        elif rows and self._tables:
            self._write(" / ".join(cell for row in rows for cell in row if cell))
        elif rows:
            drawn = [_drawn([*row, *[""] * (width - len(row))]) for row in rows]
            self.lines += ["", drawn[0], f"|{' --- |' * width}", *drawn[1:]]
            self._after_entry = False


def _drawn(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _without_bold(pieces: list[Piece]) -> list[Piece]:
    """A heading is bold anyway."""
    return [Piece(piece.text, Look(link=piece.look.link)) for piece in pieces]
