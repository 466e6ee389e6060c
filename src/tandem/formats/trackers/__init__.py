"""What other trackers export, as one neutral shape: people, items, and what could not be read."""

from tandem.formats.trackers.any_file import open_exports, read_export
from tandem.formats.trackers.export import (
    Category,
    Change,
    Check,
    Checklist,
    Comment,
    Export,
    Item,
    Link,
    Note,
    Person,
    WorkLog,
)
from tandem.formats.trackers.gathering import Gathered, Reading
from tandem.formats.trackers.mapping import ROLES, read_mapping
from tandem.formats.trackers.spooled import Spooled
from tandem.formats.trackers.state_words import category_of, is_looked_over_in
from tandem.formats.trackers.unreadable import UnreadableExport

__all__ = [
    "ROLES",
    "Category",
    "Change",
    "Check",
    "Checklist",
    "Comment",
    "Export",
    "Gathered",
    "Item",
    "Link",
    "Note",
    "Person",
    "Reading",
    "Spooled",
    "UnreadableExport",
    "WorkLog",
    "category_of",
    "is_looked_over_in",
    "open_exports",
    "read_export",
    "read_mapping",
]
