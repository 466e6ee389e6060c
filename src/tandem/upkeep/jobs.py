"""What the clock does for the workspace itself."""

from tandem.upkeep.rules.marks import MarkKind
from tandem.upkeep.services import note_done


def give_sign_of_life() -> None:
    """Note that the worker works; every minute."""
    note_done(MarkKind.WORKER)
