"""What the clock does for work that comes back. May be called as often as one likes."""

from tandem.accounts.queries import present_day
from tandem.routine import queries, services


def bring_work_back() -> int:
    """Make what is to come back today, or was before and wasn't made; returns how many."""
    for recurrence_id in queries.what_waits_to_be_done():
        services.plan_next(recurrence_id=recurrence_id)
    today = present_day()
    return sum(
        services.bring_back(recurrence_id=recurrence_id, today=today)
        for recurrence_id in queries.what_has_come(today)
    )
