"""Everything that changes an idea or initiative, but its stage (that is `stages`)."""

from tandem.initiatives.services.answering import answer_question
from tandem.initiatives.services.brought import BroughtIdea, bring_ideas
from tandem.initiatives.services.ideas import (
    bring_in,
    change_idea,
    join_initiative,
    name_owner,
    name_owners,
    reword_idea,
    wish_for_date,
    write_idea,
    write_ideas,
)
from tandem.initiatives.services.partners import add_partner, end_partner
from tandem.initiatives.services.queue import (
    leave_rank,
    move_in_queue,
    set_stage_limit,
    suggest_move,
)
from tandem.initiatives.services.triage import (
    ask_for_more,
    say_more,
    snooze_idea,
    take_up_idea,
    wake_ideas,
)

__all__ = [
    "BroughtIdea",
    "add_partner",
    "answer_question",
    "ask_for_more",
    "bring_ideas",
    "bring_in",
    "change_idea",
    "end_partner",
    "join_initiative",
    "leave_rank",
    "move_in_queue",
    "name_owner",
    "name_owners",
    "reword_idea",
    "say_more",
    "set_stage_limit",
    "snooze_idea",
    "suggest_move",
    "take_up_idea",
    "wake_ideas",
    "wish_for_date",
    "write_idea",
    "write_ideas",
]
