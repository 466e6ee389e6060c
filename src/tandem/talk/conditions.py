"""What this context knows for the conditions before a stage, for many initiatives at once."""

from collections.abc import Collection

from tandem.talk import queries
from tandem.talk.rules import AskedApproval, OpenQuestion


def facts(ids: Collection[int]) -> dict[int, list[OpenQuestion]]:
    """The open questions that block each initiative."""
    return queries.blocking_questions(ids)


def approval_facts(ids: Collection[int]) -> dict[int, list[AskedApproval]]:
    """Who was asked for a yes on each initiative, and what they said."""
    return queries.asked_approvals(ids)
