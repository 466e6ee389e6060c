"""What others call says what it does: why, in which shape, in which unit, refusing what."""

import ast
import re
from collections.abc import Iterator

import pytest
from tests.architecture.places import Module, module_from, modules, none_in

_LAYERS = {"services", "queries", "permissions", "rules", "conditions", "registry"}
_WHOLE = ("tandem.engine", "tandem.formats", "tandem.core")
_Told = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def called_by_others(module: Module) -> bool:
    return module.within(*_WHOLE) or bool(_LAYERS & set(module.name.split(".")[2:3]))


def public(module: Module) -> Iterator[_Told]:
    """The functions and classes at the top of a module that others may use."""
    if called_by_others(module):
        for node in module.tree.body:
            if isinstance(node, _Told) and not node.name.startswith("_"):
                yield node


def silent(module: Module) -> Iterator[str]:
    """What says nothing about itself, or only its name once more."""
    if called_by_others(module) and module.tree.body and not ast.get_docstring(module.tree):
        yield "1 the module says nothing about itself"
    for node in public(module):
        told = set(re.findall(r"[a-z]+", (ast.get_docstring(node) or "").lower()))
        if not told - set(re.findall(r"[a-z]+", node.name.lower())) - {"a", "an", "the"}:
            yield f"{node.lineno} {node.name} says nothing about itself"


def test_what_others_call_says_what_it_does() -> None:
    assert sum(1 for module in modules() for _ in public(module)) > 300
    none_in(modules(), silent)


@pytest.mark.parametrize(
    "text",
    [
        "x = 1",
        '"""Rules."""\ndef why_not_sign(): ...',
        '"""Rules."""\ndef sign_brief():\n    """Sign the brief."""',
        '"""Rules."""\nclass Statement: ...',
    ],
)
def test_what_says_nothing_is_found(text: str) -> None:
    assert list(silent(module_from(text, "tandem.briefs.rules")))
