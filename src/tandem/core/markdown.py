"""Markdown that people write, as HTML that is safe to show.

Two locks: the parser never passes HTML through, and whatever it makes is cut down to a short list
of elements. Text is stored as it was written and rendered when it is shown.
"""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

# Embeddings, overrides and isolates can make a line read differently from what it says. The plain
# direction marks stay: right-to-left text needs them.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")

_TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "a", "ul", "ol", "li"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_TOP = 3
_BOXES = {"[ ]": "☐", "[x]": "☑", "[X]": "☑"}

# A picture from elsewhere would be blocked by the content policy and tell its host who reads.
_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_parser.disable("image")


KEPT = 1024
SHORT = 4_000
"""Characters. Texts up to here are kept rendered: at most about 8 MB of them in a process."""


def render(source: str) -> Markup:
    """The HTML of `source`. Headings start at h3: the page has its own h1 and h2."""
    return _kept(source) if len(source) <= SHORT else _html(source)


@lru_cache(maxsize=KEPT)
def _kept(source: str) -> Markup:
    return _html(source)


def _html(source: str) -> Markup:
    tokens = _parser.parse(_REORDERING.sub("", source).replace("\0", "\ufffd"))
    for place, token in enumerate(tokens):
        _lower_heading(token)
        if place > 1 and tokens[place - 2].type == "list_item_open":
            _draw_box(token)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(clean)  # noqa: S704 - the line above is what makes it safe


def _lower_heading(token: Token) -> None:
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(6, int(token.tag[1]) + _TOP - 1)}"


def _draw_box(token: Token) -> None:
    """Show "[x]" at the start of a list entry as the ticked box that it means."""
    first = token.children[0] if token.children else None
    for mark, box in _BOXES.items():
        if first is not None and first.type == "text" and first.content.startswith(f"{mark} "):
            first.content = f"{box} {first.content[len(mark) + 1 :]}"
