"""Who may change people and the workspace."""

from collections.abc import Collection

from tandem.accounts.rules import Actor, ActorKind


def can_manage_people(actor: Actor) -> bool:
    """Administrators add people, close accounts, and say who belongs to which side."""
    return actor.is_administrator


def can_change_workspace(actor: Actor) -> bool:
    """Administrators change what holds for the whole company, its departments too."""
    return actor.is_administrator


def can_make_tokens(actor: Actor) -> bool:
    """Only somebody who signed in: a token that is lost can't make further ones."""
    return actor.kind is ActorKind.PERSON


def can_arrange_absence(actor: Actor, person_id: int) -> bool:
    """Oneself, or an administrator for somebody who fell ill."""
    return actor.is_administrator or actor.person_id == person_id


def can_plan_duty(actor: Actor) -> bool:
    """Administrators plan who is on duty."""
    return actor.is_administrator


def can_swap_duty(actor: Actor, people: Collection[int]) -> bool:
    """Either of the two whose weeks they are, or an administrator."""
    return actor.is_administrator or (actor.may_write and actor.me in people)


def can_arrange_hours(actor: Actor, person_id: int) -> bool:
    """Oneself, or an administrator for somebody who hasn't said when they work."""
    return actor.is_administrator or actor.person_id == person_id
