"""Who may do what with saved views."""

from tandem.accounts.rules import Actor


def can_keep_views(actor: Actor) -> bool:
    """Everybody who is signed in; readers, too: a view is how one looks, nothing else."""
    return actor.role is not None


def can_share_views(actor: Actor) -> bool:
    """Members. What readers save is theirs alone."""
    return actor.may_write


def can_change_view(actor: Actor, *, owner_id: int) -> bool:
    """Whoever saved it."""
    return actor.me == owner_id


def can_delete_view(actor: Actor, *, owner_id: int) -> bool:
    """Whoever saved it; a shared one also administrators, for whoever saved it may have left."""
    return actor.me == owner_id or actor.is_administrator
