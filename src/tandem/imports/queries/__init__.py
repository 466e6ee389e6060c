"""Reading imports."""

from tandem.imports.queries.origin import Origin, origin_of
from tandem.imports.queries.own import own_names, own_targets
from tandem.imports.queries.reading import (
    ImportRow,
    ImportWhole,
    WouldAsk,
    digests_spoken_of,
    homes_to_import_to,
    import_visible_to,
    imports_of,
    lanes_of,
    may_import_ideas,
    people_to_name,
    something_waits,
    waiting,
    whole,
    would_ask,
)
from tandem.imports.queries.standing import (
    Known,
    KnownIdea,
    idea_seen,
    ids_by_key,
    known_ideas,
    known_items,
    untouched_ideas,
    untouched_items,
)

__all__ = [
    "ImportRow",
    "ImportWhole",
    "Known",
    "KnownIdea",
    "Origin",
    "WouldAsk",
    "digests_spoken_of",
    "homes_to_import_to",
    "idea_seen",
    "ids_by_key",
    "import_visible_to",
    "imports_of",
    "known_ideas",
    "known_items",
    "lanes_of",
    "may_import_ideas",
    "origin_of",
    "own_names",
    "own_targets",
    "people_to_name",
    "something_waits",
    "untouched_ideas",
    "untouched_items",
    "waiting",
    "whole",
    "would_ask",
]
