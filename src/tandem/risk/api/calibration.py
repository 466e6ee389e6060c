"""Looking back at risk checks, for programs."""

from datetime import date

from ninja import Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer
from tandem.risk import queries
from tandem.risk.api.shapes import Tiered, TierName
from tandem.risk.rules import Later

router = Router(tags=["Risk check"])


class TierLookedBack(Tiered):
    """All checks of one tier, and what happened afterwards."""

    tier: TierName = Field(description="Which.")
    checks: int = Field(description="How many.", examples=[12])
    quiet: int = Field(description="After how many of them nothing happened.", examples=[7])
    happened: dict[Later, int] = Field(description="How often what happened.")
    for_each: float | None = Field(description="How often for each check.", examples=[0.4])


class CheckLookedBack(Tiered):
    """One check, and what happened afterwards."""

    id: int = Field(description="The initiative.", examples=[125])
    sentence: str = Field(description="Its sentence.", examples=["Letters stop after buying"])
    tier: TierName = Field(description="Its tier.")
    on: date = Field(description="When it was handed in.")
    happened: dict[Later, int] = Field(description="How often what happened.")


class RiskCalibration(Answer):
    """The tiers of checks against what happened afterwards."""

    verdict: str = Field(description="In words.", examples=["Too few checks to judge by."])
    tiers: list[TierLookedBack] = Field(description="Each tier, the lowest first.")
    surprises: list[CheckLookedBack] = Field(description="Low tiers, and much happened.")


@router.get(
    "/risk-calibration",
    response=RiskCalibration,
    operation_id="read_risk_calibration",
    summary="Tiers of risk checks against what happened afterwards",
)
def read_risk_calibration(request: ActorRequest) -> queries.Calibration:
    """Of checks within a year that you see: work that came back, bugs, changes of the signed
    brief, holds.
    """
    return queries.looked_back_at_checks(request.actor)
