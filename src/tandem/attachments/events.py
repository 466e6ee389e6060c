"""The words of this context: what is attached, and what happens to it."""

from tandem.activity.registry import event_kind, subject_kind
from tandem.core.words import say

ATTACHMENT = subject_kind("attachment", "/attachments/{id}/", say("Picture or link"))
PIN = subject_kind("pin", "/attachments/{parent}/?pin={id}", say("Pin on a picture"))

ADDED = event_kind("attachment.added", say("{actor} added a picture or a file"))
LINKED = event_kind("attachment.linked", say("{actor} added a link"))
VERSION_ADDED = event_kind(
    "attachment.version_added", say("{actor} added version {version} of a picture")
)
CHANGED = event_kind("attachment.changed", say("{actor} described a picture or a link"))
MOVED = event_kind("attachment.moved", say("{actor} put a picture in another place"))
REMOVED = event_kind("attachment.removed", say("{actor} removed a picture or a link"))

PINNED = event_kind("pin.placed", say("{actor} put pin {number} on a picture"))
SETTLED = event_kind("pin.settled", say("{actor} settled pin {number}"))
REOPENED = event_kind("pin.reopened", say("{actor} opened pin {number} again"))
