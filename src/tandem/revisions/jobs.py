"""What the clock does for revisions. May be called as often as one likes."""

from tandem.revisions import services


def prepare_revisions() -> int:
    """Open the preparation of what is near."""
    return services.prepare_revisions()
