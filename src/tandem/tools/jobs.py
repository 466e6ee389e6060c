"""What the clock does for our tools. May be called as often as one likes."""

from tandem.tools import services


def ask_about_renewals() -> int:
    """Ask whether what is paid again within sixty days is kept."""
    return services.ask_about_renewals()
