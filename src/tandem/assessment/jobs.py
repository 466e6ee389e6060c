"""What the clock does for assessments. May be called as often as one likes."""

from tandem.activity.queries import people_asked
from tandem.assessment import queries, services
from tandem.assessment.events import LOOK_AT_IMPACT


def ask_about_impact() -> int:
    """Ask IT to look where an initiative reaches elsewhere than when its brief was signed, and no
    longer where it doesn't. Each is looked at again in its own transaction, once it is locked.
    """
    moved = set(queries.changed_since_kept()) ^ people_asked(LOOK_AT_IMPACT).keys()
    return sum(services.settle_impact(initiative_id=pk) for pk in sorted(moved))
