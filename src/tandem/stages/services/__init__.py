"""Moving an initiative on, aside, or off its path: the only writers of its stage."""

from tandem.stages.services.aside import (
    bring_back,
    decline_idea,
    join_to_another,
    park_initiative,
    park_unanswered,
)
from tandem.stages.services.moving import start_stage
from tandem.stages.services.passing import pass_condition, take_pass_back
from tandem.stages.services.paths import (
    choose_path,
    end_experiment,
    finish_full_check,
    say_to_path,
    set_path_limit,
)
from tandem.stages.services.taking_back import take_back_idea

__all__ = [
    "bring_back",
    "choose_path",
    "decline_idea",
    "end_experiment",
    "finish_full_check",
    "join_to_another",
    "park_initiative",
    "park_unanswered",
    "pass_condition",
    "say_to_path",
    "set_path_limit",
    "start_stage",
    "take_back_idea",
    "take_pass_back",
]
