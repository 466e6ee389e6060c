"""Ideas as they stand, beside what another tool says of them by now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from tandem.accounts.rules import Actor
from tandem.activity.permissions import visible_to
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.rules import Question, Stage


@dataclass(frozen=True, slots=True)
class IdeaStanding:
    """What an idea says here: its sentence, its day, its answers {question: (id, text)}."""

    id: int
    sentence: str
    wish_date: date | None
    stage: Stage
    answers: Mapping[Question, tuple[int, str]] = field(default_factory=dict)


def ideas_as_they_stand(actor: Actor, ids: Collection[int]) -> dict[int, IdeaStanding]:
    """Those of these that the actor sees, by id."""
    rows = Initiative.objects.filter(visible_to(actor, "subject__"), pk__in=ids)
    answers: dict[int, dict[Question, tuple[int, str]]] = {}
    standing = Answer.objects.filter(initiative__in=ids, replaced_at=None)
    for pk, idea, question, text in standing.values_list("pk", "initiative", "question", "text"):
        answers.setdefault(idea, {})[Question(question)] = (pk, text)
    return {
        pk: IdeaStanding(pk, sentence, wish, Stage(stage), answers.get(pk, {}))
        for pk, sentence, wish, stage in rows.values_list("pk", "sentence", "wish_date", "stage")
    }
