"""What an entry of the tracking plan says. Plain Python."""

from tandem.briefs.rules.slots import Shape, Slot
from tandem.core.words import say

SLOTS = (
    Slot("event", say("Event"), hint=say("Its name in the reports, such as checkout_started.")),
    Slot("trigger", say("Counted when"), hint=say("What somebody does, or what happens.")),
    Slot("parameters", say("With"), Shape.LINES, say("What is sent along, one per line.")),
    Slot(
        "consent", say("Consent"), hint=say("Under which consent it may be counted, or why none.")
    ),
    Slot("report", say("Seen in"), hint=say("The report in which somebody looks at it.")),
)
NEEDED = frozenset({"event", "trigger", "consent", "report"})
