"""How far a check has come, whose turn it is, and who has to look. Plain Python."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tandem.assessment.rules import Authority
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import PATH, Stage
from tandem.risk.rules.questions import Dimension, Tier
from tandem.risk.rules.tier import Picture

TEXT_LIMIT = 2_000
ACCEPTED_AT_MOST = timedelta(days=366)

_LOOKS_AT = {
    Dimension.SECURITY: Authority.SECURITY,
    Dimension.DATA: Authority.DATA_PROTECTION,
    Dimension.RESOURCES: Authority.RISK,
    Dimension.INTEGRATION: Authority.SECURITY,
}


class RiskStep(StrEnum):
    """How far a check has come."""

    QUESTIONS = "questions"
    REVIEWS = "reviews"
    RESIDUAL = "residual"
    DONE = "done"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            RiskStep.QUESTIONS: say("being answered"),
            RiskStep.REVIEWS: say("being looked at"),
            RiskStep.RESIDUAL: say("what remains waits for its risk owner"),
            RiskStep.DONE: say("done"),
        }[self]


def reviews_for(seen: Picture) -> tuple[Authority, ...]:
    """Who looks at it: nobody where little can go wrong; at medium whoever answers for what makes
    it so; at high security and data protection, and what remains is accepted by a risk owner.
    """
    if seen.tier is Tier.LOW:
        return ()
    if seen.tier is Tier.HIGH:
        return (Authority.SECURITY, Authority.DATA_PROTECTION)
    needed = {_LOOKS_AT[one] for one in seen.worst}
    return tuple(one for one in Authority if one in needed)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a check has come: what was handed in, who looked, until when what remains holds."""

    tier: Tier | None = None
    """None while nothing is handed in."""
    needed: frozenset[Authority] = frozenset()
    looked: frozenset[Authority] = frozenset()
    accepted_until: date | None = None

    @property
    def missing(self) -> tuple[Authority, ...]:
        """Who hasn't looked yet."""
        return tuple(one for one in Authority if one in self.needed - self.looked)

    def remains(self, today: date) -> bool:
        """Whether what remains waits for its risk owner."""
        if self.tier is not Tier.HIGH:
            return False
        return self.accepted_until is None or self.accepted_until < today

    def step(self, today: date) -> RiskStep:
        """How far it has come today."""
        if self.tier is None:
            return RiskStep.QUESTIONS
        if self.missing:
            return RiskStep.REVIEWS
        return RiskStep.RESIDUAL if self.remains(today) else RiskStep.DONE


def is_open(stage: Stage) -> bool:
    """Whether a check can be answered, looked at and accepted in this stage."""
    return stage in PATH[:-1]


def why_not_check(stage: Stage) -> Sentence | None:
    """Say why nothing can be said about its risk any more, or nothing while it can."""
    if not is_open(stage):
        return say("It isn't under way any more. Take it up again first.")
    return None


def why_not_place(place: int, answers: int) -> Sentence | None:
    """Say why that isn't an answer of a question, or nothing if it is one."""
    if not -1 <= place < answers:
        return say("Choose one of the answers.")
    return None


def why_not_hand_in(
    *, open_questions: int, tier: Tier, risk_owners: Collection[int], owner_id: int | None
) -> Sentence | None:
    """Say why a check can't be handed in, or nothing if it can."""
    if open_questions:
        if open_questions == 1:
            return say("One question waits for an answer. “We don't know yet” is one.")
        return say(
            "{count} questions wait for an answer. “We don't know yet” is one.",
            count=open_questions,
        )
    if tier is Tier.HIGH and not risk_owners:
        return say(
            "Much can go wrong, and nobody may accept what remains. "
            "An administrator names a risk owner in Settings, “Who may hold”."
        )
    if tier is Tier.HIGH and owner_id not in risk_owners:
        return say("Choose who accepts what remains.")
    return None


def nobody_else(kind: Authority) -> Sentence:
    """Say that nobody is left who could look: whoever hands something in doesn't look at it."""
    return say(
        "Nobody else could look at it: {kind}. An administrator names somebody in Settings, "
        "“Who may hold”.",
        kind=kind.label,
    )


def why_not_review(standing: Standing, kind: Authority) -> Sentence | None:
    """Say why nobody has to look at it for that, or nothing if somebody has."""
    if standing.tier is None:
        return say("The answers haven't been handed in yet.")
    if kind not in standing.needed:
        return say("Nobody has to look at it for that.")
    if kind in standing.looked:
        return say("Somebody has looked at it for that already.")
    return None


def why_not_accept(standing: Standing) -> Sentence | None:
    """Say why nothing remains to be accepted, or nothing if something does."""
    if standing.tier is not Tier.HIGH:
        return say("Nothing remains that a risk owner has to accept.")
    if standing.missing:
        return say("First those look at it who have to: {who}.", who=in_words(standing.missing))
    return None


def why_not_until(until: date, today: date) -> Sentence | None:
    """Say why what remains can't be accepted until that day, or nothing if it can."""
    if until <= today:
        return say("Choose a day after today.")
    if until - today > ACCEPTED_AT_MOST:
        return say("Accept it for a year at most; it comes back then.")
    return None


def in_words(kinds: Iterable[Authority]) -> str:
    """Several authorities, one after the other."""
    return ", ".join(one.label for one in kinds)
