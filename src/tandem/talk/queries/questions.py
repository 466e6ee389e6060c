"""Questions and their answers, as pages, programs and conditions read them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from tandem.accounts.queries import Name, TeamName, duty_people, names, team_ids_of
from tandem.accounts.queries import teams as all_teams
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import visible_to
from tandem.activity.queries import turns_waiting_for
from tandem.activity.registry import url_of
from tandem.core.errors import NotFound
from tandem.core.prepared import numbers, prepared
from tandem.core.words import Sentence, say
from tandem.talk.models import AskedQuestion, GivenAnswer
from tandem.talk.rules import OpenQuestion, QuestionState


class QuestionList(StrEnum):
    """Which questions a page shows."""

    ME = "me"
    SIDE = "side"
    ASKED = "asked"
    OPEN = "open"
    ANSWERED = "answered"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            QuestionList.ME: say("To me"),
            QuestionList.SIDE: say("To my side"),
            QuestionList.ASKED: say("Asked by me"),
            QuestionList.OPEN: say("All open"),
            QuestionList.ANSWERED: say("Answered"),
        }[self]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer; `missing` says what it lacked, where it was sent back."""

    id: int
    text: str
    by: Name
    lane: Lane | None
    at: datetime
    missing: str
    sent_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as lists show it."""

    id: int
    text: str
    title: str
    about_id: int
    about_title: str
    root_id: int
    root_title: str
    root_url: str
    by: Name
    for_lane: Lane | None
    asked_at: datetime
    to_person: Name | None
    to_lane: Lane | None
    to_team: TeamName | None
    on_duty: Name | None
    """Who answers for the side that was asked, while the question is open."""
    blocks: bool
    state: QuestionState
    due_at: datetime

    @property
    def url(self) -> str:
        return f"/questions/{self.id}/"


@prepared
def _blocking() -> QuerySet[AskedQuestion, tuple[Any, ...]]:
    found = AskedQuestion.objects.filter(
        subject__root_id__in=numbers("roots"), blocks=True, state=QuestionState.OPEN.value
    )
    return found.order_by("due_at", "pk").values_list(
        "subject__root_id", "pk", "subject__title", "to_lane"
    )


def blocking_questions(root_ids: Collection[int]) -> dict[int, list[OpenQuestion]]:
    """The open questions that block the next step of each initiative, oldest promise first."""
    found: dict[int, list[OpenQuestion]] = {root_id: [] for root_id in root_ids}
    for root_id, pk, title, lane in _blocking(roots=root_ids):
        found[root_id].append(
            OpenQuestion(pk, title, Lane(lane) if lane else None, f"/questions/{pk}/")
        )
    return found


@prepared
def _given() -> QuerySet[GivenAnswer, tuple[Any, ...]]:
    found = GivenAnswer.objects.filter(question__subject__root_id__in=numbers("roots"))
    return found.values_list("question__subject__root_id", "given_by_id", "lane")


def answers_given(root_ids: Collection[int]) -> dict[int, list[tuple[int, Lane | None]]]:
    """(person id, side) of every answer on each initiative: answering a question is taking part."""
    found: dict[int, list[tuple[int, Lane | None]]] = {root_id: [] for root_id in root_ids}
    for root_id, person, lane in _given(roots=root_ids):
        found[root_id].append((person, Lane(lane) if lane else None))
    return found


def questions_visible_to(actor: Actor) -> QuerySet[AskedQuestion]:
    """What every list of questions starts from."""
    return AskedQuestion.objects.filter(visible_to(actor, "subject__"))


def question_visible_to(actor: Actor, question_id: int) -> AskedQuestion:
    """The question, or NotFound whether it is missing or hidden."""
    found = questions_visible_to(actor).filter(subject__id=question_id).first()
    if found is None:
        raise NotFound
    return found


def questions_listed(
    actor: Actor, which: QuestionList, *, root_id: int | None = None
) -> QuerySet[AskedQuestion]:
    """One of the lists, perhaps of one initiative. Open ones come by their date."""
    found = questions_visible_to(actor)
    if root_id is not None:
        found = found.filter(subject__root__id=root_id)
    if which is QuestionList.ANSWERED:
        done = [QuestionState.ANSWERED.value, QuestionState.ACCEPTED.value]
        done.append(QuestionState.ASSUMED.value)
        return found.filter(state__in=done)
    if which is QuestionList.ASKED:
        return found.filter(asked_by_id=actor.me)
    found = found.filter(state=QuestionState.OPEN.value)
    if which is QuestionList.ME:
        mine = Q(to_person_id=actor.me) | Q(to_team__in=team_ids_of(actor.me))
        return found.filter(mine)
    if which is QuestionList.SIDE:
        return found.filter(to_lane__in=[lane.value for lane in actor.lanes])
    return found


def waits_for(actor: Actor, subject_id: int, kind: str) -> bool:
    """Whether a turn of this kind on a subject is `actor`'s to take: as the one who was asked, or
    because it was passed on to them, or they stand in for somebody who is away.
    """
    return any(
        turn.subject_id == subject_id and turn.kind == kind for turn in turns_waiting_for(actor)
    )


def is_in_team_asked(actor: Actor, team_id: int | None) -> bool | None:
    """Whether somebody belongs to the team that was asked; None where none was."""
    return None if team_id is None else team_id in team_ids_of(actor.me)


def question_rows(found: Iterable[AskedQuestion]) -> list[QuestionRow]:
    """Questions with the names of all in them, in two queries."""
    asked = list(found)
    places = {
        row[0]: row[1:]
        for row in AskedQuestion.objects.filter(pk__in=[one.pk for one in asked]).values_list(
            *("pk", "subject__title", "subject__parent_id", "subject__parent__title"),
            *("subject__root_id", "subject__root__title", "subject__root__kind"),
            "subject__root__restricted",
        )
    }
    waits = any(one.to_lane and one.state == QuestionState.OPEN for one in asked)
    duty = duty_people() if waits else {}
    people = [one.asked_by_id for one in asked] + [one.to_person_id for one in asked]
    known = names([*people, *duty.values()])
    teams = {team.id: team for team in all_teams()} if any(one.to_team_id for one in asked) else {}
    return [_row(one, places[one.pk], known, teams, duty) for one in asked]


def _row(
    one: AskedQuestion,
    place: tuple[str, int, str, int, str, str, bool],
    known: dict[int, Name],
    teams: dict[int, TeamName],
    duty: dict[Lane, int],
) -> QuestionRow:
    return QuestionRow(
        id=one.pk,
        text=one.text,
        title=place[0],
        about_id=place[1],
        about_title=place[2],
        root_id=place[3],
        root_title=place[4],
        root_url=url_of(place[5], place[3], None),
        by=known[one.asked_by_id],
        for_lane=Lane(one.asked_for) if one.asked_for else None,
        asked_at=one.asked_at,
        to_person=known.get(one.to_person_id or 0),
        to_lane=Lane(one.to_lane) if one.to_lane else None,
        to_team=teams.get(one.to_team_id or 0),
        on_duty=known.get(duty.get(Lane(one.to_lane), 0))
        if one.to_lane and one.state == QuestionState.OPEN and not place[6]
        else None,
        blocks=one.blocks,
        state=QuestionState(one.state),
        due_at=one.due_at,
    )


def answers_to(question_id: int) -> list[AnswerRow]:
    """All answers to a question, oldest first; the last one stands unless it was sent back."""
    found = list(GivenAnswer.objects.filter(question_id=question_id).order_by("pk"))
    known = names(one.given_by_id for one in found)
    return [
        AnswerRow(
            id=one.pk,
            text=one.text,
            by=known[one.given_by_id],
            lane=Lane(one.lane) if one.lane else None,
            at=one.given_at,
            missing=one.missing,
            sent_back_at=one.sent_back_at,
        )
        for one in found
    ]


def standing_answer(question_id: int) -> GivenAnswer | None:
    """The answer that stands, if there is one."""
    return GivenAnswer.objects.filter(question_id=question_id, sent_back_at=None).first()
