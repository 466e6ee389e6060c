"""Plans, questions of scope and histories from files, for the planning engine."""

from tandem.formats.plans.json_plan import read_plan
from tandem.formats.plans.json_scope import read_history, read_scope
from tandem.formats.plans.ms_project import read_ms_project
from tandem.formats.plans.psplib import read_psplib
from tandem.formats.plans.timeline import Bar, timeline
from tandem.formats.plans.unreadable import UnreadablePlan

__all__ = [
    "Bar",
    "UnreadablePlan",
    "read_history",
    "read_ms_project",
    "read_plan",
    "read_psplib",
    "read_scope",
    "timeline",
]
