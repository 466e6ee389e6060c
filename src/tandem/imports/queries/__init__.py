"""Reading imports."""

from tandem.imports.queries.origin import Origin, origin_of
from tandem.imports.queries.own import own_names, own_targets
from tandem.imports.queries.reading import (
    ImportRow,
    ImportWhole,
    digests_spoken_of,
    homes_to_import_to,
    import_visible_to,
    imports_of,
    lanes_of,
    people_to_name,
    something_waits,
    waiting,
    whole,
)
from tandem.imports.queries.standing import Known, ids_by_key, known_items, untouched_items

__all__ = [
    "ImportRow",
    "ImportWhole",
    "Known",
    "Origin",
    "digests_spoken_of",
    "homes_to_import_to",
    "ids_by_key",
    "import_visible_to",
    "imports_of",
    "known_items",
    "lanes_of",
    "origin_of",
    "own_names",
    "own_targets",
    "people_to_name",
    "something_waits",
    "untouched_items",
    "waiting",
    "whole",
]
