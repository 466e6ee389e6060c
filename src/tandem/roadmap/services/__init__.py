"""Moving things by the services of the contexts that own them; saying where they appear."""

from tandem.roadmap.services.appearing import say_appearance
from tandem.roadmap.services.moving import move_along, move_day

__all__ = ["move_along", "move_day", "say_appearance"]
