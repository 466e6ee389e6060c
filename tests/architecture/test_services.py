"""Every change is one function of a service, in one transaction, by somebody.

The write guard (tests/write_guard.py) watches every test for a write outside a transaction. Here
the services are read: what can be called from outside is an act, or is named below as something
else.
"""

import ast
import importlib
from collections.abc import Iterator

import pytest
from tests.architecture.places import (
    Module,
    dotted,
    functions,
    module_from,
    modules,
    none_in,
)

INSIDE = {
    "tandem.accounts.services.account": {
        "administrators_only",
        "not_by_token",
        "lock_person",
        "note_timer",
        "note_second_factor",
        "end_links",
        "replace_password",
        "ask_second_factor_of",
        "locked_person",
        "new_person",
        "set_password",
        "end_sessions",
        "clean_address",
        "new_link",
        "fresh_link",
        "take_link",
    },
    "tandem.accounts.services.availability": {"move_absences"},
    "tandem.assessment.services.consulting": {"settle_consults", "tell", "withdraw"},
    "tandem.accounts.services.guests": {
        "guest_person",
        "new_guest_link",
        "further_guest_link",
        "end_guest_links",
    },
    "tandem.activity.services.record": {
        "make_subject",
        "company_subject",
        "rename_subject",
        "lock_subject",
        "lock_subjects",
        "make_findable",
        "make_many_findable",
        "forget_text",
        "salted_digest",
        "give_access",
        "give_access_for",
        "end_access_of",
        "set_restricted",
        "set_sponsor",
        "set_goal_sponsor",
        "end_access",
        "record_event",
        "record_events",
        "known_heads",
    },
    "tandem.activity.services.many": {
        "make_subjects",
        "make_texts_findable",
        "make_texts_findable_anew",
        "salted_digests",
    },
    "tandem.own_fields.services.several": {
        "fill_in_new",
        "fill_in_rows",
        "fill_in_several",
        "put_back_several",
    },
    "tandem.imports.services.steps": {"of_claim", "renew"},
    "tandem.imports.services.taking": {"count", "held_by"},
    "tandem.assessment.services.state": {"locked", "settle_turns"},
    "tandem.risk.services.protecting": {"settle_protection"},
    "tandem.risk.services.state": {
        "locked",
        "decides",
        "under_way",
        "begun",
        "standing_result",
        "end_result",
        "settle_check",
    },
    "tandem.systems.services.state": {
        "locked",
        "kept",
        "restamp",
        "settle_entry",
        "settle_flows",
        "line",
        "fill",
        "several",
    },
    "tandem.assessment.services.merging": {"carry_touches"},
    "tandem.assessment.services.kept": {"keep_impact"},
    "tandem.systems.services.sourced": {"carry_sources"},
    "tandem.year.services": {"carry_freezes"},
    "tandem.projects.services.state": {
        "writers_only",
        "locked",
        "to_write",
        "checked_dates",
        "checked_systems",
        "checked_lead",
        "checked_team",
        "let_team_in",
        "carry_systems",
    },
    "tandem.attachments.services.state": {
        "place_to_attach",
        "side_of",
        "attach_file",
        "attach_link",
        "title_typed",
        "attachment_to_change",
    },
    "tandem.briefs.services.state": {
        "locked",
        "search_part",
        "present",
        "snapshot_of_present",
        "settle_turns",
        "last_position",
        "settle_owed",
        "new_revision",
        "record_item",
        "side_of",
        "second_signs",
        "settle_cards",
    },
    "tandem.briefs.services.writing": {
        "save_content",
        "save",
        "new_item",
        "nothing_waits",
        "cleaned",
        "named_are_there",
        "may_write",
        "may_touch",
        "item_to_write",
        "not_stale",
    },
    "tandem.briefs.services.suggested": {
        "find_new",
        "put_new",
        "find_part",
        "clean_part",
        "part_in_words",
        "touched_by",
        "part_tidies",
        "put_part",
        "part_titles",
    },
    "tandem.briefs.services.repeating": {"copy_signed_brief"},
    "tandem.stages.services.aside": {"leave_path", "move_to"},
    "tandem.stages.services.moving": {"find_place"},
    "tandem.briefs.services.changing": {
        "save_change",
        "drop_change",
        "write_change",
        "set_baseline",
    },
    "tandem.briefs.services.agreeing": {"settle_signers"},
    "tandem.initiatives.services.suggested": {
        "find_sentence",
        "write_sentence",
        "find_answer",
        "write_answer_to",
    },
    "tandem.initiatives.services.answering": {"write_answer"},
    "tandem.initiatives.services.ideas": {"let_in", "new_idea"},
    "tandem.initiatives.services.triage": {"write_more"},
    "tandem.initiatives.services.state": {
        "set_sentence",
        "locked",
        "only_of",
        "record_stage",
        "record_track",
        "record_outcome",
        "end_outcome",
        "ask_both",
        "ask_the_sides",
        "lock_places",
        "enter_queue",
        "leave_queue",
        "index_words",
    },
    "tandem.activity.services.turns": {"open_turn", "close_turns"},
    "tandem.activity.services.notices": {"notify", "tell_guest"},
    "tandem.activity.services.outbox": {"put_in_outbox"},
    "tandem.briefs.services.agreed": {"lock_brief", "let_must_be_should"},
    "tandem.scenarios.services.adopting": {"adopt_where_all_agree"},
    "tandem.scenarios.services.state": {
        *("locked", "own", "put_levers", "end_agreements", "checked", "show", "pass_on"),
        *("agree", "said_before", "ask", "asked_no_more", "why_not_agree"),
    },
    "tandem.plans.services.state": {"locked", "locked_for_scope", "money", "days"},
    "tandem.talk.services.state": {
        "place_to_speak",
        "side_of",
        "seen_by",
        "spoken_to",
        "new_subject",
        "mark_comment",
        "comment_to_turn",
    },
    "tandem.tools.services.state": {
        *("locked", "kept", "ask_no_more", "is_asked", "line", "carry_tools"),
    },
    "tandem.spending.services.noting": {"keeper", "code_called"},
    "tandem.timesheets.services.state": {
        "writer",
        "place_of",
        "standing_entry",
        "may_stand",
        "keep_entry",
    },
    "tandem.work.services.state": {
        "not_before_filled_in",
        "home_to_work_on",
        "locked",
        "item_to_edit",
        "item_to_do",
        "why_not_theirs",
        "side_of",
        "title_typed",
        "record_move",
        "there_for_it",
    },
    "tandem.accounts.services.workspace": {
        "take_demonstration_part",
        "keep_closing_days",
        "keep_mail_server",
        "lock_workspace",
    },
    "tandem.sign_in.services.forgotten": {"tell"},
    "tandem.sign_in.services.codes": {
        *("new_secret", "seal", "unseal", "step_of", "takes_app", "takes_recovery"),
        "new_recovery_codes",
    },
    "tandem.sign_in.services.second_factor": {"offer_secret"},
    "tandem.sign_in.services.passkeys": {"ask_for_new_key", "ask_for_key"},
    "tandem.talk.services.approving": {"wait_for_approvals", "close_approval"},
}
"""Called by acts, inside their transaction: each is a part of one, and none of them is an act.
The import contracts let only services call those of `activity`, and only `briefs` its own."""

