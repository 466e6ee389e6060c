"""What the clock does for the catalogue. May be called as often as one likes."""

from tandem.systems import services


def ask_about_stale() -> int:
    """Ask owners about entries that nobody has called right for half a year."""
    return services.ask_about_stale()
