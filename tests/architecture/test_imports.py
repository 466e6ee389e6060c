"""Imports go downwards only, and a context's models are its own.

The contracts stand in pyproject.toml. Here they are run, and held to be complete: a contract that
forgets a context would be kept for ever.
"""

import ast
import sys
import tomllib
from functools import lru_cache
from typing import Any
from unittest import mock

import pytest
from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model
from importlinter.cli import lint_imports
from tests.architecture.places import ROOT, contexts, imported, modules

_WITHOUT_LAYERS = {"config", "core", "demo", "engine", "formats", "insight"}
"""What isn't a context with layers of its own: the frame, the stage, what all stand on, and a folder
of several."""


@lru_cache
def contracts() -> dict[str, dict[str, Any]]:
    """The contracts of pyproject.toml by their id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {one["id"]: one for one in settings["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def linted(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The linter's exit code. Its cache is ours alone: tests run side by side; and it sets logging up
    as if it were alone, which would silence our loggers for every test after it.
    """
    cache = str(tmp_path_factory.mktemp("imports"))
    with mock.patch("importlinter.cli._configure_logging"):
        code: int = lint_imports(
            config_filename=str(ROOT / "pyproject.toml"), cache_dir=cache, no_logo=True
        )
    return code


@pytest.mark.imports
def test_every_contract_is_kept(linted: int) -> None:
    assert linted == 0, "lint-imports says which contract is broken, and where"


def test_every_context_has_its_place() -> None:
    assert set(contracts()["contexts"]["layers"]) == set(contexts())
    assert contracts()["contexts"]["exhaustive"]
    inside = {name.removeprefix("tandem.") for name in contracts()["inside"]["containers"]}
    assert inside == set(contexts()) - _WITHOUT_LAYERS
    assert contracts()["inside"]["exhaustive"]


def test_contracts_of_parts_that_come_later_come_with_them() -> None:
    """Integrations never import each other; of the engine, working time alone is for all."""
    engine = {module.name for module in modules() if module.name.startswith("tandem.engine.")}
    parts = {".".join(name.split(".")[:3]) for name in engine} - {"tandem.engine.working_time"}
    assert ("integrations" in contexts()) is ("integrations" in contracts())
    assert set(contracts()["engine"]["protected_modules"]) == parts


def test_pure_code_is_kept_from_every_package_there_is() -> None:
    known = {name.split(".")[0] for module in modules() for name, _ in imported(module.tree)}
    packages = known - set(sys.stdlib_module_names) - {"tandem"}
    assert len(packages) > 8
    assert packages <= set(contracts()["pure"]["forbidden_modules"])
    numbers = {"cython", "numpy", "ortools"}
    assert packages - numbers <= set(contracts()["pure-engine"]["forbidden_modules"])
    assert packages - {"markdown_it", "docx", "PIL", "puremagic", "pypdfium2", "yaml"} <= set(
        contracts()["pure-formats"]["forbidden_modules"]
    )


def test_core_has_no_words_of_the_domain() -> None:
    words = {"initiative", "idea", "brief", "lane", "playback", "sponsor", "stage", "marketing"}
    names = {
        name
        for module in modules()
        if module.within("tandem.core")
        for node in ast.walk(module.tree)
        for name in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "arg", ""))
    }
    assert len(names) > 200
    assert not {name for name in names if words & set(str(name).lower().split("_"))}


def test_what_has_no_tables_has_no_models() -> None:
    tables = {module.name.split(".")[1] for module in modules() if "models" in module.name}
    assert not tables & (_WITHOUT_LAYERS | {"pages"})


def test_the_models_of_every_context_are_private() -> None:
    private = {
        module: tuple(contract["allowed_importers"])
        for contract in contracts().values()
        if contract["type"] == "protected"
        for module in contract["protected_modules"]
        if module.endswith(".models")
    }
    parts = [module.name.split(".") for module in modules()]
    owners = {name[1] for name in parts if name[2:] == ["models"]}
    assert len(owners) > 4
    assert private == {f"tandem.{name}.models": (f"tandem.{name}",) for name in owners}


def reaching_back(model: type[Model]) -> list[str]:
    """Relations of a model that another context's models would hear of."""
    return [
        f"{model._meta.label}.{field.name} needs related_name='+'"
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if _leads_elsewhere(model, field) and not field.remote_field.hidden
    ]


def _leads_elsewhere(model: type[Model], field: "Field[Any, Any]") -> bool:
    return (
        isinstance(field, ForeignKey | ManyToManyField)
        and field.related_model._meta.app_label != model._meta.app_label
    )


def test_no_model_hears_of_those_above_it() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("tandem.")]
    across = [
        field
        for model in ours
        for field in model._meta.local_fields
        if _leads_elsewhere(model, field)
    ]
    assert len(across) > 10
    assert [said for model in ours for said in reaching_back(model)] == []
