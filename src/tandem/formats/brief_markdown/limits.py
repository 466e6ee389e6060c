"""No part of a brief is longer than a person can edit; what is longer becomes several parts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tandem.formats.brief_markdown.pieces import Piece

LONGEST_TITLE = 300
"""Characters. A longer heading becomes text, with its first words as the title."""

LONGEST_TEXT = 20_000
"""Characters of one part."""

_CUT_TITLE = 120


def cut_title(title: str) -> str:
    """The title, or the first words of one that is too long."""
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:_CUT_TITLE].rpartition(" ")[0].rstrip() + "…"


def cut_long_pieces(pieces: Iterable[Piece], notes: list[str]) -> list[Piece]:
    """The pieces, with what is too long cut where the text pauses; a note says how often."""
    cut: list[Piece] = []
    long = 0
    for piece in pieces:
        first, *others = _parts(piece.text)
        cut.append(replace(piece, text=first))
        cut += [Piece(piece.section, "text", "", text) for text in others]
        long += bool(others)
    if long == 1:
        notes.append(f"1 part longer than {LONGEST_TEXT:,} characters was cut into several.")
    elif long:
        notes.append(f"{long} parts longer than {LONGEST_TEXT:,} characters were cut into several.")
    return cut


def _parts(text: str) -> Iterator[str]:
    """The text in parts that are short enough, cut at paragraphs, else at lines, else anywhere."""
    at = 0
    while len(text) - at > LONGEST_TEXT:
        end = at + LONGEST_TEXT
        breaks = (text.rfind("\n\n", at + 1, end), text.rfind("\n", at + 1, end), end)
        stop = next(place for place in breaks if place > 0)
        yield text[at:stop]
        at = stop
        while text[at : at + 1] == "\n":
            at += 1
    yield text[at:]
