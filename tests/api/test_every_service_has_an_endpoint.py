"""What a person can do on a page, a program can do for them: nothing is forgotten, nothing extra."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from tandem.config.api import api

CONTEXTS = ("accounts", "activity", "initiatives", "briefs", "stages")

# Reviewed: what has no endpoint, and why.
EXCEPTIONS = {
    "accounts.found_workspace": "Nobody can ask before there is a workspace; set-up does it.",
    "accounts.make_set_up_link": "For whoever has the machine: the command line does it.",
    "accounts.set_up_workspace": "The page behind the one-time link; there is no token yet.",
    "accounts.choose_password": "The page behind the one-time link; no password in programs.",
    "activity.make_subject": "Part of making something; never an act of its own.",
    "activity.rename_subject": "Part of rewording something.",
    "activity.lock_subject": "How changes wait for each other.",
    "activity.salted_digest": "What an event holds of a text.",
    "activity.give_access": "Part of joining and of naming an owner.",
    "activity.end_access": "Part of naming an owner.",
    "activity.record_event": "Part of every act.",
    "activity.open_turn": "Follows from acts; nobody opens one by hand yet.",
    "activity.close_turns": "Follows from acts.",
    "activity.take_checkpoint": "The clock takes them.",
    "activity.known_heads": "What taking and verifying checkpoints reads.",
    "initiatives.record_stage": "The writing half of stages.start_stage.",
}


def _services() -> dict[str, Callable[..., Any]]:
    """Every public function of the contexts' services, by context and name."""
    found = {}
    for context in CONTEXTS:
        try:
            module = import_module(f"tandem.{context}.services")
        except ModuleNotFoundError:
            continue
        for name in _public(module):
            function = getattr(module, name)
            if inspect.isfunction(function) and function.__module__.startswith(module.__name__):
                found[f"{context}.{name}"] = function
    return found


def _public(module: ModuleType) -> list[str]:
    return getattr(module, "__all__", None) or [name for name in vars(module) if name[0] != "_"]


def _operations() -> Iterator[tuple[str, Callable[..., Any]]]:
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                assert operation.operation_id is not None
                yield operation.operation_id, operation.view_func


def _called_by(function: Callable[..., Any], module: ModuleType) -> set[str]:
    """The services that an endpoint calls, itself or by a private function of its module."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    called = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "services"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id.startswith("_"):
            helper = getattr(module, node.id, None)
            if inspect.isfunction(helper) and helper.__module__ == module.__name__:
                called |= _called_by(helper, module)
    return called


def _exposed() -> dict[str, str]:
    """Service by context and name → the operation that calls it."""
    found = {}
    for operation_id, function in _operations():
        module = inspect.getmodule(function)
        assert module is not None
        context = module.__name__.split(".")[1]
        for name in _called_by(function, module):
            found[f"{context}.{name}"] = operation_id
    return found


SERVICES, EXPOSED = _services(), _exposed()


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_service_a_person_can_use_has_an_endpoint(service: str) -> None:
    assert (service in EXPOSED) is not (service in EXCEPTIONS), (
        f"{service} needs an endpoint, or a reason in EXCEPTIONS, and not both."
    )


def test_no_exception_outlives_its_service() -> None:
    assert set(EXCEPTIONS) <= set(SERVICES)


def test_endpoints_call_only_services_that_are_public() -> None:
    assert set(EXPOSED) <= set(SERVICES)


def test_every_operation_that_writes_calls_a_service() -> None:
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    writing = {
        operation["operationId"]
        for path in document["paths"].values()
        for method, operation in path.items()
        if method != "get"
    }
    assert writing == set(EXPOSED.values())
