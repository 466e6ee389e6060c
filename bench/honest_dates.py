"""How often the x-ray's dates would have held, over all years of an export.

python -m bench.honest_dates FILE…
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from tandem.formats.trackers import open_exports
from tandem.insight.xray import dates
from tandem.insight.xray.cases import Year, case_of, lean

_LAST = 2021


def answers(path: Path) -> list[dates.Answer]:
    """What would have been said each month, and became known."""
    with path.open("rb") as file:
        items = open_exports([file], texts=False).once(lean)
        done = sorted(one.done for one in (case_of(item, {}) for item in items) if one.done)
    found: list[dates.Answer] = []
    for number in range(done[0].year + 1, _LAST):
        year = Year(datetime(number, 1, 1, tzinfo=UTC), datetime(number + 1, 1, 1, tzinfo=UTC))
        finished = sum(year.has(moment) for moment in done)
        if finished >= dates.FEWEST_IN_YEAR:
            asked = (dates.asked(done, at, dates.batch(finished)) for at in dates.months(year))
            found += [one for one in asked if one and one.became is not None]
    return found


def main() -> None:
    """Print a table."""
    print(f"{'file':40} {'answers':>8} {'safe':>6} {'even':>6} {'average':>8}")
    for path in map(Path, sys.argv[1:]):
        found = answers(path)
        held = [
            sum((one.became or 0) <= said for one, said in zip(found, of, strict=True)) / len(found)
            for of in (
                [one.safe for one in found],
                [one.even for one in found],
                [one.average for one in found],
            )
        ]
        print(f"{path.name:40} {len(found):8} {held[0]:6.0%} {held[1]:6.0%} {held[2]:8.0%}")


if __name__ == "__main__":
    main()
