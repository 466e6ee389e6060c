"""From the parts of a brief to a document that people like to read."""

from collections.abc import Iterable, Iterator, Sequence

from tandem.formats.brief_markdown import exact
from tandem.formats.brief_markdown.pieces import PRIORITY_NAMES, SECTION_NAMES, Piece
from tandem.formats.brief_markdown.reading import read_brief
from tandem.formats.brief_markdown.source import Lines, plain_words

_SPECIAL = frozenset("\\`*_[]<&!~")
_ENTRY_KINDS = frozenset({"requirement", "metric"})


def write_brief_markdown(pieces: Iterable[Piece], title: str | None) -> str:
    """Markdown that `read_brief` reads as the same pieces under the same title.

    Plain Markdown where that is enough, else with every part between two comments that keep it
    exact (see `exact`). Pieces are expected as `read_brief` gives them: titles of one line, known
    sections and kinds, a priority on requirements only.
    """
    parts = tuple(pieces)
    plain = "\n".join(_Plain(parts, title).lines).strip("\n") + "\n"
    draft = read_brief(plain)
    if draft.pieces == parts and draft.title == (title or None):
        return plain
    return "\n".join(_exact_lines(parts, title)).strip("\n") + "\n"


class _Plain:
    """Headings for sections and titles, list entries for requirements and metrics."""

    def __init__(self, pieces: Sequence[Piece], title: str | None) -> None:
        self.lines: Lines = []
        self._below = ""
        """The section that a heading or entry written now would belong to."""
        self._priority = ""
        if title:
            self.lines += [f"# {escaped(title)}", ""]
        for piece in pieces:
            self._write(piece)

    def _write(self, piece: Piece) -> None:
        if piece.kind in _ENTRY_KINDS:
            self._write_entry(piece)
        elif piece.kind == "use_case" and not piece.title:
            self._open_section(piece.section, anew=self._below != "use_cases entries")
            self._below = "use_cases entries"
            self.lines += [*_entry(piece), ""]
        else:
            self._write_text(piece)

    def _write_entry(self, piece: Piece) -> None:
        self._open_section(piece.section)
        if piece.priority and piece.priority != self._priority:
            self.lines += [f"### {PRIORITY_NAMES[piece.priority]}", ""]
            self._priority = piece.priority
        self.lines += [*_entry(piece), ""]

    def _write_text(self, piece: Piece) -> None:
        if piece.section == "use_cases" and piece.kind == "text" and piece.title:
            self.lines += [f"## {escaped(piece.title)}", ""]
            self._below = piece.section
        else:
            self._open_section(piece.section, anew=not piece.title)
            if piece.title:
                self.lines += [f"### {escaped(piece.title)}", ""]
        self._priority = ""
        if piece.text:
            self.lines += [*piece.text.split("\n"), ""]

    def _open_section(self, section: str, *, anew: bool = False) -> None:
        if anew or section != self._below:
            self.lines += [f"## {SECTION_NAMES[section]}", ""]
            self._below, self._priority = section, ""


def _entry(piece: Piece) -> Iterator[str]:
    lines = piece.text.split("\n") if piece.text else []
    if piece.title:
        lines = [f"**{escaped(piece.title)}**", *(["", *lines] if lines else [])]
    for number, line in enumerate(lines):
        yield ("  " + line if number else "- " + line) if line else ""


def _exact_lines(pieces: Sequence[Piece], title: str | None) -> Iterator[str]:
    if title:
        yield from (*exact.written_title(title), "")
    section = ""
    for piece in pieces:
        yield from (*exact.written(piece, with_section=piece.section != section), "")
        section = piece.section


def escaped(title: str) -> str:
    """The title as Markdown that shows exactly its characters, with no needless backslash."""
    if title[:1].isalpha() and title[-1:] != "#" and plain_words(title) == title:
        return title
    safe = "".join("\\" + character if character in _SPECIAL else character for character in title)
    if safe[-1:] == "#" and len(safe) > 1:
        safe = f"{safe[:-1]}\\#"
    number, dot, rest = safe.partition(".")
    if number.isdigit() and dot:
        return f"{number}\\.{rest}"
    return f"\\{safe}" if safe[:1] in set("#+-=>|:)") else safe
