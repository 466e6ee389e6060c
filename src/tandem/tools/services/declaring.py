"""Tools are declared and described."""

from dataclasses import replace

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.accounts.services import lock_person
from tandem.activity.rules import SubjectRole
from tandem.activity.services import (
    give_access,
    lock_subject,
    make_findable,
    make_subject,
    open_turn,
    record_event,
    rename_subject,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.systems.rules import DataClass
from tandem.tools import events, permissions, queries, rules
from tandem.tools.models import Tool
from tandem.tools.rules import Declared, ToolState
from tandem.tools.services import state


@transaction.atomic
def declare_tool(*, actor: Actor, declared: Declared, form_key: str | None = None) -> Tool:
    """Say that a department uses a tool. IT answers by the date that is said at once.

    One that was found before is the same tool, declared now. Whoever declares it hears the answer.
    The same `form_key` twice gives the first tool back.
    """
    if not permissions.can_declare_tool(actor):
        raise NotAllowed(say("Whoever may do more than read declares tools."))
    if form_key:
        lock_person(actor.me)
        if known := queries.tool_with_form_key(form_key):
            return known
    declared = _checked(declared, None)
    found = queries.found_like(declared)
    tool = found or Tool(subject_id=make_subject(events.TOOL, declared.name))
    if found:
        lock_subject(found.pk)
        rename_subject(found.pk, declared.name)
        tool.version += 1
    tool.form_key, tool.declared_at = form_key or None, clock.now()
    tool.state = ToolState.DECLARED.value
    _fill(tool, declared)
    tool.save(force_insert=found is None)
    make_findable(tool.pk, "what_for", declared.what_for)
    _let_hear(actor, tool)
    days = rules.answer_days(declared.data_classes)
    record_event(events.DECLARED, actor=actor, subject_id=tool.pk, days=days)
    tool.promised_at = open_turn(
        events.ANSWER, subject_id=tool.pk, actor=actor, lane=Lane.IT, days=days
    )
    tool.save(update_fields=["promised_at"])
    return tool


@transaction.atomic
def edit_tool(*, actor: Actor, tool_id: int, declared: Declared, version: int) -> Tool:
    """Change what is said of a tool. `version` is the one the person began from; a later save is
    Stale. What IT has said stands, until it says something else.
    """
    tool = state.kept(actor, tool_id)
    declared, standing = _checked(declared, tool), queries.declared_of(tool)
    if version != tool.version and declared != standing:
        raise Stale(
            say("Somebody changed this since you opened it. Here are both."),
            mine=_different(declared, standing),
            theirs=_different(standing, declared),
            version=tool.version,
        )
    if declared == standing:
        return tool
    _fill(tool, declared)
    tool.version += 1
    tool.save()
    if declared.name != standing.name:
        rename_subject(tool.pk, declared.name)
    make_findable(tool.pk, "what_for", declared.what_for)
    if declared.renews_on != standing.renews_on:
        state.ask_no_more(actor, tool)
    record_event(events.EDITED, actor=actor, subject_id=tool.pk)
    return tool


def _let_hear(actor: Actor, tool: Tool) -> None:
    """Whoever declared it is on it, for the sides they have: they hear what becomes of it."""
    sides: list[Lane | None] = [*sorted(actor.lanes)]
    for side in sides or [None]:
        give_access(tool.pk, actor.me, SubjectRole.MEMBER, side)


def _checked(declared: Declared, tool: Tool | None) -> Declared:
    """What is said of it as it can be kept, or BadInput naming a field."""
    if reason := rules.why_not_address(declared.address[: rules.ADDRESS_LIMIT * 5]):
        raise BadInput(reason, field="address")
    cleaned = replace(
        declared,
        name=state.line(declared.name, "name", required=True),
        address=rules.host_of(declared.address[: rules.ADDRESS_LIMIT * 5])[: rules.ADDRESS_LIMIT],
        vendor=state.line(declared.vendor, "vendor"),
        missed_by=state.line(declared.missed_by, "missed_by", rules.LINE_LIMIT),
        what_for=typed(declared.what_for, limit=rules.TEXT_LIMIT, field="what_for"),
        data_classes=tuple(one for one in DataClass if one in declared.data_classes),
    )
    if wrong := rules.why_not_declare(cleaned):
        raise BadInput(wrong[1], field=wrong[0])
    if cleaned.department not in queries.department_names():
        raise BadInput(say("Choose a department from the list."), field="department")
    but = tool.pk if tool else None
    if other := queries.same_in_department(cleaned.name, cleaned.department, but=but):
        raise BadInput(
            say("This department has declared {name} already.", name=other.name), field="name"
        )
    return cleaned


def _fill(tool: Tool, declared: Declared) -> None:
    tool.name, tool.vendor, tool.what_for = declared.name, declared.vendor, declared.what_for
    tool.address, tool.domain = declared.address, rules.domain_of(declared.address)
    tool.purpose, tool.missed_by = declared.purpose.value, declared.missed_by
    tool.data_classes = [one.value for one in declared.data_classes]
    tool.department_id = declared.department
    tool.cost, tool.every = declared.cost, declared.every.value
    tool.renews_on = declared.renews_on
    named = (declared.name, declared.vendor, declared.address)
    tool.found_by = "\n".join(part.casefold() for part in named) + "\n"


_FIELDS = (
    *("name", "address", "vendor", "purpose", "what_for", "missed_by", "data_classes"),
    *("cost", "every", "renews_on", "department"),
)


def _different(one: Declared, other: Declared) -> str:
    """What isn't the same in another, a line each."""
    told = [(field, getattr(one, field), getattr(other, field)) for field in _FIELDS]
    return "\n".join(_said(field, mine) for field, mine, theirs in told if mine != theirs)


def _said(field: str, value: object) -> str:
    if field == "department" and isinstance(value, int):
        return queries.department_names().get(value, "–")
    if isinstance(value, tuple):
        return ", ".join(str(one.label) for one in value) or "–"
    return str(getattr(value, "label", None) or (value if value not in {None, ""} else "–"))
