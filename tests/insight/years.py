"""A year that we made up: items of Jira with dates, states and estimates as a test wants them."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO

from tandem.formats.trackers import open_exports
from tandem.insight.xray import Report, Wanted, report_of

LAST = datetime(2025, 12, 31, 12, tzinfo=UTC)
Step = tuple[float, str]


def before(days: float) -> str:
    """So many days before the last day, as Jira writes it."""
    return (LAST - timedelta(days=days)).isoformat()


def issue(
    number: int, made: float, done: float | None = None, **fields: object
) -> dict[str, object]:
    """An issue made and finished so many days before the last day."""
    told: dict[str, object] = {
        "summary": f"Do {number}",
        "created": before(made),
        "status": {"name": "Done" if done is not None else "To Do"},
        **({"resolutiondate": before(done)} if done is not None else {}),
        **fields,
    }
    return {"key": f"SHOP-{number}", "fields": told}


def moved(one: dict[str, object], steps: Iterable[Step], start: str = "To Do") -> dict[str, object]:
    """The issue with a history: so many days before the last day it went to a state."""
    histories, state = [], start
    for days, after in steps:
        change = {"field": "status", "fromString": state, "toString": after}
        histories.append({"created": before(days), "items": [change]})
        state = after
    return {**one, "changelog": {"histories": histories}}


def told(issues: Iterable[dict[str, object]], wanted: Wanted | None = None) -> Report:
    """What an x-ray says of them."""
    file = BytesIO("\n".join(map(json.dumps, issues)).encode())
    return report_of(open_exports([file], texts=False), ["shop.jsonl"], wanted or Wanted())


def figure(report: Report, name: str):  # type: ignore[no-untyped-def]
    """The figure of this name."""
    return next(one for one in report.figures if one.name == name)


def steady() -> list[dict[str, object]]:
    """Two years in which an item is finished every third day, four days after it was made."""
    return [issue(number, day + 4, day) for number, day in enumerate(range(0, 720, 3))]
