"""Who may do what with the open form."""

from tandem.accounts.rules import Actor


def can_open_form(actor: Actor) -> bool:
    """Administrators open, change and close it."""
    return actor.is_administrator
