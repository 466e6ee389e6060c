"""Who may change people and the workspace."""

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
