"""What a metric says, and what it lacks. Plain Python."""

from collections.abc import Mapping

from tandem.briefs.rules.slots import Shape, Slot
from tandem.core.words import Sentence, say

SLOTS = (
    Slot("target", say("Target"), hint=say("The number it shall reach.")),
    Slot("source", say("Read from"), hint=say("The report or system where it stands.")),
    Slot("owner", say("Read by"), hint=say("The person who looks it up.")),
    Slot("day", say("On"), Shape.DAY),
    Slot("baseline", say("Today"), hint=say("The number before anything changes.")),
    Slot("measure_first", say("Today's number is measured first"), Shape.YES),
)


def missing(fields: Mapping[str, object]) -> list[Sentence]:
    """What a metric still lacks, by name."""
    lacking = [
        slot.label
        for slot in SLOTS
        if slot.name in {"target", "source", "owner", "day"} and not fields.get(slot.name)
    ]
    if not fields.get("baseline") and not fields.get("measure_first"):
        lacking.append(say("Today, or “measured first”"))
    return lacking
