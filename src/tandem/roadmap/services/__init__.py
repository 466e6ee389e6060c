"""Moving things by the services of the contexts that own them; saying where they appear."""

from tandem.roadmap.services.appearing import say_appearance
from tandem.roadmap.services.dates import move_fixed_date, undo_fixed_date
from tandem.roadmap.services.moving import move_along, move_day

__all__ = ["move_along", "move_day", "move_fixed_date", "say_appearance", "undo_fixed_date"]
