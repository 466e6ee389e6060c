"""A Word file as Markdown, so that a brief can begin with it like with any other document."""

from tandem.formats.docx_markdown.reading import DocxText, read_docx

__all__ = ["DocxText", "read_docx"]
