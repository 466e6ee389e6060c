"""Who may do what when an initiative is assessed. `standing` is what the actor is on it."""

from collections.abc import Collection

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.assessment.rules import Authority


def can_name_systems(standing: Standing) -> bool:
    """The people of either side on the initiative."""
    return bool(standing.sides)


def can_settle_systems(standing: Standing) -> bool:
    """IT decides what is affected."""
    return Lane.IT in standing.sides


def can_say_feasibility(standing: Standing) -> bool:
    """IT's people on the initiative."""
    return Lane.IT in standing.sides


def can_answer_feasibility(standing: Standing) -> bool:
    """Marketing's people on the initiative."""
    return Lane.MARKETING in standing.sides


def can_rule(actor: Actor, *, sponsor_id: int | None) -> bool:
    """The sponsor alone."""
    return actor.may_write and sponsor_id == actor.me


def can_check_data(actor: Actor, standing: Standing, authorities: Collection[Authority]) -> bool:
    """IT's people on the initiative, and who has authority over data protection."""
    mine = actor.may_write and Authority.DATA_PROTECTION in authorities
    return mine or Lane.IT in standing.sides


def can_hold(actor: Actor, authorities: Collection[Authority], kind: Authority) -> bool:
    """Whoever has that authority today."""
    return actor.may_write and kind in authorities


def can_decide_hold(
    actor: Actor, authorities: Collection[Authority], *, sponsor_id: int | None
) -> bool:
    """The sponsor and the risk owners."""
    return actor.may_write and (sponsor_id == actor.me or Authority.RISK in authorities)


def can_name_authorities(actor: Actor) -> bool:
    """Administrators."""
    return actor.is_administrator
