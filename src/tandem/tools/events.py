"""The words of this context: its subject, what can happen, what can wait, what people are told."""

from tandem.activity.registry import (
    answered_on_duty,
    event_kind,
    notice_kind,
    one_click,
    subject_kind,
    turn_kind,
)
from tandem.attachments.registry import also_holds
from tandem.core.words import say
from tandem.tools.rules import ToolState

TOOL = subject_kind("tool", "/tools/{id}/", say("Tool"))

DECLARED = event_kind("tool.declared", say("{actor} declared the tool"))
EDITED = event_kind("tool.edited", say("{actor} changed what is said of the tool"))
ANSWERED = event_kind(
    "tool.answered",
    say("{actor} answered: {state}"),
    {"state": {state.value: state.label for state in ToolState}},
)
FOUND = event_kind("tool.found", say("{actor} found the tool in a file"))
SENT = event_kind("tool.file_sent", say("{actor} sent a file to be looked through"))
LOOK_STARTED = event_kind("tool.look_started", say("{actor} let a file be looked through"))
LOOK_STOPPED = event_kind("tool.look_stopped", say("{actor} stopped looking through a file"))
LOOKED_THROUGH = event_kind(
    "tool.file_looked_through", say("A file was looked through: {found} found")
)
REFUSED = event_kind(
    "tool.finds_refused", say("{actor} said of {count} finds that they are no tools")
)
RENEWED = event_kind("tool.renewed", say("{actor} said that it is kept and paid again"))

ANSWER = turn_kind(
    "tool.answer",
    asks=say("A tool was declared: may it stay?"),
    verb=say("Answer"),
    path="answer/",
    days=3,
)
answered_on_duty(ANSWER)

RENEWAL = turn_kind(
    "tool.renewal",
    asks=say("This tool is paid again soon: do we keep it?"),
    verb=say("Keep it"),
    path="",
    days=10,
)
one_click(RENEWAL, "tandem.tools.services.keep_tool", subject="tool_id")

also_holds("tandem.tools.queries.digests_spoken_of", passing="tandem.tools.queries.digests_looked")

TOLD = notice_kind("tool.answered", say("{by} answered about a tool that you declared"))
