"""The words of this context: its subject, what can happen, what can wait."""

from tandem.activity.registry import event_kind, subject_kind, turn_kind
from tandem.core.words import say

SYSTEM = subject_kind("system", "/systems/{id}/", say("System"))

ADDED = event_kind("system.added", say("{actor} added the entry"))
EDITED = event_kind("system.edited", say("{actor} changed the entry"))
CONFIRMED = event_kind("system.confirmed", say("{actor} said that the entry is right"))
RETIRED = event_kind("system.retired", say("{actor} retired the entry"))
RESTORED = event_kind("system.restored", say("{actor} brought the entry back"))

CONFIRM = turn_kind(
    "system.confirm",
    asks=say("Marketing added a system: is the entry right?"),
    verb=say("Look at it"),
    path="",
    days=3,
)
