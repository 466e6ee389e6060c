"""Moving initiatives on; their paths; sorting new ideas; the one queue."""

from tandem.stages.views.moving import bring_back, park, start
from tandem.stages.views.passing import pass_condition, take_pass_back
from tandem.stages.views.paths import end_experiment, full_check, path, path_limits, path_word
from tandem.stages.views.queue import queue, rank
from tandem.stages.views.triage import say_more, triage, triage_one

__all__ = [
    "bring_back",
    "end_experiment",
    "full_check",
    "park",
    "pass_condition",
    "path",
    "path_limits",
    "path_word",
    "queue",
    "rank",
    "say_more",
    "start",
    "take_pass_back",
    "triage",
    "triage_one",
]
