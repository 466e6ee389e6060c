"""All that the page of an initiative's forecast shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from tandem.accounts.queries import Name, names, team_names, workspace_calendar
from tandem.initiatives.queries import stages_of
from tandem.initiatives.rules import Stage
from tandem.plans.problems import Question, question
from tandem.plans.promises import Failure
from tandem.plans.queries.kept_forecasts import (
    ForecastKept,
    PromiseGiven,
    newest_forecast,
    promises_of,
    what_failed,
)
from tandem.plans.queries.problems import facts_of, question_of
from tandem.work.queries import WorkRow, work_to_plan


@dataclass(frozen=True)
class ForecastPage:
    """The last good forecast, what its work asks now, and what was promised.

    `rows` are its work by id; `people` whoever the forecast speaks of.
    """

    kept: ForecastKept | None
    now: Question
    rows: Mapping[int, WorkRow]
    people: Mapping[int, Name]
    promises: list[PromiseGiven]
    failed: Failure | None
    zone: tzinfo
    hours_kept: tuple[tuple[str, float], ...] = ()
    """Teams that keep hours for small changes, with these, as far as they were counted."""

    @property
    def promised(self) -> PromiseGiven | None:
        """The promise that stands."""
        return next((one for one in self.promises if one.replaced_at is None), None)

    @property
    def is_old(self) -> bool:
        """Whether something has changed since the last good forecast."""
        return self.kept is not None and self.kept.digest != self.now.digest

    @property
    def chance(self) -> float | None:
        """The chance of the promise, as far as it is known."""
        return self.kept.chance_of(self.promised.day) if self.kept and self.promised else None


_OVER = {Stage.LIVE, Stage.CLOSED, Stage.PARKED, Stage.DECLINED}


def new_question(initiative_id: int) -> Question | None:
    """What its work asks, where it asks anything and something else than before. For the clock."""
    if stages_of([initiative_id]).get(initiative_id) in _OVER:
        return None
    asked, known = question_of(initiative_id), newest_forecast(initiative_id)
    same = known is not None and known.digest == asked.digest
    return asked if asked.can_be_answered and not same else None


def forecast_page(initiative_id: int) -> ForecastPage:
    """The same for an initiative that the caller may see. Nothing is computed here."""
    rows = work_to_plan(initiative_id)
    kept = newest_forecast(initiative_id)
    told = kept.answer if kept else {}
    people = {pk for who, *_ in told.get("waits", []) for pk in who}
    people |= {pk for pk, _ in told.get("shared", [])}
    hours = told.get("kept", [])
    teams = team_names() if hours else {}
    return ForecastPage(
        kept=kept,
        now=question(facts_of(initiative_id, rows)),
        rows={row.id: row for row in rows},
        people=names(people),
        promises=promises_of(initiative_id),
        failed=what_failed(initiative_id),
        zone=workspace_calendar().zone,
        hours_kept=tuple((teams[pk], amount) for pk, amount in hours if pk in teams),
    )
