"""Plans from files of other programs, for the planning engine."""

from tandem.formats.plans.psplib import read_psplib
from tandem.formats.plans.unreadable import UnreadablePlan

__all__ = ["UnreadablePlan", "read_psplib"]
