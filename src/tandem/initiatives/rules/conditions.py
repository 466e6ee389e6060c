"""What is needed before Assess and Brief."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules.questions import Question
from tandem.rights.rules import Rights


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


def conditions_before_assess(
    given: Mapping[Question, Lane | None],
    rights: Rights,
    *,
    paired: bool,
    owners: Collection[Lane],
    has_date: bool,
    url: str,
) -> list[Condition]:
    """Idea → Assess: goal and audience, paired, both owners, and the date's reason."""
    found = [
        answered(Question.GOAL, say("The goal in a sentence"), given, rights, url),
        answered(Question.AUDIENCE, say("The audience in a sentence"), given, rights, url),
        Condition(
            key="paired",
            what=say("An answer from somebody of each side"),
            met=paired,
            detail=say("So that both departments are in it from day one."),
            lane=None if paired else _side_that_has_not(given),
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
        found.append(answered(Question.DATE, say("The reason for the date"), given, rights, url))
    return found


def answered(
    question: Question,
    what: Sentence,
    given: Mapping[Question, Lane | None],
    rights: Rights,
    url: str,
) -> Condition:
    """That a question has an answer."""
    return Condition(
        key=question.value,
        what=what,
        met=question in given,
        detail=question.hint,
        lane=question.decided_by(rights),
        remedy=say("Answer"),
        url=f"{url}questions/{question.value}/",
        turn_kinds=("initiative.answer",),
    )


def _side_that_has_not(answered: Mapping[Question, Lane | None]) -> Lane | None:
    missing = [lane for lane in Lane if lane not in answered.values()]
    return missing[0] if len(missing) == 1 else None
