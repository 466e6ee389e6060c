"""What a risk check must have come to before Brief, and what remains before later stages."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Condition, Stage
from tandem.risk import queries
from tandem.risk.rules import (
    ProtectionStanding,
    ProtectionStep,
    RiskStep,
    Standing,
    Tier,
    in_words,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """How far the check of one initiative has come."""

    id: int
    today: date
    standing: Standing
    lane: Lane | None = Lane.IT
    protection: ProtectionStanding = field(default_factory=ProtectionStanding)


def facts(ids: Collection[int]) -> dict[int, Facts]:
    """The same of many, in a fixed number of queries."""
    lane, today = queries.answering_lane(), present_day()
    protection = queries.protection_standings(ids)
    return {
        pk: Facts(pk, today, found, lane, protection[pk])
        for pk, found in queries.standings(ids).items()
    }


def before(stage: Stage, known: Facts) -> list[Condition]:
    """That the check was answered and looked at; and that what remains is accepted."""
    if stage is not Stage.BRIEF:
        return []
    found = [_checked(known)]
    if known.protection.step is not ProtectionStep.NOT_NEEDED:
        found.append(_protected(known.id, known.protection))
    if known.standing.tier is Tier.HIGH:
        found.append(_remaining(known.id, met=not known.standing.remains(known.today)))
    return found


def _checked(known: Facts) -> Condition:
    step = known.standing.step(known.today)
    return Condition(
        key="risk",
        what=say("Risk check"),
        met=step in {RiskStep.RESIDUAL, RiskStep.DONE},
        detail=_how_far(known.standing),
        lane=known.lane if step is RiskStep.QUESTIONS else None,
        remedy=say("Answer it") if step is RiskStep.QUESTIONS else say("Read it"),
        url=f"/initiatives/{known.id}/risk/",
        turn_kinds=("risk.answer", "risk.review"),
    )


def _how_far(standing: Standing) -> Sentence:
    if standing.tier is None:
        return say("Twenty short questions; what is known is filled in.")
    if standing.missing:
        return say(
            "The risk is {tier}. Still to look at it: {who}.",
            tier=standing.tier.label,
            who=in_words(standing.missing),
        )
    return say("The risk is {tier}.", tier=standing.tier.label)


def _protected(pk: int, standing: ProtectionStanding) -> Condition:
    step = standing.step
    return Condition(
        key="data_protection",
        what=say("Data-protection check"),
        met=step is ProtectionStep.DONE,
        detail=_what_is_missing(standing),
        lane=Lane.IT if step is ProtectionStep.TO_WRITE else None,
        remedy=say("Write it") if step is ProtectionStep.TO_WRITE else say("Read it"),
        url=f"/initiatives/{pk}/data-protection/",
        turn_kinds=("protection.write", "protection.review"),
        passable=False,
    )


def _what_is_missing(standing: ProtectionStanding) -> Sentence:
    if standing.uncovered:
        data = ", ".join(one.label for one in standing.uncovered)
        return say("Since it was written other data flow, too: {data}.", data=data)
    if standing.fine is False:
        return say("It was sent back: the reason stands on its page.")
    if standing.step is ProtectionStep.TO_LOOK:
        return say("The full assessment waits for whoever answers for data protection.")
    return say("Why, on what ground, how long, who gets them; nine criteria.")


def _remaining(pk: int, *, met: bool) -> Condition:
    return Condition(
        key="residual_risk",
        what=say("What remains of the risk, accepted by its owner"),
        met=met,
        detail=say("Its named owner accepts it until a day; then it comes back."),
        lane=None,
        remedy=say("Look at it"),
        url=f"/initiatives/{pk}/risk/#residual",
        turn_kinds=("risk.accept", "risk.look_again"),
        passable=False,
    )


def residual_facts(ids: Collection[int]) -> dict[int, tuple[int, bool]]:
    """Of those that are past Assess only whether something remains that nobody accepts any more:
    one query.
    """
    found = queries.not_accepted_among(ids, present_day())
    return {pk: (pk, pk in found) for pk in ids}


def residual_before(_stage: Stage, known: tuple[int, bool]) -> list[Condition]:
    """What remains and isn't accepted (any more) keeps it from any later stage."""
    pk, remains = known
    return [_remaining(pk, met=False)] if remains else []
