"""Who may do what with the quarterly revisions."""

from tandem.accounts.rules import Actor


def can_book(actor: Actor, *, sponsor_id: int | None) -> bool:
    """The company's sponsor, and administrators: open a year, move a revision, hold it."""
    return actor.may_write and (actor.is_administrator or actor.me == sponsor_id)


def can_mark(actor: Actor, *, sponsor_id: int | None) -> bool:
    """The people of both sides, and whoever holds the revision."""
    return actor.may_write and (bool(actor.lanes) or can_book(actor, sponsor_id=sponsor_id))
