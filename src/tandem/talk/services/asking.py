"""Asking a question of a person or a side, answering it, accepting the answer or asking again."""

from datetime import datetime

from django.db import transaction

from tandem.accounts.queries import acting_in, actor_by_id, team_by_id, team_names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import SubjectSeen, subject_visible_to, without_sight
from tandem.activity.rules import TurnOutcome
from tandem.activity.services import (
    close_turns,
    lock_subject,
    open_turn,
    record_event,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.talk import events, permissions, queries, rules
from tandem.talk.models import AskedQuestion, GivenAnswer
from tandem.talk.rules import BecomesKind, QuestionState
from tandem.talk.services.state import (
    comment_to_turn,
    mark_comment,
    new_subject,
    place_to_speak,
    seen_by,
    side_of,
)


@transaction.atomic
def ask_question(  # noqa: PLR0913 - one of three whom is asked
    *,
    actor: Actor,
    subject_id: int,
    text: str,
    to_person: int | None = None,
    to_lane: Lane | None = None,
    to_team: int | None = None,
    blocks: bool = False,
    comment_id: int | None = None,
) -> AskedQuestion:
    """Ask one person, one team or one side something about a subject, perhaps from a comment on it.

    A question that `blocks` has to be answered before the next stage asks for it.
    """
    place = place_to_speak(actor, subject_id)
    comment = comment_to_turn(actor, place, comment_id)
    text = typed(text, limit=rules.QUESTION_LIMIT, field="text")
    _check_asked(place, to_person, to_lane, to_team)
    question_id = new_subject(events.QUESTION, text, place)
    due_at = _wait(actor, question_id, to_person, to_lane, to_team)
    question = AskedQuestion.objects.create(
        subject_id=question_id,
        text=text,
        asked_by_id=actor.me,
        asked_for=side_of(actor) or "",
        to_person_id=to_person,
        to_lane=to_lane or "",
        to_team_id=to_team,
        blocks=blocks,
        due_at=due_at,
    )
    mark_comment(comment, BecomesKind.QUESTION, question_id)
    digest = salted_digest(question_id, text)
    if to_person is not None:
        record_event(
            events.ASKED, actor=actor, subject_id=question_id, person=to_person, text=digest
        )
    elif to_team is not None:
        record_event(
            events.ASKED_A_TEAM, actor=actor, subject_id=question_id, team=to_team, text=digest
        )
    else:
        record_event(
            events.ASKED_A_SIDE, actor=actor, subject_id=question_id, lane=to_lane, text=digest
        )
    return question


@transaction.atomic
def give_answer(*, actor: Actor, question_id: int, text: str) -> GivenAnswer:
    """Answer a question that was asked of oneself, of one's team or of one's side."""
    question, place = _locked(actor, question_id)
    to_lane = Lane(question.to_lane) if question.to_lane else None
    if not (
        permissions.can_give_answer(
            actor,
            to_person=question.to_person_id,
            to_lane=to_lane,
            in_team=queries.is_in_team_asked(actor, question.to_team_id),
        )
        or queries.waits_for(actor, question.pk, events.ANSWER)
    ):
        raise NotAllowed(say("Whoever was asked answers. You can say something below instead."))
    text = typed(text, limit=rules.QUESTION_LIMIT, field="text")
    standing = queries.standing_answer(question.pk)
    if standing and (standing.text, standing.given_by_id) == (text, actor.me):
        return standing
    if reason := rules.why_not_give_answer(QuestionState(question.state)):
        raise RuleBroken(reason)
    answer = GivenAnswer.objects.create(
        question=question, text=text, given_by_id=actor.me, lane=_answered_for(actor, to_lane)
    )
    _bring_to(question, QuestionState.ANSWERED)
    record_event(
        events.ANSWERED,
        actor=actor,
        subject_id=question.pk,
        text=salted_digest(place.id, text),
    )
    close_turns(events.ANSWER, subject_id=question.pk, actor=actor)
    if question.asked_by_id != actor.me:
        open_turn(
            events.READ_ANSWER, subject_id=question.pk, actor=actor, person_id=question.asked_by_id
        )
    return answer


@transaction.atomic
def assume_answer(*, subject_id: int, lane: Lane | None) -> None:
    """Let a question stand as an assumption, marked as one: nobody answered, and everybody was
    asked. The clock does it. It blocks nothing any more, and can still be answered.
    """
    AskedQuestion.objects.filter(pk=subject_id, state=QuestionState.OPEN.value).update(
        state=QuestionState.ASSUMED.value
    )


@transaction.atomic
def accept_answer(*, actor: Actor, question_id: int) -> AskedQuestion:
    """Say that the answer answers it. Twice is once."""
    question, _ = _asked_by(actor, question_id)
    state = QuestionState(question.state)
    if state is QuestionState.ACCEPTED:
        return question
    if reason := rules.why_not_judge(state):
        raise RuleBroken(reason)
    _bring_to(question, QuestionState.ACCEPTED, actor)
    record_event(events.ACCEPTED, actor=actor, subject_id=question.pk)
    close_turns(events.READ_ANSWER, subject_id=question.pk, actor=actor)
    return question


@transaction.atomic
def ask_again(*, actor: Actor, question_id: int, missing: str) -> AskedQuestion:
    """Send the answer back, saying what is still missing; it waits for an answer again."""
    question, _ = _asked_by(actor, question_id)
    if reason := rules.why_not_judge(QuestionState(question.state)):
        raise RuleBroken(reason)
    missing = typed(missing, limit=rules.QUESTION_LIMIT, field="missing")
    GivenAnswer.objects.filter(question=question, sent_back_at=None).update(
        sent_back_at=clock.now(), missing=missing
    )
    question.due_at = _wait(
        actor,
        question.pk,
        question.to_person_id,
        Lane(question.to_lane) if question.to_lane else None,
        question.to_team_id,
    )
    _bring_to(question, QuestionState.OPEN)
    record_event(
        events.ASKED_AGAIN,
        actor=actor,
        subject_id=question.pk,
        text=salted_digest(question.pk, missing),
    )
    close_turns(events.READ_ANSWER, subject_id=question.pk, actor=actor)
    return question


@transaction.atomic
def withdraw_question(*, actor: Actor, question_id: int) -> AskedQuestion:
    """No longer ask: whoever asked, or an owner where the asker is gone. Twice is once."""
    question, place = _locked(actor, question_id)
    standing = standing_on(actor, place.root_id)
    if not permissions.can_withdraw(actor, standing, asked_by=question.asked_by_id):
        raise NotAllowed(say("Whoever asked, or an owner, withdraws a question."))
    state = QuestionState(question.state)
    if state is QuestionState.WITHDRAWN:
        return question
    if reason := rules.why_not_withdraw(state):
        raise RuleBroken(reason)
    _bring_to(question, QuestionState.WITHDRAWN, actor)
    record_event(events.WITHDRAWN, actor=actor, subject_id=question.pk)
    close_turns(events.ANSWER, subject_id=question.pk, actor=actor, outcome=TurnOutcome.NOT_NEEDED)
    return question


def _answered_for(actor: Actor, to_lane: Lane | None) -> str:
    """The side that answers. A partner answers for no side: that wouldn't make a pair of two."""
    if to_lane is None and actor.is_partner:
        return ""
    return to_lane or side_of(actor) or ""


def _wait(
    actor: Actor,
    question_id: int,
    to_person: int | None,
    to_lane: Lane | None,
    to_team: int | None,
) -> datetime:
    return open_turn(
        events.ANSWER,
        subject_id=question_id,
        actor=actor,
        lane=team_by_id(to_team).lane if to_team is not None else to_lane,
        person_id=to_person,
        team_id=to_team,
    )


def _check_asked(
    place: SubjectSeen, to_person: int | None, to_lane: Lane | None, to_team: int | None
) -> None:
    answers = True
    try:
        if to_person is not None:
            answers = actor_by_id(to_person).may_take_part
    except NotFound:
        raise BadInput(say("Choose somebody who is here."), field="to") from None
    asked = sum(one is not None for one in (to_person, to_lane, to_team))
    if reason := rules.why_not_ask(asked=asked, answers=answers):
        raise BadInput(reason, field="to")
    if to_person is not None:
        seen_by(place, [to_person], field="to")
    if to_team is not None:
        _check_team(place, to_team)


def _check_team(place: SubjectSeen, team_id: int) -> None:
    """Somebody of the team must see the question and be able to answer it."""
    if place.by_partner or team_id not in team_names():
        raise BadInput(say("Choose a team that there is."), field="to")
    acting = acting_in(team_id)
    if len(without_sight(place.root_id, acting)) == len(acting):
        raise BadInput(
            say("Nobody of this team can see this and answer. Let one of them take part first."),
            field="to",
        )


def _locked(actor: Actor, question_id: int) -> tuple[AskedQuestion, SubjectSeen]:
    queries.question_visible_to(actor, question_id)
    lock_subject(question_id)
    question = queries.question_visible_to(actor, question_id)
    return question, subject_visible_to(actor, question_id)


def _asked_by(actor: Actor, question_id: int) -> tuple[AskedQuestion, SubjectSeen]:
    question, place = _locked(actor, question_id)
    if not permissions.can_judge_answer(actor, asked_by=question.asked_by_id):
        raise NotAllowed(say("Whoever asked says whether that answers it."))
    return question, place


def _bring_to(question: AskedQuestion, state: QuestionState, by: Actor | None = None) -> None:
    question.state = state.value
    question.closed_at = clock.now() if by else None
    question.closed_by_id = by.me if by else None
    question.save(update_fields=["state", "due_at", "closed_at", "closed_by"])
