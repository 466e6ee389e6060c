"""Reading what is known of the workspace itself."""

from tandem.upkeep.queries.health import health_facts
from tandem.upkeep.queries.marks import mark, marks, sender_of_mail
from tandem.upkeep.queries.people import known_about
from tandem.upkeep.queries.steps import first_steps, steps_to_remind_of

__all__ = [
    "first_steps",
    "health_facts",
    "known_about",
    "mark",
    "marks",
    "sender_of_mail",
    "steps_to_remind_of",
]
