"""Everything that changes a brief: `writing` its parts, `agreeing` on its content."""

from tandem.briefs.services.agreeing import (
    answer_playback,
    ask_for_playback,
    play_back,
    sign_brief,
)
from tandem.briefs.services.writing import (
    add_item,
    edit_item,
    remove_item,
    restore_item,
    start_brief,
)

__all__ = [
    "add_item",
    "answer_playback",
    "ask_for_playback",
    "edit_item",
    "play_back",
    "remove_item",
    "restore_item",
    "sign_brief",
    "start_brief",
]
