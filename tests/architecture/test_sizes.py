"""What is small can be read: modules up to 400 lines, functions up to 50."""

from collections.abc import Iterator

import pytest
from tests.architecture.places import (
    SOURCE,
    Module,
    functions,
    module_from,
    modules,
    none_in,
    programs,
    templates,
)

MODULE, FUNCTION = 400, 50


def too_long(module: Module) -> Iterator[str]:
    """Migrations are left out: they are written by a program and never read again."""
    if (lines := len(module.text.splitlines())) > MODULE:
        yield f"1 has {lines} lines; {MODULE} is the most. Split it by its nouns"
    for function in functions(module.tree):
        lines = (function.end_lineno or 0) - function.lineno + 1
        if lines > FUNCTION:
            yield f"{function.lineno} {function.name} has {lines} lines; {FUNCTION} is the most"


def test_modules_and_functions_are_short() -> None:
    none_in(modules() + programs(), too_long)


def test_templates_and_scripts_are_short() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.js")}
    assert scripts
    long = {
        name: lines
        for name, text in (templates() | scripts).items()
        if (lines := len(text.splitlines())) > MODULE
    }
    assert not long


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n" * 401,
        "def long():\n" + "    x = 1\n" * 50,
        "class It:\n    async def long(self):\n" + "        x = 1\n" * 50,
    ],
)
def test_what_is_too_long_is_found(text: str) -> None:
    assert list(too_long(module_from(text)))


@pytest.mark.parametrize("text", ["x = 1\n" * 400, "def fits():\n" + "    x = 1\n" * 49])
def test_what_just_fits_is_left_alone(text: str) -> None:
    assert not list(too_long(module_from(text)))
