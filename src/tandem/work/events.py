"""The words of this context: what work is, and what happens to it."""

from tandem.accounts.rules import Lane
from tandem.activity.registry import event_kind, notice_kind, subject_kind
from tandem.attachments.registry import attachable
from tandem.core.words import say
from tandem.initiatives.events import INITIATIVE
from tandem.projects.events import IT_PROJECT
from tandem.work.registry import home_kind
from tandem.work.rules import WorkState

_STATES = {state.value: state.label for state in WorkState}
_MOVED = {"before": _STATES, "after": _STATES}
_SIDES = {"lane": {lane.value: lane.label for lane in Lane}}

WORK_ITEM = subject_kind("work_item", "/work/{id}/", say("Work"))
attachable(WORK_ITEM, by_anybody=True)
home_kind(INITIATIVE, "tandem.work.queries.homes.why_no_work_on_initiative")
home_kind(IT_PROJECT, "tandem.work.queries.homes.why_no_work_on_project")

ADDED = event_kind("work_item.added", say("{actor} added work: #{number}"))
CHANGED = event_kind("work_item.changed", say("{actor} changed a piece of work"))
MOVED = event_kind("work_item.moved", say("{actor} moved work from {before} to {after}"), _MOVED)
PLACED = event_kind("work_item.placed", say("{actor} changed the order of work"))
MOVE_UNDONE = event_kind(
    "work_item.move_undone", say("{actor} put work back from {before} to {after}"), _MOVED
)
ASSIGNED = event_kind("work_item.assigned", say("{actor} gave {person} a piece of work"))
UNASSIGNED = event_kind("work_item.unassigned", say("{person} no longer does a piece of work"))
ESTIMATED = event_kind("work_item.estimated", say("{actor} estimated a piece of work"))
ESTIMATE_GONE = event_kind("work_item.estimate_taken_back", say("{actor} took an estimate back"))
LINKED = event_kind("work_item.linked", say("{actor} said which part of the brief work is for"))
UNLINKED = event_kind(
    "work_item.unlinked", say("{actor} took work off a part of the brief it was for")
)
WAITS = event_kind("work_item.waits", say("{actor} let work wait for other work"))
WAITS_NO_MORE = event_kind(
    "work_item.waits_no_more", say("{actor} no longer lets work wait for other work")
)
BLOCKED = event_kind("work_item.blocked", say("{actor} marked work as blocked"))
BLOCKED_BY_SIDE = event_kind(
    "work_item.blocked_by_side", say("{actor} marked work as blocked: it waits for {lane}"), _SIDES
)
BLOCKED_BY_PERSON = event_kind(
    "work_item.blocked_by_person", say("{actor} marked work as blocked: it waits for {person}")
)
UNBLOCKED = event_kind("work_item.unblocked", say("{actor} said that work goes on"))
CHECK_ADDED = event_kind("work_item.check_added", say("{actor} added a line to a checklist"))
CHECK_REMOVED = event_kind("work_item.check_removed", say("{actor} removed a line of a checklist"))
TICKED = event_kind("work_item.ticked", say("{actor} ticked a line of a checklist"))
UNTICKED = event_kind("work_item.unticked", say("{actor} unticked a line of a checklist"))
ACCEPTED = event_kind("work_item.accepted", say("{actor} accepted work that was done"))
ACCEPTANCE_GONE = event_kind(
    "work_item.acceptance_taken_back", say("{actor} no longer accepts work that was done")
)
LIMITS_SET = event_kind("work.limits_set", say("{actor} set limits for the columns of boards"))

YOU_WERE_ASSIGNED = notice_kind("work_item.assigned", say("{by} gave you a piece of work"))
YOU_ARE_WAITED_FOR = notice_kind("work_item.blocked", say("{by} is blocked and waits for you"))
WORK_IS_DONE = notice_kind("work_item.done", say("{by} finished work that you asked for"))
