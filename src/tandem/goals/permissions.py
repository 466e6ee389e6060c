"""Who may do what with vision and goals."""

from collections.abc import Collection

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing


def can_write_goals(actor: Actor, *, sponsor_id: int | None) -> bool:
    """Marketing's people, administrators, and the company's sponsor."""
    return actor.may_write and (
        Lane.MARKETING in actor.lanes or actor.is_administrator or actor.me == sponsor_id
    )


def can_endorse(actor: Actor, sponsors: Collection[int | None]) -> bool:
    """The company's sponsor, and the sponsors of what is endorsed."""
    return actor.may_write and actor.me in sponsors


def can_link(standing: Standing) -> bool:
    """Marketing's people on the initiative."""
    return Lane.MARKETING in standing.sides
