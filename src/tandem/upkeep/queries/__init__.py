"""Reading what is known of the workspace itself."""

from tandem.upkeep.queries.people import known_about

__all__ = ["known_about"]
