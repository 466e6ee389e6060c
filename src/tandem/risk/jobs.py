"""What the clock does for risk checks. May be called as often as one likes."""

from tandem.risk import queries, services


def look_after_checks() -> int:
    """Ask whoever is to look today at what waits for a look; says how many were gone through."""
    waiting = sorted(queries.waiting_for_a_look())
    for initiative_id in waiting:
        services.look_after_checks(initiative_id=initiative_id)
    return len(waiting)
