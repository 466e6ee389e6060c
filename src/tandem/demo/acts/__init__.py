"""What the people of a story can do. Each act is one call of a service, or a few.

Importing a module makes its acts known.
"""

from tandem.demo.acts import (
    agreeing,
    assessing,
    bringing,
    guests,
    ideas,
    paths,
    pictures,
    planning,
    revising,
    risking,
    sorting,
    talking,
    tracing,
    trying,
    working,
    writing,
)

__all__ = [
    "agreeing",
    "assessing",
    "bringing",
    "guests",
    "ideas",
    "paths",
    "pictures",
    "planning",
    "revising",
    "risking",
    "sorting",
    "talking",
    "tracing",
    "trying",
    "working",
    "writing",
]
