"""The words of this context: what happens when work is taken in."""

from tandem.activity.registry import event_kind, notice_kind
from tandem.attachments.registry import also_holds
from tandem.core.words import say
from tandem.work.registry import also_tells

BEGUN = event_kind("import.begun", say("{actor} began to take in work from another tool"))
ENDED = event_kind(
    "import.ended",
    say("Work from another tool was taken in by {actor}: {added} new, {changed} changed"),
)
STOPPED = event_kind(
    "import.stopped",
    say("{actor} stopped taking in work: {added} new, {changed} changed so far"),
)
UNDONE = event_kind("import.undone", say("{actor} dropped {dropped} that had been taken in"))

IDEAS_BEGUN = event_kind(
    "import.ideas_begun", say("{actor} began to take in ideas from another tool")
)
IDEAS_ENDED = event_kind(
    "import.ideas_ended",
    say("Ideas from another tool were taken in by {actor}: {added} new, {changed} changed"),
)
IDEAS_STOPPED = event_kind(
    "import.ideas_stopped",
    say("{actor} stopped taking in ideas: {added} new, {changed} changed so far"),
)
IDEAS_UNDONE = event_kind(
    "import.ideas_undone", say("{actor} took {dropped} ideas back that had been taken in")
)

WORK_CAME_TO_YOU = notice_kind("import.assigned", say("{by} took in work that you do"))
IDEAS_OF_YOURS = notice_kind("import.ideas_of_yours", say("{by} brought an idea of yours"))

also_tells("tandem.imports.queries.origin_of")
also_holds("tandem.imports.queries.digests_spoken_of")
