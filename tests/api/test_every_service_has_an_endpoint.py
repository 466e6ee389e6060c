"""What a person can do on a page, a program can do for them: nothing is forgotten, nothing extra.

A person's act is a public service that takes an `actor`. Those that take none belong to whoever
holds a one-time link or the machine (set-up, choosing a password), or are parts of other acts.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from tandem.config.api import api

CONTEXTS = (
    "accounts",
    "activity",
    "systems",
    "year",
    "goals",
    "rights",
    "systems",
    "assessment",
    "risk",
    "initiatives",
    "briefs",
    "stages",
    "talk",
    "lists",
    "attachments",
    "intake",
    "patterns",
    "small_changes",
    "own_fields",
    "plans",
    "capacity",
    "projects",
    "revisions",
    "scenarios",
    "roadmap",
    "work",
    "timesheets",
    "trace",
    "imports",
    "spending",
    "tools",
    "routine",
    "sign_in",
    "upkeep",
)

# Reviewed: what has no endpoint, and why.
EXCEPTIONS = {
    "accounts.end_session": "About browsers: no token speaks for one.",
    "accounts.end_sessions_but": "About browsers: no token speaks for one.",
    "activity.record_event": "Part of every act, never one of its own.",
    "activity.record_events": "Part of acts on many, never one of its own.",
    "activity.open_turn": "Follows from acts; nobody opens one by hand yet.",
    "activity.notify": "Follows from acts.",
    "activity.close_turns": "Follows from acts.",
    "talk.bring_comments": "Part of taking in work.",
    "assessment.keep_impact": "Part of signing a brief.",
    "assessment.confirm_consult": "An answer with one click from Today; answer_consult does it.",
    "initiatives.name_owners": "Both at once from a page; name_owner does it for each.",
    "initiatives.bring_ideas": "Part of taking in ideas.",
    "stages.take_back_idea": "Part of undoing that ideas were taken in.",
    "work.add_many": "Part of using a template of work.",
    "work.take_in_work": "Part of taking in work.",
    "work.catch_up_moves": "Part of taking in work.",
    "work.put_many_below": "Part of taking in work.",
    "work.let_many_wait": "Part of taking in work.",
    "work.drop_many": "Part of undoing an import.",
    "own_fields.fill_in_new": "Part of taking in an import, and of using a template.",
    "own_fields.fill_in_rows": "Part of taking in an import.",
    "own_fields.fill_in_several": "Part of changing many.",
    "own_fields.put_back_several": "Part of undoing a change of many.",
    "systems.find_still_right": "Part of answering what waits; `confirm_system` says the same.",
    "rights.break_in": "Administrators do it signed in; no token opens what is restricted.",
    "sign_in.change_password": "No program changes how its person signs in.",
    "sign_in.set_up_code_app": "No program changes how its person signs in.",
    "sign_in.renew_recovery_codes": "No program changes how its person signs in.",
    "sign_in.remove_second_factor": "No program changes how its person signs in.",
    "sign_in.add_passkey": "No program changes how its person signs in.",
    "sign_in.remove_passkey": "No program changes how its person signs in.",
    "accounts.pass_first_step": "About what pages remind of; the steps have endpoints.",
    "accounts.put_first_steps_away": "About what pages remind of; the steps have endpoints.",
    "upkeep.change_mail_server": "No program says where mail goes.",
    "upkeep.take_closing_days": "Programs read the file themselves and send its days.",
    "upkeep.start_for_real": "No program removes a company, not even a made-up one.",
    "upkeep.end_mail": "No program says where mail goes.",
    "upkeep.begin_test_mail": "No program says where mail goes.",
    "upkeep.end_test_mail": "No program says where mail goes.",
    "sign_in.invite_by_mail": "Programs make a link and send it themselves.",
    "sign_in.take_invitation_back": "Programs make a new link, which ends the others.",
    "sign_in.give_code": "Part of signing in, which programs do with a token.",
    "sign_in.take_off_second_factor": "No leaked token is to weaken somebody's sign-in.",
    "sign_in.demand_second_factor": "No leaked token is to weaken everybody's sign-in.",
    "talk.comment_as_guest": "Guests come in by a link and have no tokens.",
    "intake.answer_by_link": "Guests come in by a link and have no tokens.",
    "timesheets.take_in_hours": "Part of taking in another tracker's work.",
    "initiatives.bring_in": "Part of adopting a what-if, which has one.",
    "year.move_moment": "Part of moving it on the roadmap, which has one.",
    "year.undo_moment_move": "Part of putting it back on the roadmap, which has one.",
    "year.carry_freezes": "Part of merging entries of the catalogue, which has one.",
    "plans.keep_out_of_freeze": "Part of adopting a what-if, which has one.",
    "plans.share_time": "Part of adopting a what-if, which has one.",
    "briefs.let_must_be_should": "Part of adopting a what-if, which has one.",
    "briefs.lock_brief": "Part of adopting a what-if, which has one.",
    "scenarios.keep_answer": "Follows from moving levers: what the engine said is kept.",
    "talk.ask_to_look_again": "The clock alone does, on the decision's day.",
}


def _services() -> dict[str, Callable[..., Any]]:
    """Every act of a person in the contexts' services, by context and name."""
    found = {}
    for context in CONTEXTS:
        try:
            module = import_module(f"tandem.{context}.services")
        except ModuleNotFoundError:
            continue
        for name in _public(module):
            function = getattr(module, name)
            own = getattr(function, "__module__", "").startswith(module.__name__)
            if own and inspect.isfunction(function) and "actor" in _parameters(function):
                found[f"{context}.{name}"] = function
    return found


def _parameters(function: Callable[..., Any]) -> Collection[str]:
    return inspect.signature(function).parameters


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
    # A batch calls the other operations.
    assert writing - {"send_batch"} == set(EXPOSED.values())
