"""From the clock on the wall to a moment in UTC, with one rule for every clock change.

The rule: a wall time of a day means *the first moment at which the clock shows that time or a
later one*. So a time that a change skips (02:30 in a spring night) is the moment of the change,
a time that comes twice is its first coming, and later wall times never give earlier moments:
two spans that don't overlap on paper never overlap in fact.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def first_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first moment (UTC) at which clocks in `zone` show the naive `wall` or a later time."""
    early = wall.replace(tzinfo=zone)
    before, after = _offset(early), _offset(early.replace(fold=1))
    if before < after:
        return _clock_change(wall, zone, before, after)
    return (wall - before).replace(tzinfo=UTC)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _clock_change(wall: datetime, zone: ZoneInfo, before: timedelta, after: timedelta) -> datetime:
    """The moment of the change that skips `wall`: zoneinfo doesn't tell it, so halve towards it.

    Changes happen on whole seconds; the offset is `before` until then and `after` from then on.
    """
    earliest = (wall - after).replace(tzinfo=UTC, microsecond=0)
    closed, opened = 0, int((after - before) / _SECOND) + 1
    while opened - closed > 1:
        middle = (closed + opened) // 2
        if (earliest + middle * _SECOND).astimezone(zone).utcoffset() == before:
            closed = middle
        else:
            opened = middle
    return earliest + opened * _SECOND


@lru_cache(maxsize=4096)
def clock_changes(zone: ZoneInfo, year: int) -> tuple[int, ...]:
    """The days of `year` (as date ordinals) in which the clocks of `zone` are changed."""
    first, stop = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    offsets = [
        _offset(datetime.combine(date.fromordinal(day), time(), zone))
        for day in range(first, stop + 1)
    ]
    offsets.append(_offset(datetime(year, 12, 31, 23, 59, 59, tzinfo=zone)))
    return tuple(
        first + index for index, (here, there) in enumerate(pairwise(offsets)) if here != there
    )
