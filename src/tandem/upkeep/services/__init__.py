"""Everything that changes the workspace itself."""

from tandem.upkeep.services.people import take_people_in

__all__ = ["take_people_in"]
