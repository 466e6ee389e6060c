"""Answering the questions about an idea."""

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.services import (
    close_turns,
    make_findable,
    open_turn,
    record_event,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives import events, permissions, queries, rules
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.rules import Question, Stage
from tandem.initiatives.services.state import locked, only_of
from tandem.rights.queries import decision_rights

MEASURE_FIRST = "measure_first"


@transaction.atomic
def answer_question(
    *,
    actor: Actor,
    initiative_id: int,
    question: Question,
    text: str,
    replaces: int | None = None,
    measure_first: bool = False,
) -> Answer:
    """Answer one question about an idea, or replace the answer that `replaces` names.

    The first answer of the second side makes the idea paired. `measure_first` says that there is
    no number yet; `text` then says which one, and Marketing is asked to find it.
    """
    initiative = locked(actor, initiative_id)
    standing_here = standing_on(actor, initiative.pk)
    if not permissions.can_answer(actor, standing_here, written_by=initiative.written_by_id):
        raise NotAllowed(say("Take part in this idea first; then you can answer."))
    lanes, rights = standing_here.sides, decision_rights()
    if reason := rules.why_not_decide(question, lanes, rights):
        raise NotAllowed(reason)
    if reason := rules.why_not_answer(Stage(initiative.stage)):
        raise RuleBroken(reason)
    manner = _manner(question, measure_first=measure_first)
    text = typed(text, limit=rules.ANSWER_LIMIT, field="text")
    standing = queries.standing_answer(initiative.pk, question)
    if standing and _says(standing) == (text, manner, actor.person_id):
        return standing
    _replace(standing, replaces, text)
    lane = question.decided_by(rights) or only_of(lanes)
    return write_answer(initiative, actor, question, text, manner=manner, lane=lane)


def write_answer(
    initiative: Initiative,
    actor: Actor,
    question: Question,
    text: str,
    *,
    manner: str = "",
    lane: Lane | None,
) -> Answer:
    """Write what stands from now on as the answer; the one before has been replaced."""
    answer = Answer.objects.create(
        initiative=initiative,
        question=question.value,
        text=text,
        manner=manner,
        answered_by_id=actor.me,
        lane=lane or "",
    )
    record_event(
        events.ANSWERED,
        actor=actor,
        subject_id=initiative.pk,
        question=question.value,
        text=salted_digest(initiative.pk, text),
    )
    make_findable(initiative.pk, f"answer:{question.value}", text)
    _settle_answer_turns(initiative, actor, lane)
    if question is Question.MEASURE:
        _settle_baseline(initiative, actor, wanted=manner == MEASURE_FIRST)
    return answer


def _manner(question: Question, *, measure_first: bool) -> str:
    if measure_first and (reason := rules.why_not_measure_first(question)):
        raise BadInput(reason, field="measure_first")
    return MEASURE_FIRST if measure_first else ""


def _says(answer: Answer) -> tuple[str, str, int]:
    return answer.text, answer.manner, answer.answered_by_id


def _replace(standing: Answer | None, replaces: int | None, mine: str) -> None:
    if standing is None:
        return
    if standing.pk != replaces:
        raise Stale(
            say("Somebody answered this meanwhile. Here are both texts."),
            mine=mine,
            theirs=standing.text,
            version=standing.pk,
        )
    standing.replaced_at = clock.now()
    standing.save(update_fields=["replaced_at"])


def _settle_answer_turns(initiative: Initiative, actor: Actor, lane: Lane | None) -> None:
    if lane is not None:
        close_turns(events.ANSWER, subject_id=initiative.pk, actor=actor, lane=lane)
    if initiative.paired_at is None and rules.is_paired(queries.answered_sides(initiative.pk)):
        initiative.paired_at = clock.now()
        initiative.save(update_fields=["paired_at"])
        record_event(events.PAIRED, actor=actor, subject_id=initiative.pk)


def _settle_baseline(initiative: Initiative, actor: Actor, *, wanted: bool) -> None:
    if wanted:
        open_turn(events.BASELINE, subject_id=initiative.pk, actor=actor, lane=Lane.MARKETING)
    else:
        close_turns(events.BASELINE, subject_id=initiative.pk, actor=actor)
