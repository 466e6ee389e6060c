"""Descriptions and comments as Markdown: from Jira's wiki words, its documents, and HTML.

Sources: Atlassian, “Text formatting notation” and “Atlassian Document Format”. What has no place
in Markdown (colours, panels) leaves its text.
"""

import re
from collections.abc import Iterator
from typing import Any

from tandem.formats.html_markdown import LARGEST, markdown_of_html
from tandem.formats.trackers.values import inner, objects, text_of

LONGEST = 100_000
_DEEPEST = 40
_RULES = (
    (re.compile(r"^h([1-6])\.[ \t]+", re.MULTILINE), lambda found: "#" * int(found[1]) + " "),
    (re.compile(r"^bq\.[ \t]+", re.MULTILINE), "> "),
    (re.compile(r"^([*#]{1,6})[ \t]+", re.MULTILINE), lambda found: _bullet(found[1])),
    (re.compile(r"\[([^\]|\n]{1,500})\|([^\]|\s]{1,2000})(?:\|[^\]\n]*)?\]"), r"[\1](\2)"),
    (re.compile(r"\[(https?://[^\]\s]{1,2000})\]"), r"<\1>"),
    (re.compile(r"\[~(?:accountid:)?([^\]\s]{1,100})\]"), r"@\1"),
    (re.compile(r"\{\{([^}\n]{1,500})\}\}"), r"`\1`"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,500}?)(?<=\S)_(?![\w_])"), r"*\1*"),
    (re.compile(r"\{(?:color|panel|section|column)(?::[^}\n]{0,200})?\}"), ""),
    (re.compile(r"!([^!\s|]{1,300})(?:\|[^!\n]{0,200})?!"), r"(picture: \1)"),
)
_CODE = re.compile(r"\{(code|noformat)(?::[^}\n]{0,200})?\}")


def _bullet(marks: str) -> str:
    return "  " * (len(marks) - 1) + ("1. " if marks[-1] == "#" else "- ")


def markdown_of_wiki(text: str) -> str:
    """Jira's wiki notation as Markdown; code stays as it is."""
    pieces = _CODE.split(_short(text))
    told: list[str] = []
    code = False
    for place, piece in enumerate(pieces):
        if place % 2:  # the word of a fence
            code = not code
            told.append("\n```\n")
        else:
            told.append(piece.strip("\n") if code else _of_line(piece))
    return "".join(told).strip() + ("\n```" if code else "")


def _of_line(text: str) -> str:
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


def _short(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n\n(cut here)"


def markdown_of_page(html: str) -> str:
    """HTML as Markdown; what is too large for that stays as its text."""
    if len(html) > LARGEST:
        return _short(re.sub(r"<[^<>]{0,2000}>", " ", html))
    return markdown_of_html(html)


def markdown_of(value: Any) -> str:
    """A description as Jira gives it: a text in its notation, or a document."""
    if isinstance(value, dict):
        return _short("".join(_document(value, 0)).strip())
    return markdown_of_wiki(text_of(value))


def _document(node: dict[str, Any], deep: int) -> Iterator[str]:
    """The text of a node and what is in it, in Markdown."""
    if deep > _DEEPEST:
        return
    kind = text_of(node.get("type"))
    if kind == "text":
        yield _marked(text_of(node.get("text")), node)
    elif kind == "hardBreak":
        yield "\n"
    elif kind in {"mention", "emoji", "inlineCard"}:
        said = inner(node, "attrs")
        yield (
            text_of(said.get("text")) or text_of(said.get("shortName")) or text_of(said.get("url"))
        )
    else:
        within = "".join(
            part for one in objects(node.get("content")) for part in _document(one, deep + 1)
        )
        yield _block(kind, within, node)


def _block(kind: str, within: str, node: dict[str, Any]) -> str:
    if kind == "heading":
        level = inner(node, "attrs").get("level")
        times = level if isinstance(level, int) and 1 <= level <= 6 else 2
        return f"{'#' * times} {within}\n\n"
    if kind == "codeBlock":
        return f"```\n{within}\n```\n\n"
    if kind == "listItem":
        return f"- {within.strip()}\n"
    if kind == "blockquote":
        return "".join(f"> {line}\n" for line in within.strip().splitlines()) + "\n"
    if kind in {"paragraph", "bulletList", "orderedList", "tableRow", "panel"}:
        return f"{within}\n" if kind == "tableRow" else f"{within}\n\n"
    return within


def _marked(text: str, node: dict[str, Any]) -> str:
    for mark in objects(node.get("marks")):
        if mark.get("type") == "link":
            text = f"[{text}]({text_of(inner(mark, 'attrs').get('href'))})"
        elif sign := {"strong": "**", "em": "*", "code": "`"}.get(text_of(mark.get("type"))):
            text = f"{sign}{text}{sign}"
    return text
