"""Moving an initiative on, aside, or off its path: the only writers of its stage."""

from tandem.stages.services.aside import (
    bring_back,
    decline_idea,
    join_to_another,
    park_initiative,
)
from tandem.stages.services.moving import start_stage
from tandem.stages.services.passing import pass_condition, take_pass_back

__all__ = [
    "bring_back",
    "decline_idea",
    "join_to_another",
    "park_initiative",
    "pass_condition",
    "start_stage",
    "take_pass_back",
]
