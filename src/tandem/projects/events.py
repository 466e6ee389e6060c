"""The words of this context: its subject, what can happen, what people are told."""

from tandem.activity.registry import event_kind, notice_kind, subject_kind
from tandem.attachments.registry import attachable
from tandem.core.words import say
from tandem.projects.registry import days_hang_on_projects
from tandem.projects.rules import ProjectState

_STATES = {state.value: state.label for state in ProjectState}
_STEP = {"before": _STATES, "after": _STATES}

IT_PROJECT = subject_kind("it_project", "/it-projects/{id}/", say("IT project"))
attachable(IT_PROJECT, by_anybody=True)
days_hang_on_projects("tandem.initiatives.queries.wished_days")

ADDED = event_kind("it_project.added", say("{actor} added the IT project"))
EDITED = event_kind("it_project.edited", say("{actor} changed the IT project"))
LEAD_NAMED = event_kind("it_project.lead_named", say("{actor} named {person} to lead it"))
JOINED = event_kind("it_project.joined", say("{person} takes part"))
MOVED = event_kind("it_project.moved", say("{actor} moved its end by {days} days"))
MOVE_UNDONE = event_kind("it_project.move_undone", say("{actor} took a move of its dates back"))
BECAME = event_kind("it_project.became", say("{actor} changed it from {before} to {after}"), _STEP)
WAITS = event_kind("it_project.waits", say("{actor} said that it waits for something else"))
WAITS_NO_MORE = event_kind(
    "it_project.waits_no_more", say("{actor} said that it no longer waits for something else")
)
AWAITED_MOVED = event_kind(
    "it_project.awaited_moved",
    say("{actor} moved an IT project that this waits for by {days} days"),
)
AWAITED_ENDED = event_kind(
    "it_project.awaited_ended",
    say("{actor} said that an IT project is now: {after}. This waits for it"),
    _STEP,
)
HIDDEN = event_kind("it_project.hidden", say("{actor} restricted the IT project to its people"))
SHOWN = event_kind("it_project.shown", say("{actor} opened the IT project to everybody"))

DATE_IS_HIT = notice_kind(
    "it_project.date_is_hit",
    say("{by} moved an IT project that this waits for: it ends after your date now"),
)
AWAITED_STOPPED = notice_kind(
    "it_project.awaited_stopped", say("{by} stopped an IT project that this waits for")
)
YOU_LEAD = notice_kind("it_project.you_lead", say("{by} named you to lead an IT project"))
