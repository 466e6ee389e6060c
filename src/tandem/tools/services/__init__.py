"""Everything that changes our tools. Nothing of them is ever deleted."""

from tandem.tools.services.answering import answer_tool, ask_about_renewals, keep_tool
from tandem.tools.services.declaring import declare_tool, edit_tool

__all__ = ["answer_tool", "ask_about_renewals", "declare_tool", "edit_tool", "keep_tool"]
