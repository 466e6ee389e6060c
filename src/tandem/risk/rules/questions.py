"""What the risk check asks: four dimensions, five plain questions each, as data. Plain Python."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from tandem.core.words import Sentence, say

PER_DIMENSION = 5
ANSWERS_AT_LEAST, ANSWERS_AT_MOST = 2, 6
POINTS_AT_MOST = 5
ASKS_LIMIT, CHOICE_LIMIT = 160, 200
BUILT_IN = 1
"""The version that ships."""

_NOTHING = Sentence("")


class Dimension(StrEnum):
    """In which way something may go wrong."""

    SECURITY = "security"
    DATA = "data"
    RESOURCES = "resources"
    INTEGRATION = "integration"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Dimension.SECURITY: say("Security"),
            Dimension.DATA: say("Data protection"),
            Dimension.RESOURCES: say("People and time"),
            Dimension.INTEGRATION: say("Systems together"),
        }[self]


class Tier(IntEnum):
    """How much may go wrong. It says who looks, and in how many working days the check is done."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def code(self) -> str:
        return self.name.lower()

    @property
    @cache
    def label(self) -> Sentence:
        return {Tier.LOW: say("low"), Tier.MEDIUM: say("medium"), Tier.HIGH: say("high")}[self]

    @property
    def days(self) -> int:
        """The working days that the check may take, from its beginning."""
        return {Tier.LOW: 1, Tier.MEDIUM: 3, Tier.HIGH: 8}[self]

    @property
    def tone(self) -> str:
        """How its chip looks."""
        return {Tier.LOW: "good", Tier.MEDIUM: "warn", Tier.HIGH: "bad"}[self]


TIERS = {tier.code: tier for tier in Tier}


class Known(StrEnum):
    """What the workspace itself can know, so that nobody has to be asked."""

    NEW_SYSTEM = "new_system"
    CRITICALITY = "criticality"
    DATA = "data"
    DATE = "date"
    OWNERS = "owners"
    SYSTEMS = "systems"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its points, the tier it fixes from below, what would have to be so for less."""

    text: Sentence
    points: int = 0
    at_least: Tier = Tier.LOW
    lowers: Sentence = _NOTHING


@dataclass(frozen=True, slots=True)
class RiskQuestion:
    """One question; its answers stand from the least risk to the most."""

    dimension: Dimension
    key: str
    asks: Sentence
    answers: tuple[Choice, ...]
    known_by: Known | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A version of all questions. A check keeps the one it was answered in."""

    version: int
    medium_from: int
    high_from: int
    questions: tuple[RiskQuestion, ...]

    @property
    def by_key(self) -> dict[str, RiskQuestion]:
        return {one.key: one for one in self.questions}

    def same_questions(self, other: "QuestionSet") -> set[str]:
        """The keys of those that another version asks in the same words, with the same answers."""
        theirs = other.by_key
        return {one.key for one in self.questions if theirs.get(one.key) == one}

    def with_question(self, question: RiskQuestion) -> "QuestionSet":
        """The same with another wording of one of its questions."""
        asked = tuple(question if one.key == question.key else one for one in self.questions)
        return replace(self, questions=asked)

    def within(self, dimension: Dimension) -> list[RiskQuestion]:
        """The questions of one dimension, in order."""
        return [one for one in self.questions if one.dimension is dimension]


@cache
def built_in() -> QuestionSet:
    """The questions that ship."""
    text = (resources.files(__package__) / "words" / "questions.toml").read_text("utf-8")
    return read_set(tomllib.loads(text), BUILT_IN)


def read_set(raw: Mapping[str, Any], version: int) -> QuestionSet:
    """A version from what is kept of it, as `written_set` made it."""
    return QuestionSet(
        version,
        int(raw["medium_from"]),
        int(raw["high_from"]),
        tuple(_question(one) for one in raw["question"]),
    )


def _question(raw: Mapping[str, Any]) -> RiskQuestion:
    known = raw.get("known_by", "")
    return RiskQuestion(
        Dimension(raw["dimension"]),
        raw["key"],
        Sentence(raw["asks"]),
        tuple(
            Choice(
                Sentence(one["text"]),
                int(one["points"]),
                TIERS[one.get("at_least", "low")],
                Sentence(one.get("lowers", "")),
            )
            for one in raw["answers"]
        ),
        Known(known) if known else None,
    )


def written_set(asked: QuestionSet) -> dict[str, Any]:
    """What is kept of a version."""
    return {
        "medium_from": asked.medium_from,
        "high_from": asked.high_from,
        "question": [
            {
                "dimension": one.dimension.value,
                "key": one.key,
                "asks": str(one.asks),
                "known_by": one.known_by.value if one.known_by else "",
                "answers": [
                    {
                        "text": str(choice.text),
                        "points": choice.points,
                        "at_least": choice.at_least.code,
                        "lowers": str(choice.lowers),
                    }
                    for choice in one.answers
                ],
            }
            for one in asked.questions
        ],
    }


def why_not_set(asked: QuestionSet) -> Sentence | None:
    """Say why a version can't be asked, or nothing if it can."""
    if reason := why_not_limits(asked):
        return reason
    if len({one.key for one in asked.questions}) != len(asked.questions):
        return say("Two questions have the same key.")
    for dimension in Dimension:
        if len(asked.within(dimension)) != PER_DIMENSION:
            return say(
                "“{dimension}” needs {count} questions.",
                dimension=dimension.label,
                count=PER_DIMENSION,
            )
    top = {one: sum(q.answers[-1].points for q in asked.within(one)) for one in Dimension}
    if short := [one for one, points in top.items() if points < asked.medium_from]:
        return say(
            "“{dimension}” could never be medium: its worst answers have {count} points.",
            dimension=short[0].label,
            count=top[short[0]],
        )
    return next((why for one in asked.questions if (why := why_not_question(one))), None)


def why_not_question(question: RiskQuestion) -> Sentence | None:
    """Say why a question can't be asked so, or nothing if it can."""
    choices = question.answers
    if not ANSWERS_AT_LEAST <= len(choices) <= ANSWERS_AT_MOST:
        return say("“{question}” needs two to six answers.", question=question.asks)
    if not question.asks or not all(one.text for one in choices):
        return say("Each question and each answer needs words.")
    if choices[0].points or choices[0].at_least is not Tier.LOW:
        return say(
            "The first answer of “{question}” is the one without risk.", question=question.asks
        )
    if any(one.points > POINTS_AT_MOST for one in choices) or _falls(choices):
        return say(
            "The answers of “{question}” have to stand from the least risk to the most.",
            question=question.asks,
        )
    if not all(one.lowers for one in choices[1:]):
        return say(
            "Say for each answer of “{question}” what would lower it.", question=question.asks
        )
    return None


def why_not_limits(asked: QuestionSet) -> Sentence | None:
    """Say why these points can't part low, medium and high, or nothing if they can."""
    if not 1 <= asked.medium_from < asked.high_from:
        return say("Medium has to begin above nothing, and high above medium.")
    if asked.high_from > PER_DIMENSION * POINTS_AT_MOST:
        return say("No dimension can have so many points.")
    return None


def _falls(choices: Sequence[Choice]) -> bool:
    return any(
        later.points < earlier.points or later.at_least < earlier.at_least
        for earlier, later in pairwise(choices)
    )


def unanswered(asked: QuestionSet, answers: Collection[str]) -> list[RiskQuestion]:
    """The questions that nobody has answered, in order."""
    return [one for one in asked.questions if one.key not in answers]
