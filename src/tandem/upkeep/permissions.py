"""Who may look after the workspace itself."""

from tandem.accounts.rules import Actor, ActorKind


def can_take_people_in(actor: Actor) -> bool:
    """Administrators bring people in."""
    return actor.is_administrator


def can_look_after(actor: Actor) -> bool:
    """Administrators see how the workspace is."""
    return actor.is_administrator


def can_change_house(actor: Actor) -> bool:
    """Administrators, and no program of theirs: where mail goes, and whether all of it ends."""
    return actor.is_administrator and actor.kind is ActorKind.PERSON
