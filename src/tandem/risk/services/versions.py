"""Writing a new version of what the risk check asks, question by question."""

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, lock_subject, record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import Sentence, say
from tandem.risk import events, permissions, queries, rules
from tandem.risk.models import QuestionVersion
from tandem.risk.rules import Choice, QuestionSet, RiskQuestion
from tandem.risk.rules.questions import ASKS_LIMIT, CHOICE_LIMIT


@transaction.atomic
def begin_question_version(*, actor: Actor, copies: int | None = None) -> QuestionVersion:
    """Begin a new version, as a copy of the one that is asked, or of an older one. Beginning twice
    is beginning once.
    """
    company = _locked(actor)
    if draft := queries.question_draft():
        return draft
    asked = queries.questions_in(copies) if copies else queries.present_questions()
    draft = QuestionVersion.objects.create(content=rules.written_set(asked), begun_by_id=actor.me)
    record_event(events.QUESTIONS_BEGUN, actor=actor, subject_id=company, copied=asked.version)
    return draft


@transaction.atomic
def change_risk_question(*, actor: Actor, question: RiskQuestion, revision: int) -> QuestionVersion:
    """Ask one question otherwise, with its answers and points. `revision` is what was read."""
    company = _locked(actor)
    cleaned = _cleaned(question)

    def changed(asked: QuestionSet) -> QuestionSet:
        standing = asked.by_key.get(question.key)
        if standing is None:
            raise NotFound
        same = replace(cleaned, dimension=standing.dimension, known_by=standing.known_by)
        if reason := rules.why_not_question(same):
            raise BadInput(reason, field="asks")
        return asked.with_question(same)

    return _change(actor, company, revision, changed)


@transaction.atomic
def change_risk_limits(
    *, actor: Actor, medium_from: int, high_from: int, revision: int
) -> QuestionVersion:
    """Say from how many points on a dimension is medium, and high."""
    company = _locked(actor)

    def changed(asked: QuestionSet) -> QuestionSet:
        found = replace(asked, medium_from=medium_from, high_from=high_from)
        if reason := rules.why_not_limits(found):
            raise BadInput(reason, field="high_from")
        return found

    return _change(actor, company, revision, changed)


@transaction.atomic
def publish_question_version(*, actor: Actor, revision: int) -> QuestionVersion:
    """Let every check that begins from now on ask this version. Others keep theirs."""
    company = _locked(actor)
    draft = _draft(revision)
    asked = queries.draft_of_questions(draft)
    if reason := rules.why_not_set(asked):
        raise RuleBroken(reason)
    present = queries.present_questions()
    if replace(asked, version=present.version) == present:
        raise RuleBroken(say("It asks exactly what is asked already."))
    draft.number = asked.version
    draft.published_by_id = actor.me
    draft.published_at = clock.now()
    draft.save(update_fields=["number", "published_by", "published_at"])
    record_event(events.QUESTIONS_PUBLISHED, actor=actor, subject_id=company, number=draft.number)
    return draft


@transaction.atomic
def drop_question_version(*, actor: Actor) -> None:
    """Drop what is being written; what is asked stays."""
    company = _locked(actor)
    draft = queries.question_draft()
    if draft is None:
        return
    draft.dropped_at = clock.now()
    draft.save(update_fields=["dropped_at"])
    record_event(events.QUESTIONS_DROPPED, actor=actor, subject_id=company)


def _locked(actor: Actor) -> int:
    """The company, locked; refuse who isn't an administrator."""
    if not permissions.can_change_questions(actor):
        raise NotAllowed(say("Only an administrator changes what the risk check asks."))
    company = company_subject()
    lock_subject(company)
    return company


def _draft(revision: int) -> QuestionVersion:
    draft = queries.question_draft()
    if draft is None:
        raise RuleBroken(say("No new version has begun. Begin one first."))
    if draft.revision != revision:
        raise RuleBroken(say("Somebody changed this version meanwhile. Please look at it again."))
    return draft


def _change(
    actor: Actor, company: int, revision: int, changed: Callable[[QuestionSet], QuestionSet]
) -> QuestionVersion:
    draft = _draft(revision)
    asked = queries.draft_of_questions(draft)
    after = changed(asked)
    if after == asked:
        return draft
    draft.content = rules.written_set(after)
    draft.revision += 1
    draft.save(update_fields=["content", "revision"])
    record_event(
        events.QUESTION_CHANGED,
        actor=actor,
        subject_id=company,
        revision=draft.revision,
        text=salted_digest(company, str(draft.content)),
    )
    return draft


def _cleaned(question: RiskQuestion) -> RiskQuestion:
    answers = tuple(
        Choice(
            _line(one.text, f"text-{place}", CHOICE_LIMIT),
            one.points,
            one.at_least,
            _line(one.lowers, f"lowers-{place}", CHOICE_LIMIT),
        )
        for place, one in enumerate(question.answers)
    )
    return replace(question, asks=_line(question.asks, "asks", ASKS_LIMIT), answers=answers)


def _line(text: str, field: str, limit: int) -> Sentence:
    return Sentence(" ".join(typed(text, limit=limit, field=field, required=False).split()))
