"""Plans, questions of scope and histories from files, for the planning engine."""

from tandem.formats.plans.any_file import ENDINGS, read_any_plan
from tandem.formats.plans.curve import Side, curve
from tandem.formats.plans.jira import read_jira
from tandem.formats.plans.json_plan import plan_of, read_plan
from tandem.formats.plans.json_scope import read_history, read_scope
from tandem.formats.plans.ms_project import read_ms_project
from tandem.formats.plans.patterson import read_mplib, read_patterson
from tandem.formats.plans.psplib import read_psplib
from tandem.formats.plans.task_juggler import read_task_juggler
from tandem.formats.plans.timeline import Bar, timeline
from tandem.formats.plans.unreadable import UnreadablePlan

__all__ = [
    "ENDINGS",
    "Bar",
    "Side",
    "UnreadablePlan",
    "curve",
    "plan_of",
    "read_any_plan",
    "read_history",
    "read_jira",
    "read_mplib",
    "read_ms_project",
    "read_patterson",
    "read_plan",
    "read_psplib",
    "read_scope",
    "read_task_juggler",
    "timeline",
]
