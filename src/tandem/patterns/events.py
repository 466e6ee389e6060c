"""The words of this context: what happens with templates of work."""

from tandem.activity.registry import event_kind
from tandem.core.words import say

WORK_KEPT = event_kind("work_template.made", say("{actor} made a template of its work"))
WORK_TEMPLATE_CHANGED = event_kind(
    "work_template.changed", say("{actor} changed a template that was made of its work")
)
WORK_TEMPLATE_RETIRED = event_kind(
    "work_template.retired", say("{actor} retired a template that was made of its work")
)
WORK_ADDED = event_kind(
    "work_template.used", say("{actor} added work from a template: {count} in all")
)
WORK_TAKEN_BACK = event_kind(
    "work_template.undone", say("{actor} took work of a template back: {count} in all")
)
