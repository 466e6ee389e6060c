"""Who may change how others sign in."""

from tandem.accounts.rules import Actor, ActorKind


def can_change_own(actor: Actor) -> bool:
    """Whoever sits at a browser; no program changes how its person signs in."""
    return actor.kind is ActorKind.PERSON


def can_look_after_others(actor: Actor) -> bool:
    """Administrators, and no program of theirs."""
    return actor.is_administrator and actor.kind is ActorKind.PERSON
