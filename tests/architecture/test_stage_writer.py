"""Only `stages` moves an initiative on; the column it writes stands in `initiatives`."""

import ast
from collections.abc import Iterator

import pytest
from tests.architecture.places import Module, calls, imported, module_from, modules, none_in

_WRITERS = {"update", "update_or_create", "get_or_create", "create", "Initiative", "bulk_update"}


def callers(module: Module) -> Iterator[str]:
    """Whoever records a stage without being `stages`."""
    if module.within("tandem.stages.services"):
        return
    for name, line in imported(module.tree):
        if name.endswith(".record_stage"):
            yield f"{line} imports record_stage; start the stage through tandem.stages.services"
    for name, call in calls(module.tree):
        if name.rsplit(".", 1)[-1] == "record_stage":
            yield f"{call.lineno} calls record_stage; start the stage through tandem.stages.services"


def writers(module: Module) -> Iterator[str]:
    """Whoever writes the column, in any of the ways the ORM has, outside of `record_stage`."""
    for function, node in _with_function(module.tree):
        if module.within("tandem.initiatives.services") and function == "record_stage":
            continue
        if any(isinstance(t, ast.Attribute) and t.attr == "stage" for t in _targets(node)):
            yield f"{node.lineno} assigns a stage"
        if isinstance(node, ast.Call) and _writes_stage(node):
            yield f"{node.lineno} writes a stage"


def _with_function(tree: ast.AST, function: str = "") -> Iterator[tuple[str, ast.AST]]:
    for node in ast.iter_child_nodes(tree):
        inside = node.name if isinstance(node, ast.FunctionDef) else function
        yield inside, node
        yield from _with_function(node, inside)


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        return [node.target]
    return []


def _writes_stage(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "setattr":
        return any(isinstance(a, ast.Constant) and a.value == "stage" for a in call.args)
    return name in _WRITERS and any(keyword.arg == "stage" for keyword in call.keywords)


def test_only_stages_starts_a_stage() -> None:
    none_in(modules(), callers)


def test_only_record_stage_writes_the_column() -> None:
    none_in(modules(), writers)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tandem.briefs.services", "from tandem.initiatives.services import record_stage"),
        ("tandem.initiatives.views", "services.record_stage(actor=a, initiative_id=1, stage=s)"),
        ("tandem.initiatives.services", "def skip():\n    record_stage(stage=s)"),
        ("tandem.demo.scenes", "initiatives.record_stage(stage=s)"),
    ],
)
def test_another_caller_is_found(name: str, text: str) -> None:
    assert list(callers(module_from(text, name)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tandem.initiatives.services", "def park(initiative):\n    initiative.stage = 'parked'"),
        ("tandem.stages.services", "initiative.stage = stage.value"),
        ("tandem.stages.services", "Initiative.objects.filter(pk=1).update(stage='plan')"),
        ("tandem.demo.scenes", "Initiative.objects.create(sentence='x', stage='plan')"),
        ("tandem.initiatives.jobs", "setattr(initiative, 'stage', 'plan')"),
        ("tandem.initiatives.services", "x = Initiative(stage='plan')"),
    ],
)
def test_another_writer_is_found(name: str, text: str) -> None:
    assert list(writers(module_from(text, name)))


@pytest.mark.parametrize(
    "text",
    [
        "def record_stage(initiative, stage):\n    initiative.stage = stage.value",
        "found = found.filter(stage=stage.value)",
        "stage = Stage(initiative.stage)",
        "x = can_reword(actor, stage=Stage(initiative.stage))",
    ],
)
def test_reading_a_stage_is_no_writing(text: str) -> None:
    assert not list(writers(module_from(text, "tandem.initiatives.services")))
