"""Pages about ideas: writing and rewording them, their questions, who takes part."""

from tandem.initiatives.views.ideas import (
    edit_idea,
    join,
    new_idea,
    next_question,
    owners,
    question,
)

__all__ = [
    "edit_idea",
    "join",
    "new_idea",
    "next_question",
    "owners",
    "question",
]
