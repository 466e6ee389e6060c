"""What the clock does for ideas."""

from tandem.initiatives import services


def wake_ideas() -> None:
    """Ask again about ideas whose day has come."""
    services.wake_ideas()
