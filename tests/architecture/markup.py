"""A template as a browser would get it: its HTML without what Jinja does.

What stands in `{% trans %}` is marked for translation and is left out, and so is every value. What
is left is what somebody wrote into the page by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from jinja2 import Environment, nodes

from tandem.config.jinja import environment

VALUE = "\ue000"
"""Stands where a value will stand."""


_TYPED = {"code", "kbd"}
"""What stands in them is typed into a terminal, in every language the same."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element's start, with its attributes as they are written."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    line: int

    def says(self, name: str) -> str:
        return dict(self.attributes).get(name, "")


@dataclass(slots=True)
class _Reader(HTMLParser):
    tags: list[Tag] = field(default_factory=list)
    texts: list[tuple[str, int]] = field(default_factory=list)
    typed: int = 0

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = tuple((name, value or "") for name, value in attrs)
        self.tags.append(Tag(tag, written, self.getpos()[0]))
        self.typed += tag in _TYPED

    def handle_endtag(self, tag: str) -> None:
        self.typed -= tag in _TYPED

    def handle_data(self, data: str) -> None:
        if not self.typed:
            self.texts.append((data, self.getpos()[0]))

    def error(self, message: str) -> None:
        raise AssertionError(message)


@dataclass(frozen=True, slots=True)
class Markup:
    """What is written by hand: tags and texts, each with its line."""

    tags: list[Tag]
    texts: list[tuple[str, int]]


def jinja() -> Environment:
    """The environment of our pages, without a place to load from."""
    return environment(autoescape=True)


def markup_of(text: str) -> Markup:
    """Read a template's own HTML."""
    reader = _Reader()
    reader.feed("".join(_by_hand(text)))
    reader.close()
    return Markup(reader.tags, reader.texts)


def _by_hand(text: str) -> Iterator[str]:
    """The template's text with its lines kept, so that what is found can be found."""
    marked = False
    block: list[str] = []
    for _, kind, value in jinja().lex(text):
        if kind == "data":
            yield "\n" * value.count("\n") if marked else value
        elif kind == "block_begin":
            block = []
        elif kind == "name":
            block.append(value)
        elif kind == "block_end":
            marked = (marked or block[:1] == ["trans"]) and block[:1] != ["endtrans"]
        elif kind == "variable_begin":
            yield VALUE
        if kind != "data":
            yield "\n" * value.count("\n")


def parsed(text: str) -> nodes.Template:
    """The template as Jinja understands it."""
    return jinja().parse(text)
