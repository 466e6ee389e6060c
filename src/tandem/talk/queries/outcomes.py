"""Decisions, idea notes and to-dos, as pages and programs show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.accounts.queries import Name, names, present_day
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import visible_to
from tandem.activity.registry import url_of
from tandem.core.errors import NotFound
from tandem.talk.models import Decision, Dissent, IdeaNote, Task


@dataclass(frozen=True, slots=True)
class DissentRow:
    """That somebody disagrees, and why."""

    by: Name
    lane: Lane | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as lists and its page show it."""

    id: int
    title: str
    options: list[str]
    choice: str
    why: str
    about_id: int
    about_title: str
    root_id: int
    root_title: str
    root_url: str
    by: Name
    lane: Lane | None
    at: datetime
    look_again_on: date | None
    looked_at: datetime | None
    looked_by: Name | None
    dissents: list[DissentRow]

    @property
    def url(self) -> str:
        return f"/decisions/{self.id}/"


@dataclass(frozen=True, slots=True)
class NoteRow:
    """An idea note."""

    id: int
    text: str
    by: Name
    lane: Lane | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A to-do."""

    id: int
    text: str
    about_id: int
    about_title: str
    root_id: int
    root_title: str
    root_url: str
    person: Name
    until: date
    given_by: Name
    given_at: datetime
    done_at: datetime | None
    done_by: Name | None

    @property
    def url(self) -> str:
        return f"/tasks/{self.id}/"


def decisions_visible_to(actor: Actor) -> QuerySet[Decision]:
    """What every list of decisions starts from."""
    return Decision.objects.filter(visible_to(actor, "subject__"))


def decision_visible_to(actor: Actor, decision_id: int) -> Decision:
    """The decision, or NotFound whether it is missing or hidden."""
    found = decisions_visible_to(actor).filter(subject__id=decision_id).first()
    if found is None:
        raise NotFound
    return found


def decisions_listed(
    actor: Actor, *, root_id: int | None = None, look_again: bool = False, disputed: bool = False
) -> QuerySet[Decision]:
    """Decisions, perhaps of one initiative, to be looked at again, or with dissent on them."""
    found = decisions_visible_to(actor)
    if root_id is not None:
        found = found.filter(subject__root__id=root_id)
    if look_again:
        found = found.filter(look_again_on__isnull=False)
    if disputed:
        found = found.filter(Exists(Dissent.objects.filter(decision=OuterRef("pk"))))
    return found


def decisions_due() -> list[int]:
    """The ids of decisions whose day to be looked at has come; for the clock."""
    due = Decision.objects.filter(look_again_on__lte=present_day())
    return list(due.order_by("pk").values_list("pk", flat=True)[:500])


def decision_rows(found: Iterable[Decision]) -> list[DecisionRow]:
    """Decisions with their dissent and all names, in three queries."""
    made = list(found)
    ids = [one.pk for one in made]
    places = _places(Decision.objects.filter(pk__in=ids))
    dissents = list(Dissent.objects.filter(decision_id__in=ids).order_by("pk"))
    people = [one.decided_by_id for one in made] + [one.looked_by_id for one in made]
    known = names(people + [one.person_id for one in dissents])
    by_decision: dict[int, list[DissentRow]] = {pk: [] for pk in ids}
    for one in dissents:
        by_decision[one.decision_id].append(
            DissentRow(known[one.person_id], _lane(one.lane), one.text, one.said_at)
        )
    return [_decision(one, places[one.pk], known, by_decision[one.pk]) for one in made]


def _decision(
    one: Decision,
    place: tuple[int, str, int, str, str],
    known: dict[int, Name],
    dissents: list[DissentRow],
) -> DecisionRow:
    return DecisionRow(
        id=one.pk,
        title=one.title,
        options=list(one.options),
        choice=one.choice,
        why=one.why,
        about_id=place[0],
        about_title=place[1],
        root_id=place[2],
        root_title=place[3],
        root_url=place[4],
        by=known[one.decided_by_id],
        lane=_lane(one.lane),
        at=one.decided_at,
        look_again_on=one.look_again_on,
        looked_at=one.looked_at,
        looked_by=known.get(one.looked_by_id or 0),
        dissents=dissents,
    )


def _lane(lane: str) -> Lane | None:
    return Lane(lane) if lane else None


def _places(
    found: "QuerySet[Decision] | QuerySet[Task]",
) -> dict[int, tuple[int, str, int, str, str]]:
    rows = found.values_list(
        *("pk", "subject__parent_id", "subject__parent__title"),
        *("subject__root_id", "subject__root__title", "subject__root__kind"),
    )
    return {
        pk: (about, title, root, of, url_of(kind, root, None))
        for pk, about, title, root, of, kind in rows
    }


def notes_visible_to(actor: Actor) -> QuerySet[IdeaNote]:
    """What every list of notes starts from."""
    return IdeaNote.objects.filter(visible_to(actor, "subject__"))


def note_visible_to(actor: Actor, note_id: int) -> IdeaNote:
    """The note, or NotFound whether it is missing or hidden."""
    found = notes_visible_to(actor).filter(id=note_id).first()
    if found is None:
        raise NotFound
    return found


def notes_listed(actor: Actor, subject_id: int) -> QuerySet[IdeaNote]:
    """The notes that are kept on a subject and below it."""
    place = Q(subject_id=subject_id) | Q(subject__root_id=subject_id)
    return notes_visible_to(actor).filter(place, taken_off_at=None)


def note_rows(found: Iterable[IdeaNote]) -> list[NoteRow]:
    """Notes with their names."""
    kept = list(found)
    known = names(one.kept_by_id for one in kept)
    return [
        NoteRow(one.pk, one.text, known[one.kept_by_id], _lane(one.lane), one.kept_at)
        for one in kept
    ]


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """What every list of to-dos starts from."""
    return Task.objects.filter(visible_to(actor, "subject__"))


def task_visible_to(actor: Actor, task_id: int) -> Task:
    """The to-do, or NotFound whether it is missing or hidden."""
    found = tasks_visible_to(actor).filter(subject__id=task_id).first()
    if found is None:
        raise NotFound
    return found


def tasks_listed(actor: Actor, subject_id: int) -> QuerySet[Task]:
    """The to-dos on a subject and below it."""
    place = Q(subject__parent_id=subject_id) | Q(subject__root_id=subject_id)
    return tasks_visible_to(actor).filter(place)


def task_rows(found: Iterable[Task]) -> list[TaskRow]:
    """To-dos with the names of all in them."""
    given = list(found)
    places = _places(Task.objects.filter(pk__in=[one.pk for one in given]))
    known = names(pk for one in given for pk in (one.person_id, one.given_by_id, one.done_by_id))
    return [
        TaskRow(
            id=one.pk,
            text=one.text,
            about_id=places[one.pk][0],
            about_title=places[one.pk][1],
            root_id=places[one.pk][2],
            root_title=places[one.pk][3],
            root_url=places[one.pk][4],
            person=known[one.person_id],
            until=one.until,
            given_by=known[one.given_by_id],
            given_at=one.given_at,
            done_at=one.done_at,
            done_by=known.get(one.done_by_id or 0),
        )
        for one in given
    ]
