"""Who may do what with pictures and links. Sight is checked before: who sees nothing finds nothing.

`standing` is what the actor is on the initiative.
"""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.attachments.registry import place_named
from tandem.core.words import Sentence, say


def can_attach(actor: Actor) -> bool:
    """Everybody but readers, where they see it: a picture is a way of saying something. Partners,
    too.
    """
    return actor.may_take_part


def why_not_attach(actor: Actor, kind: str) -> Sentence | None:
    """Say why somebody adds nothing to a subject of this kind, or nothing if they do."""
    if not can_attach(actor):
        return say("You can read here. To take part, ask an administrator.")
    place = place_named(kind)
    if place is None or not place.by_anybody:
        return say("Nothing can be added here directly. Open the page it belongs to.")
    return None


def can_describe(actor: Actor, standing: Standing, *, added_by: int) -> bool:
    """Whoever added it, and the people of either side on the initiative."""
    return actor.may_take_part and (added_by == actor.me or bool(standing.sides))


def can_remove(actor: Actor, standing: Standing, *, added_by: int, lane: Lane | None) -> bool:
    """Whoever added it, and the owner of their side; of what is of no side, either owner."""
    owner = lane in standing.owned if lane else bool(standing.owned)
    return actor.may_take_part and (added_by == actor.me or owner)


def can_pin(actor: Actor) -> bool:
    """Whoever may comment."""
    return actor.may_take_part


def can_settle(actor: Actor, standing: Standing, *, placed_by: int) -> bool:
    """Whoever placed the pin, and the people of either side on the initiative."""
    return actor.may_take_part and (placed_by == actor.me or bool(standing.sides))
