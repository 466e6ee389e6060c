"""Moving initiatives on; sorting new ideas; the one queue."""

from tandem.stages.views.moving import bring_back, park, start
from tandem.stages.views.queue import queue, rank
from tandem.stages.views.triage import say_more, triage, triage_one

__all__ = ["bring_back", "park", "queue", "rank", "say_more", "start", "triage", "triage_one"]
