"""Pages about ideas: writing and rewording them, their questions, who takes part."""

from tandem.initiatives.views.ideas import (
    edit_idea,
    join,
    new_idea,
    next_question,
    owners,
    question,
)
from tandem.initiatives.views.partners import end_partner, partners
from tandem.initiatives.views.pasting import paste_ideas

__all__ = [
    "edit_idea",
    "end_partner",
    "join",
    "new_idea",
    "next_question",
    "owners",
    "partners",
    "paste_ideas",
    "question",
]
