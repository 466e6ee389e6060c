"""Templates compile, call macros that exist with what they take, and hold no script or style."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import pytest
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from tests.architecture.markup import jinja, markup_of, parsed
from tests.architecture.places import templates

_ELSEWHERE = re.compile(r"(?:[a-z]+:)?//|javascript:", re.IGNORECASE)
_SAFE = {"components/icon.html": "its drawings stand in the template itself"}
_PLACES = {"src", "href", "action", "formaction", "poster", "srcset", "hx-get", "hx-post"}


@dataclass(frozen=True, slots=True)
class Takes:
    """What a macro can be called with."""

    name: str
    names: tuple[str, ...]
    needed: int
    anything: bool

    @classmethod
    def from_macro(cls, macro: nodes.Macro) -> Self:
        used = {name.name for name in macro.find_all(nodes.Name)}
        names = tuple(argument.name for argument in macro.args)
        return cls(
            macro.name, names, len(names) - len(macro.defaults), bool(used & {"varargs", "kwargs"})
        )

    def why_not(self, call: nodes.Call) -> str | None:
        """What is wrong with a call, or nothing."""
        if self.anything or call.dyn_args or call.dyn_kwargs:
            return None
        named = [keyword.key for keyword in call.kwargs]
        if unknown := set(named) - set(self.names):
            return f"doesn't take {', '.join(sorted(unknown))}"
        if len(call.args) > len(self.names):
            return f"takes {len(self.names)} values at most"
        given = {*self.names[: len(call.args)], *named}
        if missing := set(self.names[: self.needed]) - given:
            return f"needs {', '.join(sorted(missing))}"
        return None


def macros(tree: nodes.Template) -> dict[str, Takes]:
    """The macros that a template defines."""
    return {macro.name: Takes.from_macro(macro) for macro in tree.find_all(nodes.Macro)}


def _set(tree: nodes.Template) -> set[str]:
    """The values that a template sets for those who import it."""
    targets = [part.target for part in tree.body if isinstance(part, nodes.Assign)]
    return {target.name for target in targets if isinstance(target, nodes.Name)}


def wrong_calls(name: str, trees: Mapping[str, nodes.Template]) -> Iterator[str]:
    """Calls of macros that aren't there, or don't take what they are given.

    Jinja finds this only where a page comes past it.
    """
    here = macros(trees[name])
    for statement in trees[name].find_all(nodes.FromImport):
        for wanted, called in _imported(statement):
            there = trees.get(getattr(statement.template, "value", ""))
            if there is None or wanted not in macros(there).keys() | _set(there):
                yield f"{statement.lineno} imports {wanted}, which isn't there"
            elif wanted in macros(there):
                here[called] = macros(there)[wanted]
    for call in trees[name].find_all(nodes.Call):
        known = here.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        if known and (why := known.why_not(call)):
            yield f"{call.lineno} {known.name}() {why}"


def _imported(statement: nodes.FromImport) -> Iterator[tuple[str, str]]:
    for name in statement.names:
        yield name if isinstance(name, tuple) else (name, name)


def active(text: str) -> Iterator[str]:
    """What the content policy would refuse."""
    for tag in markup_of(text).tags:
        if tag.name == "style" or (tag.name == "script" and not tag.says("src")):
            yield f"{tag.line} has an inline <{tag.name}>"
        for name, value in tag.attributes:
            if name == "style" or name.startswith("on"):
                yield f"{tag.line} has an inline {name}"
            if name in _PLACES and _ELSEWHERE.match(value):
                yield f"{tag.line} loads from, or leads to, {value}"


def unescaped(text: str) -> Iterator[str]:
    """What would let a text in as HTML."""
    tree = parsed(text)
    for part in tree.find_all(nodes.Filter):
        if part.name in {"safe", "urlize"}:
            yield f"{part.lineno} says |{part.name}"
    for part in tree.find_all((nodes.ScopedEvalContextModifier, nodes.MarkSafe)):
        yield f"{part.lineno} changes how text is escaped"


def _in(name: str, said: Iterator[str]) -> list[str]:
    return [f"{name}:{line}" for line in said]


def test_undefined_names_are_errors_and_text_is_escaped() -> None:
    assert jinja().undefined is StrictUndefined
    assert jinja().autoescape is True


def test_every_template_compiles() -> None:
    for name, text in templates().items():
        jinja().compile(text, name)


def test_every_macro_is_there_and_takes_what_it_is_given() -> None:
    trees = {name: parsed(text) for name, text in templates().items()}
    assert sum(len(macros(tree)) for tree in trees.values()) > 60
    said = [line for name in trees for line in _in(name, wrong_calls(name, trees))]
    assert not said, "\n".join(["", *said])


def test_text_is_escaped() -> None:
    said = {name: list(unescaped(text)) for name, text in templates().items()}
    assert {name for name, lines in said.items() if lines} == set(_SAFE)


def test_no_template_has_scripts_or_styles() -> None:
    assert sum(len(markup_of(text).tags) for text in templates().values()) > 500
    said = [line for name, text in templates().items() for line in _in(name, active(text))]
    assert not said, "\n".join(["", *said])


@pytest.mark.parametrize(
    "text",
    [
        "<p style='color: red'>",
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        "<button {% if x %}class='a'{% endif %} onclick='go()'>",
        "<script src='https://cdn.example/x.js'></script>",
        "<link href='//cdn.example/x.css'>",
        "<a href='javascript:go()'>",
    ],
)
def test_what_is_active_is_found(text: str) -> None:
    assert list(active(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ text | safe }}",
        "{% if x %}{{ (text | trim) | safe }}{% endif %}",
        "{{ text | urlize }}",
        "{% autoescape false %}{{ text }}{% endautoescape %}",
    ],
)
def test_what_is_not_escaped_is_found(text: str) -> None:
    assert list(unescaped(text))


@pytest.mark.parametrize(
    "text",
    [
        "{% from 'parts.html' import crd %}",
        "{% from 'parts.html' import card %}{{ card() }}",
        "{% from 'parts.html' import card %}{{ card('a', 'b', 'c') }}",
        "{% from 'parts.html' import card %}{{ card('a', colour='red') }}",
        "{% from 'parts.html' import card as box %}{{ box() }}",
        "{% from 'parts.html' import card %}{% call card() %}x{% endcall %}",
        "{% macro own(a) %}{% endmacro %}{{ own() }}",
        "{% from 'nowhere.html' import card %}",
    ],
)
def test_a_wrong_call_is_found(text: str) -> None:
    parts = parsed("{% macro card(title, tone='good') %}{{ title }}{% endmacro %}")
    assert list(wrong_calls("page.html", {"parts.html": parts, "page.html": parsed(text)}))


def test_a_template_that_does_not_compile_is_found() -> None:
    with pytest.raises(TemplateSyntaxError):
        jinja().compile("{% if %}")
