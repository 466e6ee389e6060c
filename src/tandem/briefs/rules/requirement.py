"""What a requirement says beside its text. Plain Python."""

from tandem.briefs.rules.slots import Shape, Slot
from tandem.core.words import say
from tandem.rights.rules import Matter

SLOTS = (
    Slot(
        "value",
        say("What it is worth"),
        hint=say("In words: who gains what by it."),
        matter=Matter.VALUE,
    ),
    Slot("depends_on", say("Needs first"), Shape.REQUIREMENTS, say("What it can't go without.")),
)
