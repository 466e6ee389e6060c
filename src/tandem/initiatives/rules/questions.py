"""What is asked about an idea, whose answer it is, and when both sides are in it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules.stage import Stage
from tandem.rights.rules import Matter, Rights


class Question(StrEnum):
    """What is asked about an idea, one at a time, in the order in which it helps."""

    GOAL = "goal"
    AUDIENCE = "audience"
    EXISTS = "exists"
    MEASURE = "measure"
    DATE = "date"
    LOOKS = "looks"
    FEASIBLE = "feasible"

    @property
    @cache
    def asks(self) -> Sentence:
        return {
            Question.GOAL: say("What should change?"),
            Question.AUDIENCE: say("For whom?"),
            Question.EXISTS: say("What do we have already?"),
            Question.MEASURE: say("How will we know that it worked?"),
            Question.DATE: say("Why that date?"),
            Question.LOOKS: say("What could it look like?"),
            Question.FEASIBLE: say("Can it be done, and is there a simpler way?"),
        }[self]

    @property
    @cache
    def hint(self) -> Sentence:
        return {
            Question.GOAL: say("One sentence: what is different for somebody afterwards."),
            Question.AUDIENCE: say("One sentence: the people it is for."),
            Question.EXISTS: say("A page, a list, a tool, earlier work that does part of it."),
            Question.MEASURE: say("A number and where it is read. “Measure first” is an answer."),
            Question.DATE: say("What happens that day, or what is lost after it."),
            Question.LOOKS: say("Words or links: an example says more than a description."),
            Question.FEASIBLE: say("If not as asked: say what would serve the same goal."),
        }[self]

    @property
    @cache
    def matter(self) -> Matter | None:
        """What its answer decides; nothing where either side may answer."""
        return {
            Question.GOAL: Matter.GOAL,
            Question.AUDIENCE: Matter.AUDIENCE,
            Question.MEASURE: Matter.METRIC,
            Question.DATE: Matter.DATE,
            Question.FEASIBLE: Matter.APPROACH,
        }.get(self)

    def decided_by(self, rights: Rights) -> Lane | None:
        """Whose answer stands; nothing where either side may answer."""
        return rights.lane(self.matter) if self.matter else None


def questions_for(*, has_date: bool) -> list[Question]:
    """The questions that make sense for this idea."""
    return [question for question in Question if has_date or question is not Question.DATE]


_NEEDED_FIRST = {
    Stage.IDEA: [Question.GOAL, Question.AUDIENCE, Question.DATE],
}
"""What the next stage waits for is asked before what only helps."""


def next_question(
    answered: Collection[Question],
    lanes: Collection[Lane],
    rights: Rights,
    *,
    has_date: bool,
    stage: Stage,
) -> Question | None:
    """The next open question that somebody of these sides may answer."""
    asked = questions_for(has_date=has_date)
    first = [question for question in _NEEDED_FIRST.get(stage, []) if question in asked]
    for question in first + asked:
        if question is Question.FEASIBLE and stage is not Stage.IDEA:
            continue  # asked by the assessment, where it is more than a sentence
        decides = question.decided_by(rights)
        if question not in answered and (decides is None or decides in lanes):
            return question
    return None


def is_paired(answers: Collection[tuple[int, Lane | None]]) -> bool:
    """True when a person of each side, two different ones, has answered something.

    `answers` are (person id, side answered for). A greeting or a reaction is no answer.
    """
    marketing = {person for person, lane in answers if lane is Lane.MARKETING}
    it = {person for person, lane in answers if lane is Lane.IT}
    return bool(marketing and it) and len(marketing | it) >= 2


def why_not_decide(question: Question, lanes: Collection[Lane], rights: Rights) -> Sentence | None:
    """Say whose answer this is, if it isn't one of these sides'."""
    decides = question.decided_by(rights)
    if decides and decides not in lanes:
        return say(
            "{side} decides this answer. Ask somebody of {side} on the initiative.",
            side=decides.label,
        )
    return None


def why_not_answer(stage: Stage) -> Sentence | None:
    """Say why the questions are no longer open, or nothing while they are."""
    if stage not in {Stage.IDEA, Stage.ASSESS}:
        return say("The brief has begun; from here on such changes are made in the brief.")
    return None


_CHEAPEST_FIRST = (
    *(Question.AUDIENCE, Question.GOAL, Question.DATE, Question.EXISTS),
    *(Question.LOOKS, Question.MEASURE, Question.FEASIBLE),
)
"""What takes a sentence before what takes looking, before what takes work."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How much of what is asked about an idea is answered, and which answer is the cheapest next.

    `side` has that answer; where it is nobody's, either side may give it.
    """

    answered: int
    asked: int
    cheapest: Question | None
    side: Lane | None

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.answered / self.asked if self.asked else 1.0


def readiness_of(answered: Collection[Question], rights: Rights, *, has_date: bool) -> Readiness:
    """Where an idea's answers stand."""
    asked = questions_for(has_date=has_date)
    left = [q for q in _CHEAPEST_FIRST if q in asked and q not in answered]
    cheapest = left[0] if left else None
    return Readiness(
        answered=len(asked) - len(left),
        asked=len(asked),
        cheapest=cheapest,
        side=cheapest.decided_by(rights) if cheapest else None,
    )


def why_not_measure_first(question: Question) -> Sentence | None:
    """Say why “measure first” is no answer here, or nothing if it is one."""
    if question is not Question.MEASURE:
        return say("“Measure first” answers how we will know that it worked.")
    return None


_LINK = re.compile(r"https?://[^\s<>\"'()\[\]]+", re.IGNORECASE)


def links_in(text: str) -> list[str]:
    """The web addresses in an answer, each once, in their order. Only http and https are taken."""
    found = (link.rstrip(".,;:!?") for link in _LINK.findall(text))
    return list(dict.fromkeys(found))
