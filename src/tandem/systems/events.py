"""The words of this context: its subject, what can happen, what can wait."""

from tandem.activity.registry import (
    answered_on_duty,
    event_kind,
    one_click,
    subject_kind,
    turn_kind,
)
from tandem.core.words import say

SYSTEM = subject_kind("system", "/systems/{id}/", say("System"))

ADDED = event_kind("system.added", say("{actor} added the entry"))
EDITED = event_kind("system.edited", say("{actor} changed the entry"))
CONFIRMED = event_kind("system.confirmed", say("{actor} said that the entry is right"))
RETIRED = event_kind("system.retired", say("{actor} retired the entry"))
RESTORED = event_kind("system.restored", say("{actor} brought the entry back"))

CAME_IN = event_kind("system.came_in", say("{actor} took the entry in from another catalogue"))
CHANGED_BY_SOURCE = event_kind(
    "system.changed_by_source", say("{actor} took in what another catalogue says of it now")
)
CONFIRMED_BY_SOURCE = event_kind(
    "system.confirmed_by_source", say("{actor} took in another catalogue: the entry stays as it is")
)
FLOWS_CAME_IN = event_kind(
    "system.flows_came_in", say("{actor} took in where another catalogue says that data flows")
)

MERGED = event_kind("system.merged", say("{actor} merged the entry into another"))
TOOK_IN = event_kind("system.took_in", say("{actor} merged another entry into this one"))
FLOWS_CARRIED = event_kind(
    "system.flows_carried", say("{actor} merged a system that data flows from or to")
)
FLOW_ADDED = event_kind("system.flow_added", say("{actor} said where data flows"))
FLOW_EDITED = event_kind("system.flow_edited", say("{actor} changed a data flow"))
FLOW_CONFIRMED = event_kind("system.flow_confirmed", say("{actor} said that a data flow is right"))
FLOW_ENDED = event_kind("system.flow_ended", say("{actor} ended a data flow"))
FLOW_RESTORED = event_kind("system.flow_restored", say("{actor} brought a data flow back"))

CONFIRM = turn_kind(
    "system.confirm",
    asks=say("Marketing added a system: is the entry right?"),
    verb=say("Look at it"),
    path="",
    days=3,
)

CONFIRM_FLOWS = turn_kind(
    "system.confirm_flows",
    asks=say("Marketing said where data flows: is it right?"),
    verb=say("Look at it"),
    path="flows/",
    days=3,
)

STALE = turn_kind(
    "system.stale",
    asks=say("Nobody has looked at this entry for half a year: is it still right?"),
    verb=say("Still right"),
    path="",
    days=10,
)
answered_on_duty(STALE)
one_click(STALE, "tandem.systems.services.find_still_right", subject="system_id")
