"""Who may do what with the marketing calendar. `standing` is what one is on the initiative."""

from tandem.accounts.rules import Lane
from tandem.activity.permissions import Standing


def can_say_where(standing: Standing) -> bool:
    """Marketing's people on the initiative."""
    return Lane.MARKETING in standing.sides
