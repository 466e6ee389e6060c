"""What a conversation has led to, in short: for the side of an initiative's page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Lane
from tandem.core.prepared import number, prepared
from tandem.talk.models import AskedQuestion, Decision, IdeaNote, Task
from tandem.talk.rules import QuestionState

_SHOWN = 12
"""Of each kind; the pages of questions and decisions show all."""


@dataclass(frozen=True, slots=True)
class Waits:
    """An open question or to-do: for whom, until when."""

    id: int
    title: str
    person: Name | None
    lane: Lane | None
    due_at: datetime | date
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A note, or a decision with its choice."""

    id: int
    text: str
    by: Name
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Open questions and to-dos, decisions, notes; the newest decisions and notes first."""

    questions: list[Waits]
    tasks: list[Waits]
    decisions: list[Kept]
    notes: list[Kept]


@prepared
def _questions() -> QuerySet[AskedQuestion, tuple[Any, ...]]:
    found = AskedQuestion.objects.filter(
        subject__root_id=number("root"), state=QuestionState.OPEN.value
    )
    return found.order_by("due_at", "pk").values_list(
        "pk", "subject__title", "to_person_id", "to_lane", "due_at", "blocks"
    )[:_SHOWN]


@prepared
def _tasks() -> QuerySet[Task, tuple[Any, ...]]:
    found = Task.objects.filter(subject__root_id=number("root"), done_at=None)
    return found.order_by("until", "pk").values_list("pk", "text", "person_id", "until")[:_SHOWN]


@prepared
def _decisions() -> QuerySet[Decision, tuple[Any, ...]]:
    found = Decision.objects.filter(subject__root_id=number("root"))
    return found.order_by("-pk").values_list("pk", "title", "decided_by_id", "choice")[:_SHOWN]


@prepared
def _notes() -> QuerySet[IdeaNote, tuple[Any, ...]]:
    found = IdeaNote.objects.filter(subject__root_id=number("root"), taken_off_at=None)
    return found.order_by("-pk").values_list("pk", "text", "kept_by_id")[:_SHOWN]


def beside(root_id: int) -> Beside:
    """What the conversation on an initiative has led to. The caller has checked sight."""
    questions, tasks = _questions(root=root_id), _tasks(root=root_id)
    decisions, notes = _decisions(root=root_id), _notes(root=root_id)
    known = names(row[2] for row in [*questions, *tasks, *decisions, *notes])
    return Beside(
        questions=[
            Waits(pk, title, known.get(person or 0), Lane(lane) if lane else None, due, blocks)
            for pk, title, person, lane, due, blocks in questions
        ],
        tasks=[Waits(pk, text, known[person], None, until) for pk, text, person, until in tasks],
        decisions=[Kept(pk, title, known[by], choice) for pk, title, by, choice in decisions],
        notes=[Kept(pk, text, known[by]) for pk, text, by in notes],
    )
