"""Who may do what about a risk check."""

from collections.abc import Collection

from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing
from tandem.assessment.rules import Authority


def can_review(actor: Actor, reviewers: Collection[int]) -> bool:
    """Whoever was asked to look."""
    return actor.may_write and actor.me in reviewers


def can_name_owner(actor: Actor, *, answers: bool, sponsor_id: int | None) -> bool:
    """Who answers the check, and the sponsor."""
    return answers or (actor.may_write and actor.me == sponsor_id)


def can_accept(actor: Actor, *, owner_id: int | None) -> bool:
    """The named risk owner alone."""
    return actor.may_write and actor.me == owner_id


def can_write_protection(
    actor: Actor, standing: Standing, authorities: Collection[Authority]
) -> bool:
    """The people of either side on it, and who has authority over data protection."""
    mine = actor.may_write and Authority.DATA_PROTECTION in authorities
    return mine or bool(standing.sides)


def can_change_questions(actor: Actor) -> bool:
    """Administrators."""
    return actor.is_administrator
