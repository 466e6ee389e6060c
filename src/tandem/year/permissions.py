"""Who may do what with the year."""

from tandem.accounts.rules import Actor, Lane


def can_note_moments(actor: Actor) -> bool:
    """Marketing's people and administrators."""
    return actor.may_write and (Lane.MARKETING in actor.lanes or actor.is_administrator)


def can_declare_freezes(actor: Actor) -> bool:
    """IT's people and administrators."""
    return actor.may_write and (Lane.IT in actor.lanes or actor.is_administrator)


def can_set_windows(actor: Actor) -> bool:
    """Administrators."""
    return actor.is_administrator
