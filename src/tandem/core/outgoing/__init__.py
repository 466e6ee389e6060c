"""The one way by which Tandem asks another machine over HTTP: see decision 17."""

from tandem.core.outgoing.fetching import (
    Answer,
    Patience,
    Unreachable,
    fetch,
    host_of,
    why_not_fetch,
)
from tandem.core.outgoing.judging import Inside

__all__ = ["Answer", "Inside", "Patience", "Unreachable", "fetch", "host_of", "why_not_fetch"]