WITHOUT_ACTOR = {
    "plan_demonstration": "the first start",
    "found_workspace": "there is nobody yet",
    "make_set_up_link": "the operator of the machine, through the command line",
    "set_up_workspace": "whoever holds the one-time link",
    "ask_by_form": "whoever holds the open form's address",
    "choose_password": "whoever holds the one-time link",
    "together": "whatever it holds asks for itself",
    "take_key": "whoever was let in, by their id",
    "note_calendar_read": "the clock alone",
    "keep_answer": "whoever was let in, by their id",
    "note_last_use": "the clock alone",
    "forget_old_answers": "the clock alone",
    "take_checkpoint": "the clock alone",
    "park_unanswered": "the clock alone",
    "assume_answer": "the clock alone",
    "assume_consult": "the clock alone",
    "wake_ideas": "the clock alone",
    "take_next_step": "the clock alone",
    "write_due_digests": "the clock alone",
    "see_what_changed": "the clock alone",
    "count_capacity": "the clock alone",
    "prepare_revisions": "the clock alone",
    "ask_about_stale": "the clock alone",
    "ask_about_renewals": "the clock alone",
    "claim_look": "a worker",
    "go_on_looking": "a worker",
    "fail_look": "a worker",
    "leave_forgotten_files": "the clock alone",
    "end_look": "a worker",
    "settle_impact": "the clock alone",
    "look_after_checks": "the clock alone",
    "bring_back": "the clock alone, as whoever set it up",
    "plan_next": "the clock alone",
    "run_rule": "the clock alone, as whoever made it",
    "note_rules_read": "the clock alone",
    "claim_plan": "a worker",
    "keep_forecast": "a worker",
    "keep_learned": "a worker",
    "drop_claim": "a worker",
    "note_failure": "a worker",
    "claim_step": "a worker",
    "keep_going": "a worker",
    "let_go": "a worker",
    "keep_found": "a worker",
    "keep_comparison": "a worker",
    "end_import": "a worker, for whoever uploaded it",
    "end_undoing": "a worker, for whoever uploaded it",
    "fail_step": "a worker",
    "take_new": "a worker, for whoever uploaded it",
    "take_changes": "a worker, for whoever uploaded it",
    "take_comments": "a worker, for whoever uploaded it",
    "take_hours": "a worker, for whoever uploaded it",
    "tie_items": "a worker, for whoever uploaded it",
    "take_new_ideas": "a worker, for whoever uploaded it",
    "change_taken_idea": "a worker, for whoever uploaded it",
    "take_back_taken": "a worker, for whoever uploaded it",
    "drop_taken_in": "a worker, for whoever uploaded it",
    "claim_outbox": "a worker",
    "finish_outbox_row": "a worker",
    "fail_outbox_row": "a worker",
    "record_mailed": "a worker",
    "link_for_mail": "a worker",
    "link_for_asker": "a worker",
    "link_for_new_password": "a worker",
    "link_for_invitation": "a worker",
    "open_by_passkey": "whoever holds the key",
    "begin_try": "whoever is at the door",
    "end_try": "whoever came in",
    "forget_old_tries": "the clock alone",
    "ask_for_new_password": "whoever types an address",
    "choose_password_by_link": "whoever holds the one-time link",
    "note_done": "the machine: the clock, or its operator by the command line",
    "note_seen": "whoever a browser belongs to, by using it",
}

