"""IT answers about tools; what is paid again soon is asked about."""

from dataclasses import replace

from django.db import transaction

from tandem.accounts.queries import present_day
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.queries import people_asked
from tandem.activity.services import (
    close_turns,
    lock_subject,
    notify,
    open_turn,
    record_event,
)
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.systems.queries import rows_of
from tandem.systems.rules import Entry
from tandem.systems.services import add_system
from tandem.tools import events, permissions, queries, rules
from tandem.tools.models import Answered, Tool
from tandem.tools.rules import Answer, AnswerKind, ToolState
from tandem.tools.services import state


@transaction.atomic
def answer_tool(*, actor: Actor, tool_id: int, answer: Answer) -> Tool:
    """Say what becomes of a tool: register, replace, retire, or leave with a reason.

    Whoever declared it is told. IT may say something else later: the last word holds, all stay.
    """
    tool = state.locked(actor, tool_id)
    if not permissions.can_answer_tool(actor):
        raise NotAllowed(say("People of IT answer about tools."))
    answer = replace(
        answer,
        words=typed(answer.words, limit=rules.TEXT_LIMIT, field="words", required=False),
        replaced_by=state.line(answer.replaced_by, "replaced_by"),
    )
    if wrong := rules.why_not_answer(answer):
        raise BadInput(wrong[1], field=wrong[0])
    if answer.kind is AnswerKind.REGISTER:
        tool.system_id = _entry_of(actor, tool, answer)
    replaced = answer.replaced_by if answer.kind is AnswerKind.REPLACE else ""
    Answered.objects.create(
        tool=tool, kind=answer.kind.value, words=answer.words, replaced_by=replaced
    )
    tool.state = rules.STATE_AFTER[answer.kind].value
    tool.save(update_fields=["state", "system"])
    close_turns(events.ANSWER, subject_id=tool.pk, actor=actor)
    if answer.kind is AnswerKind.RETIRE:
        state.ask_no_more(actor, tool)
    record_event(events.ANSWERED, actor=actor, subject_id=tool.pk, state=tool.state)
    notify(queries.declared_by(tool.pk), events.TOLD, actor=actor, subject_id=tool.pk)
    return tool


def _entry_of(actor: Actor, tool: Tool, answer: Answer) -> int | None:
    """The entry of the catalogue that a registered tool is: one that is there, a new one, the one
    it had, or none.
    """
    if answer.system_id is not None:
        entry = rows_of([answer.system_id]).get(answer.system_id)
        if entry is None or entry.retired_at is not None:
            raise BadInput(say("Choose an entry that is in use."), field="system")
        return entry.id
    if not answer.new_system or tool.system_id:
        return tool.system_id
    declared = queries.declared_of(tool)
    try:
        added = add_system(
            actor=actor,
            entry=Entry(
                name=declared.name,
                vendor=declared.vendor,
                data_classes=declared.data_classes,
                yearly_cost=rules.per_year(declared.cost, declared.every),
                renews_on=declared.renews_on,
            ),
        )
    except BadInput as refused:
        raise BadInput(refused.reason, field="system") from refused
    return int(added.pk)


@transaction.atomic
def keep_tool(*, actor: Actor, tool_id: int, lane: Lane | None = None) -> Tool:
    """Say that a tool is kept when it is paid again: the date moves on by a year."""
    del lane  # who may say so is the same for either side
    tool = state.kept(actor, tool_id)
    if tool.renews_on is None:
        raise RuleBroken(say("Nobody has said when it is paid again. Write that down first."))
    if tool.state == ToolState.RETIRED.value:
        raise RuleBroken(say("This tool is retired. IT can say otherwise."))
    if rules.renewal_due(tool.renews_on, present_day()) is None and not state.is_asked(tool):
        raise RuleBroken(say("It is paid again on a day that is far off: nothing to say yet."))
    tool.renews_on = rules.renewed_on(tool.renews_on, present_day())
    tool.version += 1
    tool.save(update_fields=["renews_on", "version"])
    state.ask_no_more(actor, tool)
    record_event(events.RENEWED, actor=actor, subject_id=tool.pk)
    return tool


@transaction.atomic
def ask_about_renewals() -> int:
    """Let what is paid again within sixty days wait for whose it is; due thirty days ahead."""
    owed, asked = queries.renewals_to_ask(present_day()), people_asked(events.RENEWAL)
    new = {pk: due for pk, due in owed.items() if pk not in asked}
    sides = queries.sides_of(new)
    for tool_id, due in new.items():
        lock_subject(tool_id)
        open_turn(events.RENEWAL, subject_id=tool_id, actor=CLOCK, lane=sides[tool_id], until=due)
    return len(new)
