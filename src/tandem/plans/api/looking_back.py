"""How right forecasts were, for programs."""

from datetime import datetime
from typing import Any

from ninja import Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer
from tandem.plans import queries
from tandem.plans.problems.learning import Measure

router = Router(tags=["Forecast"])


class DaysKept(Answer):
    """Of so many days that have come, so many were kept."""

    judged: int = Field(description="Pieces of work whose day has come.", examples=[34])
    kept: int = Field(description="Those that were done by then.", examples=[27])
    share: float | None = Field(
        description="The part of them; null: too few to say.", examples=[0.79]
    )


class PromisesHeld(Answer):
    """What became of promised dates."""

    kept: int = Field(description="All work was done by the day.", examples=[7])
    missed: int = Field(description="The day passed before.", examples=[3])
    moved: int = Field(description="They were moved before their day.", examples=[2])
    chance: float | None = Field(
        description="What their forecasts said on average when they were given; null: too few.",
        examples=[0.62],
    )


class SideTaught(Answer):
    """How far the estimates of a side were off."""

    side: str = Field(description="The side.", examples=["it"])
    cases: int = Field(description="Pieces of work.", examples=[41])
    factor: float = Field(description="Half of them took longer than this.", examples=[1.3])


class CameBy(Answer):
    """The share of later work that took no longer than what earlier work said with this chance."""

    chance: float = Field(description="What was said.", examples=[0.8])
    share: float = Field(description="What came.", examples=[0.78])


class WorkTaught(Answer):
    """What finished work taught; it counts in every forecast since."""

    made_at: datetime = Field(description="When it was learned.")
    measure: Measure = Field(description="How it was measured what work took.")
    cases: int = Field(description="Finished pieces of work.", examples=[143])
    sides: list[SideTaught] = Field(description="By side, of five pieces or more.")
    coverage: list[CameBy] = Field(description="The later part held against the earlier.")


class WorkSaid(Answer):
    """What a forecast first said of a piece of work."""

    work_id: int = Field(description="The work's id.", examples=[412])
    said_at: datetime = Field(description="When.")
    even: datetime = Field(description="As likely as not it is done by then.")
    safe: datetime = Field(description="Four times in five it is done by then.")
    done_at: datetime | None = Field(description="When it was done; null: not yet.")


class LookedBack(Answer):
    """How right forecasts were. Counts include restricted work, the list doesn't."""

    even: DaysKept = Field(description="Days that were as likely as not: half should be kept.")
    safe: DaysKept = Field(description="Safe days: four in five should be kept.")
    promises: PromisesHeld = Field(description="Promised dates.")
    taught: WorkTaught | None = Field(description="What was learned; null: too little is done.")
    work: list[WorkSaid] = Field(description="The newest fifty whose day has come.")


@router.get(
    "/forecasts/looking-back",
    response=LookedBack,
    operation_id="look_back_on_forecasts",
    summary="How right forecasts were",
)
def look_back_on_forecasts(request: ActorRequest) -> dict[str, Any]:
    """What they said first, held against what came; and what finished work taught."""
    page = queries.looking_back(request.actor)
    return {
        **{name: getattr(page, name) for name in ("even", "safe", "promises")},
        "taught": _taught(page.taught),
        "work": [
            {
                "work_id": one.row.id,
                **{name: getattr(one, name) for name in ("said_at", "even", "safe", "done_at")},
            }
            for one in page.rows
        ],
    }


def _taught(found: queries.WhatWasTaught | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        **{name: getattr(found, name) for name in ("made_at", "measure", "cases")},
        "sides": [
            {"side": side, "cases": count, "factor": factor}
            for side, (count, factor) in found.sides.items()
        ],
        "coverage": [
            {"chance": chance, "share": share} for chance, share in found.score["coverage"]
        ],
    }
