"""The brief: read it, write it, play it back, sign it, change it."""

from tandem.briefs.views.agreeing import (
    answer_playback,
    ask_for_playback,
    play_back,
    sign,
    snapshot,
)
from tandem.briefs.views.changes import (
    allowance,
    apply_change,
    call_material,
    change,
    change_effort,
    changes,
    item_effort,
    withdraw_change,
)
from tandem.briefs.views.checking import check
from tandem.briefs.views.comparing import compare
from tandem.briefs.views.moving import move_item, place_item
from tandem.briefs.views.owing import deliver_item, take_back_delivery
from tandem.briefs.views.parts import brief, item, new_item, remove_item, restore_item
from tandem.briefs.views.pasting import paste
from tandem.briefs.views.prototypes import new_prototype, new_prototype_version
from tandem.briefs.views.second import second_signer
from tandem.briefs.views.suggesting import suggest_item, suggest_new_item
from tandem.briefs.views.taking_away import (
    brief_file,
    print_brief,
    print_snapshot,
    signed_chain,
    signed_chain_file,
    snapshot_file,
)
from tandem.briefs.views.what_ifs import answer_what_if, what_ifs

__all__ = [
    "allowance",
    "answer_playback",
    "answer_what_if",
    "apply_change",
    "ask_for_playback",
    "brief",
    "brief_file",
    "call_material",
    "change",
    "change_effort",
    "changes",
    "check",
    "compare",
    "deliver_item",
    "item",
    "item_effort",
    "move_item",
    "new_item",
    "new_prototype",
    "new_prototype_version",
    "paste",
    "place_item",
    "play_back",
    "print_brief",
    "print_snapshot",
    "remove_item",
    "restore_item",
    "second_signer",
    "sign",
    "signed_chain",
    "signed_chain_file",
    "snapshot",
    "snapshot_file",
    "suggest_item",
    "suggest_new_item",
    "take_back_delivery",
    "what_ifs",
    "withdraw_change",
]
