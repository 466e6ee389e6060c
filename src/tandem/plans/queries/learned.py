"""What finished work taught, and what there is to learn from."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import present_day, workspace_calendar
from tandem.core.prepared import prepared
from tandem.plans.models import Learned
from tandem.plans.problems.learning import (
    MOST,
    Finished,
    Habits,
    Lesson,
    Measure,
    Score,
    is_worth_learning,
    lesson_of,
)
from tandem.timesheets.queries import spent_on
from tandem.work.queries import finished_work


@dataclass(frozen=True, slots=True)
class WhatWasTaught:
    """What so many finished pieces taught, how it was measured, and how well that would have said
    the later ones of them.
    """

    made_at: datetime
    measure: Measure
    cases: int
    habits: Habits
    score: Score
    sides: dict[str, tuple[int, float]]


@prepared
def _habits() -> QuerySet[Learned, tuple[Any, ...]]:
    return Learned.objects.order_by("-pk").values_list("habits")[:1]


def habits_learned() -> str:
    """The habits that count in forecasts, as JSON; empty while nothing was learned."""
    found = _habits.first()
    return json.dumps(found[0], sort_keys=True, separators=(",", ":")) if found else ""


def what_was_taught() -> WhatWasTaught | None:
    """What was learned last, if anything was."""
    row = Learned.objects.order_by("-pk").first()
    if row is None:
        return None
    sides = {side: (count, factor) for side, (count, factor) in row.sides.items()}
    return WhatWasTaught(row.made_at, Measure(row.measure), row.cases, row.habits, row.score, sides)


def what_to_learn() -> Lesson | None:
    """What there is to learn from today, where it says enough more than what was learned last;
    at most once a day. For the clock: it sees everything.
    """
    last = Learned.objects.order_by("-pk").values_list("measure", "cases", "day").first()
    if last and last[2] >= present_day():
        return None
    lesson = lesson_of(_finished(), workspace_calendar())
    known = (Measure(last[0]), last[1]) if last else None
    return lesson if lesson and is_worth_learning(lesson, known) else None


def _finished() -> list[Finished]:
    """Finished work, with the hours that were written down on it."""
    found = finished_work(MOST)
    took = spent_on([one.id for one in found])
    return [
        Finished(
            one.home_id,
            one.lane,
            float(one.days),
            took[one.id].minutes / 60 if one.id in took else 0.0,
            one.in_progress,
        )
        for one in found
    ]
