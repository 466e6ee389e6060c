"""Who decides a suggestion."""

from tandem.accounts.rules import Actor, ActorKind
from tandem.activity.permissions import Standing
from tandem.rights.rules import Decider


def decides(actor: Actor, standing: Standing, decider: Decider, *, is_sponsor: bool) -> bool:
    """Whether the actor changes such a thing directly.

    People of the deciding side who are on the initiative do; the sponsor what is theirs.
    """
    if not actor.may_write:
        return False
    if decider is Decider.SPONSOR:
        return is_sponsor
    if decider is Decider.EITHER:
        return bool(standing.sides)
    return decider.lane in standing.sides


def drafts(standing: Standing, decider: Decider) -> bool:
    """Whether a partner may write such a thing while nothing of it is signed: what people of their
    side change directly.
    """
    if decider is Decider.EITHER:
        return bool(standing.helps)
    return decider.lane in standing.helps


def can_restrict(actor: Actor, standing: Standing, *, is_sponsor: bool) -> bool:
    """Owners and the sponsor say who may know of an initiative."""
    return actor.may_write and (bool(standing.owned) or is_sponsor)


def can_name_sponsor(actor: Actor, *, is_sponsor: bool) -> bool:
    """The present sponsor hands it on; an administrator helps out."""
    return actor.may_write and (is_sponsor or actor.is_administrator)


def can_break_in(actor: Actor) -> bool:
    """Administrators, as people who signed in: no program does this."""
    return actor.is_administrator and actor.kind is ActorKind.PERSON


def can_change_rights(actor: Actor) -> bool:
    """Administrators change the table."""
    return actor.is_administrator
