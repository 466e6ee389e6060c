"""The rules of subjects, events and turns. Plain Python: no Django, no database."""

from tandem.activity.rules.chain import (
    GENESIS,
    Link,
    Value,
    chain_of_checkpoints,
    digest_of,
    root_of,
    salted,
    why_not_in_an_event,
)
from tandem.activity.rules.roles import SubjectRole, TurnOutcome
from tandem.activity.rules.verification import (
    KeptCheckpoint,
    KeptEvent,
    KeptHead,
    Verified,
    compare_with_kept,
    read_kept,
    verify_chains,
    verify_checkpoints,
    written_down,
)

__all__ = [
    "GENESIS",
    "KeptCheckpoint",
    "KeptEvent",
    "KeptHead",
    "Link",
    "SubjectRole",
    "TurnOutcome",
    "Value",
    "Verified",
    "chain_of_checkpoints",
    "compare_with_kept",
    "digest_of",
    "read_kept",
    "root_of",
    "salted",
    "verify_chains",
    "verify_checkpoints",
    "why_not_in_an_event",
    "written_down",
]
