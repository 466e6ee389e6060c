"""Forecasts as they were kept, and promises."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet

from tandem.accounts.queries import Name, names, workspace_calendar
from tandem.core.prepared import number, numbers, prepared
from tandem.plans.models import Forecast, PlanWatched, Promise
from tandem.plans.problems import Curve, end_of, moment_of
from tandem.plans.promises import Failure


@dataclass(frozen=True, slots=True)
class ForecastKept:
    """What was said of an initiative's work, and when."""

    id: int
    initiative_id: int
    made_at: datetime
    digest: str
    seed: int
    trials: int
    engine: int
    even: datetime | None
    safe: datetime | None
    late: datetime | None
    curve: Curve
    answer: dict[str, Any]
    gaps: list[tuple[str, list[int]]]
    planned: int

    def chance_of(self, day: date) -> float:
        """The chance (0 to 0.99) that all is ready when a day ends where the company is."""
        return self.curve.chance(end_of(day, workspace_calendar()))


@dataclass(frozen=True, slots=True)
class PromiseGiven:
    """A day that was promised."""

    id: int
    day: date
    why: str
    chance: float | None
    """What the forecast said to it then."""
    given_by: Name
    given_at: datetime
    replaced_at: datetime | None


@dataclass(frozen=True, slots=True)
class Promised:
    """A day that is promised or wished for, and the chance of it as far as that is known."""

    day: date
    given: bool
    chance: float | None


@prepared
def _newest() -> QuerySet[Forecast, tuple[Any, ...]]:
    every = Forecast.objects.filter(initiative_id__in=numbers("initiatives")).order_by()
    last = every.values("initiative_id").annotate(last=Max("pk")).values("last")
    return Forecast.objects.filter(pk__in=last).values_list(
        *("pk", "initiative_id", "made_at", "digest", "seed", "trials", "engine"),
        *("even", "safe", "late", "curve", "answer", "gaps", "planned"),
    )


@prepared
def _promises() -> QuerySet[Promise, tuple[Any, ...]]:
    found = Promise.objects.filter(initiative_id=number("initiative")).order_by("-pk")
    return found.values_list("pk", "day", "why", "chance", "given_by_id", "given_at", "replaced_at")


@prepared
def _days() -> QuerySet[Promise, tuple[int, date]]:
    found = Promise.objects.filter(initiative_id__in=numbers("initiatives"), replaced_at=None)
    return found.values_list("initiative_id", "day")


@prepared
def _failed() -> QuerySet[PlanWatched, tuple[str]]:
    found = PlanWatched.objects.filter(initiative_id=number("initiative"))
    return found.values_list("failed")


@dataclass(frozen=True, slots=True)
class ForecastMarks:
    """The last good forecast in four days' worth: without its curve and its answer."""

    even: datetime | None
    safe: datetime | None
    late: datetime | None
    day: date | None
    """The day that was promised when it was made, and the chance of it."""
    chance: float | None


@prepared
def _marks() -> QuerySet[Forecast, tuple[Any, ...]]:
    every = Forecast.objects.filter(initiative_id__in=numbers("initiatives")).order_by()
    last = every.values("initiative_id").annotate(last=Max("pk")).values("last")
    return Forecast.objects.filter(pk__in=last).values_list(
        *("initiative_id", "even", "safe", "late", "promised_day", "chance")
    )


def forecast_marks(initiative_ids: Collection[int]) -> dict[int, ForecastMarks]:
    """The ends of the last good forecasts, for many at once. The caller has checked sight."""
    rows = _marks(initiatives=initiative_ids) if initiative_ids else []
    return {pk: ForecastMarks(*rest) for pk, *rest in rows}


def chances_now(
    promised: Mapping[int, date], marks: Mapping[int, ForecastMarks]
) -> dict[int, float]:
    """The chance of each promised day, where somebody has worked it out.

    It was kept for the day that was promised then; another day asks the curve.
    """
    known = {pk: marks[pk] for pk in promised if pk in marks}
    moved = [pk for pk, one in known.items() if one.day != promised[pk]]
    curves = newest_forecasts(moved)
    found = {
        pk: curves[pk].chance_of(promised[pk]) if pk in curves else one.chance
        for pk, one in known.items()
    }
    return {pk: chance for pk, chance in found.items() if chance is not None}


def newest_forecasts(initiative_ids: Collection[int]) -> dict[int, ForecastKept]:
    """The last good forecast of each that has one. The caller has checked sight."""
    rows = _newest(initiatives=initiative_ids) if initiative_ids else []
    return {row[1]: _kept(*row) for row in rows}


def _kept(*row: Any) -> ForecastKept:
    *head, curve, answer, gaps, planned = row
    values: tuple[Any, ...] = (*head, Curve(tuple(curve)), answer, gaps, planned)
    return ForecastKept(*values)


def newest_forecast(initiative_id: int) -> ForecastKept | None:
    """The last good forecast, if there is one."""
    return newest_forecasts([initiative_id]).get(initiative_id)


def what_failed(initiative_id: int) -> Failure | None:
    """What went wrong the last time it was worked out; nothing where all went well."""
    found = _failed.first(initiative=initiative_id)
    return Failure(found[0]) if found and found[0] else None


def promises_of(initiative_id: int) -> list[PromiseGiven]:
    """Every date that was promised, the newest first."""
    rows = _promises(initiative=initiative_id)
    known = names(row[4] for row in rows)
    return [PromiseGiven(*(*row[:4], known[row[4]], *row[5:])) for row in rows]


def promised_days(initiative_ids: Collection[int]) -> dict[int, date]:
    """The day that is promised for each that has one."""
    return dict(_days(initiatives=initiative_ids)) if initiative_ids else {}


def promised_or_wished(initiative_id: int, wish: date | None) -> Promised | None:
    """The day to show on an initiative: the promised one, else the wished one."""
    promised = promised_days([initiative_id]).get(initiative_id)
    day = promised or wish
    if day is None:
        return None
    found = newest_forecast(initiative_id)
    return Promised(day, promised is not None, found.chance_of(day) if found else None)


def safe_ends(initiative_ids: Collection[int]) -> dict[int, datetime]:
    """The safe ends of work, as the last forecasts of its initiatives have them: {work: moment}."""
    return {
        int(pk): moment
        for found in newest_forecasts(initiative_ids).values()
        for pk, ends in found.answer.get("tasks", {}).items()
        if (moment := moment_of(ends[2])) is not None
    }
