"""Words and rules of ideas and initiatives. Plain Python: no Django, no database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say

SENTENCE_LIMIT = 300
ANSWER_LIMIT = 4_000


class InitiativeKind(StrEnum):
    """What kind of joint work it is, as people sort it."""

    CAMPAIGN = "campaign"
    CONTENT = "content"
    INTEGRATION = "integration"
    DATA = "data"
    PRODUCT = "product"
    TOOL = "tool"
    OTHER = "other"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            InitiativeKind.CAMPAIGN: say("Campaign"),
            InitiativeKind.CONTENT: say("Page or content"),
            InitiativeKind.INTEGRATION: say("Integration"),
            InitiativeKind.DATA: say("Data"),
            InitiativeKind.PRODUCT: say("Product change"),
            InitiativeKind.TOOL: say("Tool"),
            InitiativeKind.OTHER: say("Other"),
        }[self]


class Stage(StrEnum):
    """Where an initiative stands. The order is the order of the path."""

    IDEA = "idea"
    ASSESS = "assess"
    BRIEF = "brief"
    PLAN = "plan"
    BUILD = "build"
    LAUNCH = "launch"
    LIVE = "live"
    CLOSED = "closed"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Stage.IDEA: say("Idea"),
            Stage.ASSESS: say("Assess"),
            Stage.BRIEF: say("Brief"),
            Stage.PLAN: say("Plan"),
            Stage.BUILD: say("Build"),
            Stage.LAUNCH: say("Launch"),
            Stage.LIVE: say("Live"),
            Stage.CLOSED: say("Closed"),
        }[self]

    @property
    @cache
    def next(self) -> "Stage | None":
        order = list(Stage)
        following = order[order.index(self) + 1 :]
        return following[0] if following else None


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
    def decided_by(self) -> Lane | None:
        """Whose answer stands; nothing where either side may answer."""
        return {
            Question.GOAL: Lane.MARKETING,
            Question.AUDIENCE: Lane.MARKETING,
            Question.MEASURE: Lane.MARKETING,
            Question.DATE: Lane.MARKETING,
            Question.FEASIBLE: Lane.IT,
        }.get(self)


@dataclass(frozen=True, slots=True)
class Condition:
    """What is needed before the next stage: what, whose, how, and until when."""

    key: str
    what: Sentence
    met: bool
    detail: Sentence
    lane: Lane | None
    remedy: Sentence
    url: str
    turn_kinds: tuple[str, ...] = ()
    due_at: datetime | None = None
    passable: bool = True
    """Whether a sponsor may let it pass with a reason."""


def questions_for(*, has_date: bool) -> list[Question]:
    """The questions that make sense for this idea."""
    return [question for question in Question if has_date or question is not Question.DATE]


_NEEDED_FIRST = {
    Stage.IDEA: [Question.GOAL, Question.AUDIENCE, Question.DATE],
}
"""What the next stage waits for is asked before what only helps."""


def next_question(
    answered: Collection[Question], lanes: Collection[Lane], *, has_date: bool, stage: Stage
) -> Question | None:
    """The next open question that somebody of these sides may answer."""
    asked = questions_for(has_date=has_date)
    first = [question for question in _NEEDED_FIRST.get(stage, []) if question in asked]
    for question in first + asked:
        decides = question.decided_by
        if question is Question.FEASIBLE and stage is not Stage.IDEA:
            continue  # asked by the assessment, where it is more than a sentence
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


def why_not_decide(question: Question, lanes: Collection[Lane]) -> Sentence | None:
    """Say whose answer this is, if it isn't one of these sides'."""
    decides = question.decided_by
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


def why_not_own(lane: Lane, *, holds: bool, other_owner_same: bool) -> Sentence | None:
    """Say why a person can't own an initiative for a side, or nothing if they can."""
    if not holds:
        return say("Choose somebody who belongs to {side}.", side=lane.label)
    if other_owner_same:
        return say("The two owners are two people. Choose somebody else for one side.")
    return None


def why_not_wish(wish: date | None, today: date) -> Sentence | None:
    """Say why a date can't be wished for, or nothing if it can."""
    if wish is None:
        return None
    if wish < today:
        return say("That day is over. Choose one from today on, or leave it empty.")
    if wish.year > today.year + 5:
        return say("That is more than five years away. Please check the year.")
    return None


def conditions_before_assess(
    answered: Mapping[Question, Lane | None],
    *,
    paired: bool,
    owners: Collection[Lane],
    has_date: bool,
    url: str,
) -> list[Condition]:
    """Idea → Assess: goal and audience, paired, both owners, and the date's reason."""
    found = [
        _answered(Question.GOAL, say("The goal in a sentence"), answered, url),
        _answered(Question.AUDIENCE, say("The audience in a sentence"), answered, url),
        Condition(
            key="paired",
            what=say("An answer from somebody of each side"),
            met=paired,
            detail=say("So that both departments are in it from day one."),
            lane=None if paired else _side_that_has_not(answered),
            remedy=say("Answer a question"),
            url=f"{url}questions/",
            turn_kinds=("initiative.join", "initiative.answer"),
        ),
    ]
    found += [
        Condition(
            key=f"{lane.value}_owner",
            what=say("An owner for {side}", side=lane.label),
            met=lane in owners,
            detail=say("One person who answers for {side}.", side=lane.label),
            lane=lane,
            remedy=say("Name the owner"),
            url=f"{url}owners/",
        )
        for lane in Lane
    ]
    if has_date:
        found.append(_answered(Question.DATE, say("The reason for the date"), answered, url))
    return found


def _answered(
    question: Question, what: Sentence, answered: Mapping[Question, Lane | None], url: str
) -> Condition:
    return Condition(
        key=question.value,
        what=what,
        met=question in answered,
        detail=question.hint,
        lane=question.decided_by,
        remedy=say("Answer"),
        url=f"{url}questions/{question.value}/",
        turn_kinds=("initiative.answer",),
    )


def _side_that_has_not(answered: Mapping[Question, Lane | None]) -> Lane | None:
    missing = [lane for lane in Lane if lane not in answered.values()]
    return missing[0] if len(missing) == 1 else None