_SWITCHES = ("skip", "force", "ignore", "bypass", "unchecked", "no_check", "without_check")


def is_service(module: Module) -> bool:
    return "services" in module.name.split(".")[2:3]


def public(module: Module) -> Iterator[ast.FunctionDef]:
    """The functions of a module that others may call."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def not_an_act(module: Module) -> Iterator[str]:
    """What keeps a service's function from being one whole act by somebody."""
    if not is_service(module):
        return
    for function in public(module):
        if function.name in INSIDE.get(module.name, set()):
            continue
        keywords = {argument.arg: at for at, argument in enumerate(function.args.kwonlyargs)}
        if "transaction.atomic" not in map(dotted, function.decorator_list):
            yield f"{function.lineno} {function.name} has no @transaction.atomic"
        if "actor" not in keywords and function.name not in WITHOUT_ACTOR:
            yield f"{function.lineno} {function.name} has no keyword `actor`"
        if "actor" in keywords and function.args.kw_defaults[keywords["actor"]] is not None:
            yield f"{function.lineno} {function.name} has a default actor"


def around_the_rules(module: Module) -> Iterator[str]:
    """A request in what pages, API and jobs share; a switch that leaves a check out."""
    layers = {"services", "queries", "permissions", "rules", "conditions", "events", "models"}
    if not layers & set(module.name.split(".")[2:3]):
        return
    for function in functions(module.tree):
        spec = function.args
        names = {one.arg for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}
        if "request" in names:
            yield f"{function.lineno} {function.name} takes a request"
        for name in names:
            if name.startswith(_SWITCHES):
                yield f"{function.lineno} {function.name} takes {name}"


def test_every_function_of_a_service_is_an_act() -> None:
    none_in(modules(), not_an_act)


def test_nothing_below_the_views_takes_a_request_or_a_switch() -> None:
    none_in(modules(), around_the_rules)


def test_the_exceptions_are_still_there() -> None:
    found = {module.name: {one.name for one in public(module)} for module in modules()}
    assert {name: names - found.get(name, set()) for name, names in INSIDE.items()} == {
        name: set() for name in INSIDE
    }
    services = {one for name, names in found.items() if ".services" in name for one in names}
    assert set(WITHOUT_ACTOR) <= services
    assert len(services) > 35


def test_a_folder_of_services_offers_its_acts() -> None:
    """What a module in it has is offered by the folder, or is a part of acts."""
    inner = [module for module in modules() if ".services." in module.name]
    assert inner
    for module in inner:
        offered = set(importlib.import_module(module.name.rpartition(".")[0]).__all__)
        acts = {one.name for one in public(module)} - INSIDE.get(module.name, set())
        assert acts <= offered, module.name


@pytest.mark.parametrize(
    "text",
    [
        "def sign(*, actor: Actor) -> None: ...",
        "@transaction.atomic\ndef sign(actor: Actor) -> None: ...",
        "@transaction.atomic\ndef sign(*, lane: Lane) -> None: ...",
        "@transaction.atomic\ndef sign(*, actor: Actor = CLOCK) -> None: ...",
    ],
)
def test_what_is_no_act_is_found(text: str) -> None:
    assert list(not_an_act(module_from(text, "tandem.briefs.services.agreeing")))


@pytest.mark.parametrize(
    "text",
    [
        "def sign(request: ActorRequest, *, actor: Actor) -> None: ...",
        "def sign(*, actor: Actor, skip_rules: bool = False) -> None: ...",
        "class It:\n    def sign(self, force: bool) -> None: ...",
    ],
)
def test_a_way_around_the_rules_is_found(text: str) -> None:
    assert list(around_the_rules(module_from(text, "tandem.briefs.services.agreeing")))
