"""What a use case says, and what it lacks. Plain Python."""

from collections.abc import Collection, Iterable, Mapping

from tandem.briefs.rules.slots import Shape, Slot
from tandem.core.words import say
from tandem.rights.rules import Matter

SLOTS = (
    Slot("covers", say("For these requirements"), Shape.REQUIREMENTS),
    Slot("actor", say("Who"), hint=say("One kind of person, or a system.")),
    Slot("goal", say("What they want")),
    Slot("preconditions", say("What is true before"), Shape.LINES, say("One per line.")),
    Slot("main_flow", say("Step by step"), Shape.STEPS, say("One step per line.")),
    Slot("alternatives", say("What else can happen"), Shape.LINES, say("One per line.")),
    Slot(
        "acceptance",
        say("It works when"),
        Shape.LINES,
        say("One per line; each can be seen or measured."),
    ),
    Slot(
        "technical",
        say("IT accepts it when"),
        Shape.LINES,
        say("One per line: load, speed, what is logged, what must never break."),
        matter=Matter.ACCEPTANCE,
    ),
)


def covered(use_cases: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """The requirements that some use case with acceptance criteria is for."""
    return frozenset(
        label for fields in use_cases if fields.get("acceptance") for label in covers(fields)
    )


def covers(fields: Mapping[str, object]) -> Collection[str]:
    """The requirements that a use case is for."""
    labels = fields.get("covers")
    return labels if isinstance(labels, list) else ()
