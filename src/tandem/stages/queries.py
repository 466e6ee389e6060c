"""Reading which stage moves there were."""

from dataclasses import dataclass
from datetime import datetime

from tandem.accounts.rules import Actor
from tandem.initiatives.queries import initiative_visible_to
from tandem.initiatives.rules import Stage
from tandem.stages.models import StageMove


@dataclass(frozen=True, slots=True)
class Move:
    """That an initiative went from one stage to the next, and when."""

    before: Stage
    after: Stage
    at: datetime


def moves_of(actor: Actor, initiative_id: int) -> list[Move]:
    """The stage moves of a visible initiative, oldest first."""
    initiative = initiative_visible_to(actor, initiative_id)
    rows = StageMove.objects.filter(initiative_id=initiative.pk).order_by("pk")
    return [Move(Stage(row.before), Stage(row.after), row.moved_at) for row in rows]
