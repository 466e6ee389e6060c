"""HTML from a clipboard as Markdown: what Word, Docs and web pages hand over when one copies."""

from tandem.formats.html_markdown.reading import LARGEST, markdown_of_html

__all__ = ["LARGEST", "markdown_of_html"]
