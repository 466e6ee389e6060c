"""What the clock does for assessments. May be called as often as one likes."""

from tandem.assessment import services


def ask_about_impact() -> int:
    """Ask IT to look where an initiative reaches elsewhere than when its brief was signed."""
    return services.ask_about_impact()
