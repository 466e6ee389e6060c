"""Who may let something pass."""

from tandem.accounts.rules import Actor


def can_pass(actor: Actor, *, sponsor: int | None) -> bool:
    """The sponsor: the initiative's, else its goal's, else the workspace's."""
    return actor.may_write and actor.me == sponsor
