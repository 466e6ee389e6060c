"""A brief from Markdown, and Markdown from a brief.

`read_brief` takes any document, as people really write them, into the parts of a brief. It guesses
where each part belongs and never drops one. `write_brief_markdown` is its counterpart: what it
writes reads back as the same parts.
"""

from tandem.formats.brief_markdown.pieces import BriefDraft, Piece
from tandem.formats.brief_markdown.reading import read_brief
from tandem.formats.brief_markdown.writing import escaped, write_brief_markdown

__all__ = ["BriefDraft", "Piece", "escaped", "read_brief", "write_brief_markdown"]
