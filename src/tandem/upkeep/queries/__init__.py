"""Reading what is known of the workspace itself."""

from tandem.upkeep.queries.marks import mark, marks, sender_of_mail
from tandem.upkeep.queries.people import known_about

__all__ = ["known_about", "mark", "marks", "sender_of_mail"]
