"""A brief as a Word document, with Word's own styles, so that it can be worked on there."""

from tandem.formats.brief_docx.writing import write_brief_docx

__all__ = ["write_brief_docx"]
