"""Who may do what with a brief. `standing` is what the actor is on its initiative."""

from tandem.accounts.rules import Lane
from tandem.activity.permissions import Standing


def can_start_brief(standing: Standing) -> bool:
    """Marketing starts the brief; its people on the initiative may."""
    return Lane.MARKETING in standing.sides


def can_edit(standing: Standing) -> bool:
    """People of either side edit what their side decides; `rules.why_not_edit` says which."""
    return bool(standing.sides)


def can_ask_for_playback(standing: Standing) -> bool:
    """Marketing says when the brief is ready to be read."""
    return Lane.MARKETING in standing.sides


def can_play_back(standing: Standing) -> bool:
    """IT says what it understood."""
    return Lane.IT in standing.sides


def can_confirm(standing: Standing) -> bool:
    """The Marketing owner says whether that is it."""
    return Lane.MARKETING in standing.owned


def can_sign(standing: Standing, lane: Lane) -> bool:
    """Owners sign, each for their side."""
    return lane in standing.owned
