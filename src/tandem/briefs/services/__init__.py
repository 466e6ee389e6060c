"""Everything that changes a brief: `writing` its parts, `moving` them, `agreeing` on its content,
`changing` what was signed."""

from tandem.briefs.services.agreed import let_must_be_should, lock_brief
from tandem.briefs.services.agreeing import (
    answer_playback,
    ask_for_playback,
    name_second_signer,
    play_back,
    sign_brief,
)
from tandem.briefs.services.changing import (
    apply_change,
    call_material,
    give_back_at_revision,
    state_change_effort,
    state_effort,
    withdraw_change,
)
from tandem.briefs.services.moving import move_item, place_item
from tandem.briefs.services.owing import deliver_item, take_back_delivery
from tandem.briefs.services.prototypes import add_prototype, add_prototype_version
from tandem.briefs.services.what_ifs import answer_what_if, ask_what_if
from tandem.briefs.services.writing import (
    add_item,
    edit_item,
    remove_item,
    restore_item,
    start_brief,
)

__all__ = [
    "add_item",
    "add_prototype",
    "add_prototype_version",
    "answer_playback",
    "answer_what_if",
    "apply_change",
    "ask_for_playback",
    "ask_what_if",
    "call_material",
    "deliver_item",
    "edit_item",
    "give_back_at_revision",
    "let_must_be_should",
    "lock_brief",
    "move_item",
    "name_second_signer",
    "place_item",
    "play_back",
    "remove_item",
    "restore_item",
    "sign_brief",
    "start_brief",
    "state_change_effort",
    "state_effort",
    "take_back_delivery",
    "withdraw_change",
]
