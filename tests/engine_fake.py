"""An engine that answers at once, by a rule one can reckon: no test waits for a process.

All work is done one after the other, eight hours a day, by as many as there are with their shares
of time; the chance rises by one percent every two hours from half of that on.
"""

import json
from datetime import datetime, timedelta
from typing import Any

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def hours_of(task: dict[str, Any]) -> float:
    """What a task takes, in the middle."""
    said = task["estimate"]
    if isinstance(said, int | float):
        return float(said)
    return float(said.get("hours", said.get("likely", said.get("fixed", 0))))


def quick(_engine: object, asked: str, _seconds: float) -> dict[str, Any]:
    """What the warm process would say."""
    question = json.loads(asked)
    plan = question["plan"]
    tasks, people = plan["tasks"], plan.get("people", [])
    hands = sum(one.get("share", 1.0) for one in people) or 1.0
    hours = sum(hours_of(task) for task in tasks) / hands
    start = datetime.fromisoformat(plan["start"])
    freezes = [span for task in tasks for span in task.get("freezes", [])]
    first = start + timedelta(days=hours / 8 / 2)
    for begin, end in sorted(freezes):
        if datetime.fromisoformat(begin) <= first < datetime.fromisoformat(end):
            first = datetime.fromisoformat(end)
    minute = int((first - _EPOCH) / timedelta(minutes=1))
    return {
        "curve": [minute + 120 * at for at in range(99)],
        "ends": dict.fromkeys(question["ends"], minute),
        "trials": question["trials"],
    }
