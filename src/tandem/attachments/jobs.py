"""What the clock does for attached files. May be called as often as one likes."""

from collections.abc import Collection

from django.utils.module_loading import import_string

from tandem.attachments import queries, registry
from tandem.core import kept_files


def sweep_files() -> int:
    """Remove files that nothing speaks of any more; returns how many that were."""
    return kept_files.sweep(_spoken_of)


def _spoken_of(digests: Collection[str]) -> set[str]:
    held = queries.digests_spoken_of(digests)
    return held.union(*(import_string(path)(digests) for path in registry.holders()))
