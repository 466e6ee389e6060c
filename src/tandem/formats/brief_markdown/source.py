"""A Markdown document as blocks of its own lines.

The parser only says where a block begins; the text of a block is always the author's lines from
there to the beginning of the next. So every line belongs to exactly one block, also those for
which the parser has no name, and nothing can get lost between two of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

_BLOCKS = MarkdownIt("commonmark").enable("table")
_BLOCKS.core.ruler.enableOnly(["normalize", "block"])
_INLINE = MarkdownIt("commonmark")

_LONG_INLINE = 2_000
"""Characters. No heading is longer; parsing on would only cost time."""

_BELOW_ALL = 7
"""The level of a line in bold that stands where a heading would: below the six real ones."""

_MARKS = frozenset("\\`*_[]<>&!~")
"""Without one of these a line is plain words and needs no parser."""

_SOFT = frozenset({"text", "em_open", "em_close", "code_inline"})
"""What a bold line may hold and still be a heading."""

Lines = list[str]


@dataclass(frozen=True)
class Heading:
    """`source` is the heading's Markdown, `title` its plain words, in one line.

    `rich`: the source says more than the words (a link's address, a picture).
    """

    level: int
    source: str
    title: str
    rich: bool


@dataclass(frozen=True)
class Block:
    """A heading, a list or anything else, with all its lines."""

    lines: Lines
    heading: Heading | None = None
    entries: tuple[Lines, ...] = ()
    """Of a list: the lines of each entry, without its bullet and indentation."""


def text_of(lines: Iterable[str]) -> str:
    """The lines without blank ones around them."""
    return "\n".join(dropwhile(_is_blank, lines)).rstrip()


def _is_blank(line: str) -> bool:
    return not line.strip()


def blocks_of(lines: Lines) -> list[Block]:
    """The document as blocks, in order; together their lines are the document."""
    tokens = _BLOCKS.parse("\n".join(lines))
    starts = [(_begin(token), index) for index, token in enumerate(tokens) if _opens(token)]
    blocks = [Block(lines[: starts[0][0] if starts else len(lines)])]
    ends = [*(begin for begin, _ in starts), len(lines)][1:]
    for (begin, index), end in zip(starts, ends, strict=True):
        blocks += _block(tokens, index, lines, begin, end)
    return [block for block in blocks if block.heading or not all(map(_is_blank, block.lines))]


def _opens(token: Token) -> bool:
    return token.level == 0 and token.nesting >= 0 and token.map is not None


def _begin(token: Token) -> int:
    return token.map[0] if token.map else 0


def _end(token: Token) -> int:
    return token.map[1] if token.map else 0


def _block(tokens: list[Token], index: int, lines: Lines, begin: int, end: int) -> Iterator[Block]:
    token = tokens[index]
    if token.type == "heading_open":
        source = tokens[index + 1].content.replace("\n", " ")
        heading = _heading(int(token.tag[1]), source)
        yield from _headed(heading, lines[begin:end], _end(token) - begin)
    elif token.type in {"bullet_list_open", "ordered_list_open"}:
        yield Block(lines[begin:end], entries=_entries(tokens, index, lines, end))
    elif token.type == "paragraph_open" and (title := _bold_heading(tokens[index + 1].content)):
        heading = Heading(_BELOW_ALL, tokens[index + 1].content, title, rich=False)
        yield from _headed(heading, lines[begin:end], _end(token) - begin)
    else:
        yield Block(lines[begin:end])


def _headed(heading: Heading, lines: Lines, length: int) -> Iterator[Block]:
    """The heading, and what the parser found no name for between it and the next block."""
    if all(map(_is_blank, lines[length:])):
        yield Block(lines, heading=heading)
    else:
        yield Block(lines[:length], heading=heading)
        yield Block(lines[length:])


def plain_words(source: str) -> str:
    """What a line of Markdown shows: its words without the marks around them."""
    return _plain(_INLINE.parseInline(source)[0].children or [])


def _heading(level: int, source: str) -> Heading:
    if _MARKS.isdisjoint(source):
        return Heading(level, source, source, rich=False)
    if len(source) > _LONG_INLINE:
        return Heading(level, source, source, rich=True)
    children = _INLINE.parseInline(source)[0].children or []
    rich = any(
        child.type == "image" or (child.type == "link_open" and child.markup != "autolink")
        for child in children
    )
    return Heading(level, source, _plain(children), rich)


def _plain(children: list[Token]) -> str:
    parts = (" " if child.type.endswith("break") else child.content for child in children)
    return "".join(parts).strip()


def _bold(source: str) -> str | None:
    """The words of a paragraph that is one bold run in one line."""
    edges = source[:2] + source[-2:]
    if edges not in {"****", "____"} or "\n" in source or not 4 < len(source) < 120:
        return None
    children = _INLINE.parseInline(source)[0].children or []
    kinds = [child.type for child in children if child.type != "text" or child.content]
    outer, inner = (kinds[:1], kinds[-1:]), kinds[1:-1]
    if outer != (["strong_open"], ["strong_close"]) or not _SOFT.issuperset(inner):
        return None
    return _plain(children)


def _bold_heading(source: str) -> str | None:
    """The words of a bold line that stands where a heading would; a whole sentence is none."""
    title = _bold(source)
    return None if title is None or title.endswith((".", "!")) else title


def _entries(tokens: list[Token], index: int, lines: Lines, end: int) -> tuple[Lines, ...]:
    begins = []
    at = index + 1
    while tokens[at].level > 0:
        if tokens[at].type == "list_item_open" and tokens[at].level == 1:
            begins.append(_begin(tokens[at]))
        at += 1
    ends = [*begins[1:], end]
    return tuple(_entry(lines[a:b]) for a, b in zip(begins, ends, strict=True))


def _entry(lines: Lines) -> Lines:
    """The lines of a list entry as they would stand outside of the list."""
    first = lines[0]
    marker = len(first) - len(first.lstrip(" \t0123456789")) + 1
    content = first[marker:].lstrip(" \t")
    begin = len(first[:marker].expandtabs(4))
    gap = len(first[: len(first) - len(content)].expandtabs(4)) - begin
    width = begin + (gap if content and gap < 5 else 1)
    return [
        _dedented(" " * (begin + gap) + content, width),
        *(_dedented(x, width) for x in lines[1:]),
    ]


def _dedented(line: str, width: int) -> str:
    """The line with up to `width` columns of indentation less; tabs reach to columns of four."""
    column = at = 0
    while column < width and line[at : at + 1] in {" ", "\t"}:
        column += 1 if line[at] == " " else 4 - column % 4
        at += 1
    return " " * max(0, column - width) + line[at:]


def bold_title(entry: Lines) -> tuple[str, Lines]:
    """The title of a list entry whose first paragraph is one bold line, and the lines below it."""
    title = _bold(entry[0].strip())
    below = entry[1:]
    if title is None or (below and below[0].strip()):
        return "", entry
    return title, below
