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
from tandem.activity.rules.deadlines import (
    ASKED,
    PAUSE_AT_MOST,
    Rung,
    Step,
    next_step,
    paused_spans,
    why_not_snooze,
)
from tandem.activity.rules.queue import ATTEMPTS_AT_MOST, LEASE, retry_after
from tandem.activity.rules.roles import MailChoice, SubjectRole, TurnOutcome
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

TITLE_WORD = "xtitlex"
"""Stands before the words of a title in the search index: titles are looked for by themselves."""

__all__ = [
    "ASKED",
    "ATTEMPTS_AT_MOST",
    "GENESIS",
    "LEASE",
    "PAUSE_AT_MOST",
    "TITLE_WORD",
    "KeptCheckpoint",
    "KeptEvent",
    "KeptHead",
    "Link",
    "MailChoice",
    "Rung",
    "Step",
    "SubjectRole",
    "TurnOutcome",
    "Value",
    "Verified",
    "chain_of_checkpoints",
    "compare_with_kept",
    "digest_of",
    "next_step",
    "paused_spans",
    "read_kept",
    "retry_after",
    "root_of",
    "salted",
    "verify_chains",
    "verify_checkpoints",
    "why_not_in_an_event",
    "why_not_snooze",
    "written_down",
]
