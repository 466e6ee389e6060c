"""From answers to a tier: by the worst dimension, never a mean; and what would lower it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tandem.core.words import Sentence, say
from tandem.risk.rules.questions import Dimension, QuestionSet, RiskQuestion, Tier

UNKNOWN = -1
"""The answer “we don't know yet”: it counts as the worst until somebody knows."""

Answers = Mapping[str, int]
"""By key of the question: the answer's place, from 0, or UNKNOWN."""


@dataclass(frozen=True, slots=True)
class DimensionSeen:
    """How one dimension stands: its points, and the tier that makes."""

    dimension: Dimension
    points: int
    tier: Tier
    fixed_by: tuple[str, ...] = ()
    """Questions whose answer fixes a tier that the points alone wouldn't reach."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the answers come to: the tier of the worst dimension."""

    tier: Tier
    dimensions: tuple[DimensionSeen, ...]

    @property
    def worst(self) -> tuple[Dimension, ...]:
        """The dimensions that make the tier."""
        return tuple(one.dimension for one in self.dimensions if one.tier is self.tier)

    @property
    def fixed(self) -> bool:
        """Whether an answer fixes the tier, so that points can't bring it down."""
        return any(one.fixed_by and one.tier is self.tier for one in self.dimensions)

    def of(self, dimension: Dimension) -> DimensionSeen:
        return next(one for one in self.dimensions if one.dimension is dimension)


@dataclass(frozen=True, slots=True)
class Lowering:
    """What would lower one answer, and what that would change."""

    instead: Sentence
    how: Sentence
    points: int
    dimension: Dimension
    before: Tier
    after: Tier
    tier_before: Tier
    tier_after: Tier

    @property
    def changes_tier(self) -> bool:
        return self.tier_after < self.tier_before

    @property
    def in_words(self) -> Sentence:
        """The delta, in a sentence."""
        if self.changes_tier:
            return say(
                "The check would be {tier}: {days} instead of {before} working days.",
                tier=self.tier_after.label,
                days=self.tier_after.days,
                before=self.tier_before.days,
            )
        if self.after < self.before:
            return say(
                "“{dimension}” would be {tier}; the check stays {whole}.",
                dimension=self.dimension.label,
                tier=self.after.label,
                whole=self.tier_before.label,
            )
        if self.points == 1:
            return say("One point less; the tier stays.")
        return say("{points} points less; the tier stays.", points=self.points)


def chosen(question: RiskQuestion, place: int) -> int:
    """The place of the answer that counts: what nobody knows counts as the worst."""
    return len(question.answers) - 1 if place == UNKNOWN else place


def picture(asked: QuestionSet, answers: Answers) -> Picture:
    """The tier that the answers given so far make. What isn't answered adds nothing yet."""
    seen = tuple(_dimension(asked, answers, one) for one in Dimension)
    return Picture(max(one.tier for one in seen), seen)


def _dimension(asked: QuestionSet, answers: Answers, dimension: Dimension) -> DimensionSeen:
    given = {
        one.key: one.answers[chosen(one, answers[one.key])]
        for one in asked.within(dimension)
        if one.key in answers
    }
    points = sum(choice.points for choice in given.values())
    by_points = tier_of(asked, points)
    tier = max([by_points, *(choice.at_least for choice in given.values())])
    fixed = tier > by_points
    return DimensionSeen(
        dimension,
        points,
        tier,
        tuple(key for key, one in given.items() if fixed and one.at_least is tier),
    )


def tier_of(asked: QuestionSet, points: int) -> Tier:
    """The tier that the points of one dimension make."""
    if points >= asked.high_from:
        return Tier.HIGH
    return Tier.MEDIUM if points >= asked.medium_from else Tier.LOW


def what_lowers(asked: QuestionSet, answers: Answers, key: str) -> Lowering | None:
    """What the next lower answer to a question would take and change; nothing where there is none.

    For “we don't know yet” it is finding out, counted to the answer below the worst.
    """
    question = asked.by_key[key]
    place = answers.get(key)
    if place is None or not (now := chosen(question, place)):
        return None
    before = picture(asked, answers)
    after = picture(asked, {**answers, key: now - 1})
    dimension = question.dimension
    choice = question.answers[now]
    return Lowering(
        instead=question.answers[now - 1].text,
        how=say("Find out: until somebody knows, the worst counts.")
        if place == UNKNOWN
        else choice.lowers,
        points=choice.points - question.answers[now - 1].points,
        dimension=dimension,
        before=before.of(dimension).tier,
        after=after.of(dimension).tier,
        tier_before=before.tier,
        tier_after=after.tier,
    )


def guard_rails(asked: QuestionSet, answers: Answers, at_most: int = 3) -> list[Lowering]:
    """What would lower most, the most first: rails to go along."""
    found = [one for key in answers if (one := what_lowers(asked, answers, key))]
    found.sort(key=lambda one: (one.tier_after, int(one.after) - int(one.before), -one.points))
    return found[:at_most]
