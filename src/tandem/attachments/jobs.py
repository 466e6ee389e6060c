"""What the clock does for attached files. May be called as often as one likes."""

from tandem.attachments import queries
from tandem.core import kept_files


def sweep_files() -> int:
    """Remove files that nothing speaks of any more; returns how many that were."""
    return kept_files.sweep(queries.digests_held)
