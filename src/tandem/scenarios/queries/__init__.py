"""Reading scenarios: what they are, what they come to, what they do to others."""

from tandem.scenarios.queries.becoming import musts_cut, voices_asked, why_not_become
from tandem.scenarios.queries.figures import (
    Answered,
    Figures,
    Kept,
    answer_of,
)
from tandem.scenarios.queries.levers import as_levers, known_answer, what_moved_since
from tandem.scenarios.queries.others import Consequence, Consequences, consequences_of
from tandem.scenarios.queries.plan_now import PersonNow, PlanNow, WaitNow, plan_now
from tandem.scenarios.queries.reading import (
    Agreed,
    Moved,
    Place,
    ScenarioSeen,
    is_signed_by_both,
    place_of,
    scenario_at,
    scenario_of,
    scenarios_of,
    scenarios_whole,
)

__all__ = [
    "Agreed",
    "Answered",
    "Consequence",
    "Consequences",
    "Figures",
    "Kept",
    "Moved",
    "PersonNow",
    "Place",
    "PlanNow",
    "ScenarioSeen",
    "WaitNow",
    "answer_of",
    "as_levers",
    "consequences_of",
    "is_signed_by_both",
    "known_answer",
    "musts_cut",
    "place_of",
    "plan_now",
    "scenario_at",
    "scenario_of",
    "scenarios_of",
    "scenarios_whole",
    "voices_asked",
    "what_moved_since",
    "why_not_become",
]
