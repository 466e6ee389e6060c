"""Every word on screen can be translated, and unkind or mechanical ones are never used."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from jinja2 import nodes
from tests.architecture.markup import VALUE, Tag, markup_of, parsed
from tests.architecture.places import (
    ROOT,
    SOURCE,
    Module,
    calls,
    module_from,
    modules,
    none_in,
    templates,
)

_SAID = {"Tandem", "./tandem setup-link"}
"""What is the same in every language: the name, and what is typed into a terminal."""

_MADE_UP = {"styleguide.html"}
"""Its people and their words are examples; only the texts around them are read."""

_HUMAN = {
    *("title", "alt", "placeholder", "label", "summary", "abbr"),
    *("aria-label", "aria-description", "aria-roledescription", "aria-valuetext"),
}
_BUTTONS = {"submit", "button", "reset"}
_MARKING = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext", "say"}
_LETTER = re.compile(r"[^\W\d_]")
_FRAGMENT = re.compile(r'[\w-]+="[^"]*"')
"""An attribute that a macro puts into a tag of another."""

_SENTENCE = re.compile(
    r"^[A-ZÄÖÜ][a-zäöü]+$|[A-Za-z]+ [a-z]*[A-Z]|[A-Z][a-z]+ [a-z]|[a-z]{2}[.!?:]$"
)
"""How a text for people looks, beside codes and class names."""

_CODES = {"True"}

_OFF_SCREEN = re.compile(
    r"\b(?:lanes?|gates?|turns?|hash(?:es|ed)?|veto(?:es|ed)?|shadow[ ]IT|amnesty|half-baked|wilson)\b",
    re.IGNORECASE,
)
_FILLED_IN = re.compile(r"%\(\w+\)s|\{\w+\}")


def unmarked(text: str) -> Iterator[str]:
    """Words that a template says in one language only."""
    markup = markup_of(text)
    for words, line in markup.texts:
        if _says_something(_FRAGMENT.sub("", words)):
            yield f"{line} says {words.strip()!r}"
    for tag in markup.tags:
        for name, value in tag.attributes:
            if _for_people(tag, name) and _says_something(value):
                yield f"{tag.line} says {name}={value!r}"


def _says_something(text: str) -> bool:
    return text.strip(f" \n·{VALUE}") not in _SAID and bool(_LETTER.search(text.replace(VALUE, "")))


def _for_people(tag: Tag, name: str) -> bool:
    if name == "value":
        return tag.name == "input" and tag.says("type") in _BUTTONS
    if name == "content":
        return tag.name == "meta" and tag.says("name") in {"description", "author", "keywords"}
    return name in _HUMAN


def unmarked_values(text: str) -> Iterator[str]:
    """Words that a template hands to a macro without marking them."""
    tree = parsed(text)
    marked = {
        id(part)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in _MARKING
        for part in call.find_all(nodes.Const)
    }
    for part in tree.find_all(nodes.Const):
        value = part.value
        if isinstance(value, str) and id(part) not in marked and _a_text(value):
            yield f"{part.lineno} says {value!r}"


def _a_text(value: str) -> bool:
    return value not in _CODES and bool(_SENTENCE.search(value))


def not_extractable(module: Module) -> Iterator[str]:
    """A sentence that is put together before it is marked is in no catalogue."""
    for name, call in calls(module.tree):
        if name.rsplit(".", 1)[-1] not in _MARKING or not call.args:
            continue
        first = call.args[0]
        plain = isinstance(first, ast.Constant) and isinstance(first.value, str)
        if not plain and ast.unparse(call) not in _REGISTERED:
            yield f"{call.lineno} marks {ast.unparse(first)}, which isn't a plain text"


_REGISTERED = {
    # It is marked in the template, which the test of templates reads.
    "translation.gettext(message)",
    # The template was marked where the event's kind was registered.
    "say(kind.sentence.template, **values)",
    # It was marked where the sentence was made.
    "translation.gettext(sentence.template)",
    # Formats know nothing of sentences; Babel finds theirs as the text of an UnusableText.
    "say(error.template, **error.values)",
}


@lru_cache
def catalogue() -> Catalog:
    """What Babel finds in our source with the settings of pyproject.toml."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "tandem.pot"
        words = ["pybabel", "-q", "extract", "-F", str(ROOT / "pyproject.toml"), "-o", str(target)]
        CommandLineInterface().run([*words, str(SOURCE)])
        with target.open("rb") as file:
            return read_po(file)


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the catalogue, its plural too, and where it stands."""
    for message in catalogue():
        place = ", ".join(f"{file}:{line}" for file, line in message.locations)
        for text in [message.id] if isinstance(message.id, str) else message.id:
            if text:
                yield text, place


def test_nothing_in_a_template_is_unmarked() -> None:
    assert templates()
    said = [
        f"{name}:{line}"
        for name, text in templates().items()
        for line in (*unmarked(text), *(unmarked_values(text) if name not in _MADE_UP else ()))
    ]
    assert not said, "\n".join(["", *said])


def test_every_sentence_of_the_source_is_plain_text() -> None:
    none_in(modules(), not_extractable)


@pytest.mark.parametrize(
    "text",
    [
        "Skip to the content",  # a template
        "%(count)s things wait for you",  # the plural of one
        "What should change?",  # pure rules
        "Write your idea in one sentence.",  # a form
        "Saved. Your idea is open to both sides now.",  # a view
        "There is nothing here, or it isn't open to you.",  # core
        "This holds a character that can't be kept, from a damaged file perhaps. "
        "Please paste it once more as plain text.",  # a format
    ],
)
def test_babel_finds_every_kind_of_text(text: str) -> None:
    assert text in {found for found, _ in texts()}


def test_babel_finds_nearly_everything() -> None:
    assert len(list(texts())) > 400


def off_screen(text: str) -> bool:
    """Whether it uses a word that stays in the code. Names of values are no words."""
    return bool(_OFF_SCREEN.search(_FILLED_IN.sub("", text)))


def test_mechanical_and_unkind_words_stay_off_the_screen() -> None:
    said = [f"{place} {text!r}" for text, place in texts() if off_screen(text)]
    assert not said, "\n".join(["", *said])


@pytest.mark.parametrize(
    "text",
    ["It's your turn", "The gate is shut", "Both lanes", "Shadow IT", "A veto", "Content hash 3f2"],
)
def test_such_a_word_is_found(text: str) -> None:
    assert off_screen(text)


@pytest.mark.parametrize("text", ["{lane} signed", "%(turn)s is due", "Return to the brief"])
def test_other_words_are_left_alone(text: str) -> None:
    assert not off_screen(text)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Hello</p>",
        "<p>{{ name }} says hello</p>",
        "{% if x %}<b>Öffnen</b>{% endif %}",
        "{% trans %}fine{% endtrans %}<p>not fine</p>",
        "<button aria-label='Close'></button>",
        "<img alt='A cat'>",
        "<code>ls</code> shows them",
        "<input placeholder='Your name'>",
        "<input type='submit' value='Save'>",
        "<span title='{{ x }} of them'></span>",
    ],
)
def test_an_unmarked_text_is_found(text: str) -> None:
    assert list(unmarked(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ card('Your page') }}",
        "{{ button(label='Save') }}",
        "{{ facts([{'name': 'Nobody yet'}]) }}",
        "{% set word = 'It is open' %}",
        "{{ _('marked') ~ 'Not marked' }}",
    ],
)
def test_an_unmarked_value_is_found(text: str) -> None:
    assert list(unmarked_values(text))


@pytest.mark.parametrize(
    "text",
    [
        "<p class='Small thing'>{{ _('Hello') }}</p>",
        "{% trans name=name %}Hello {{ name }}{% pluralize %}Hello all{% endtrans %}",
        "<input type='hidden' value='Yes'>",
        "{{ icon('alert') }}{{ 'small muted' if x }}",
        "<p><code>./tandem run</code> {{ _('starts it') }}</p>",
    ],
)
def test_what_is_marked_or_no_text_is_left_alone(text: str) -> None:
    assert not [*unmarked(text), *unmarked_values(text)]


@pytest.mark.parametrize(
    "text", ["say(f'{x} is due')", "_('Hello ' + name)", "gettext(template)", "say(x.word)"]
)
def test_a_sentence_that_is_put_together_first_is_found(text: str) -> None:
    assert list(not_extractable(module_from(text)))
