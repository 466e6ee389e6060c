"""Everything that changes our tools. Nothing of them is ever deleted."""

from tandem.tools.services.answering import answer_tool, ask_about_renewals, keep_tool
from tandem.tools.services.declaring import declare_tool, edit_tool
from tandem.tools.services.finding import match_find, refuse_finds, take_finds
from tandem.tools.services.looking import (
    Claim,
    Sent,
    claim_look,
    end_look,
    fail_look,
    go_on_looking,
    leave_forgotten_files,
    send_payments,
    start_looking,
    stop_looking,
)

__all__ = [
    "Claim",
    "Sent",
    "answer_tool",
    "ask_about_renewals",
    "claim_look",
    "declare_tool",
    "edit_tool",
    "end_look",
    "fail_look",
    "go_on_looking",
    "keep_tool",
    "leave_forgotten_files",
    "match_find",
    "refuse_finds",
    "send_payments",
    "start_looking",
    "stop_looking",
    "take_finds",
]
