"""What this context knows for the conditions before a stage, for many initiatives at once."""

from collections.abc import Collection

from tandem.talk import queries
from tandem.talk.rules import OpenQuestion


def facts(ids: Collection[int]) -> dict[int, list[OpenQuestion]]:
    """The open questions that block each initiative."""
    return queries.blocking_questions(ids)
