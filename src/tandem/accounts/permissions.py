"""Who may change people and the workspace."""

from tandem.accounts.rules import Actor, ActorKind


def can_manage_people(actor: Actor) -> bool:
    return actor.is_administrator


def can_change_workspace(actor: Actor) -> bool:
    return actor.is_administrator


def can_make_tokens(actor: Actor) -> bool:
    return actor.kind is ActorKind.PERSON
