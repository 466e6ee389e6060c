"""Whether it can be done. Neither side can stop it alone: not as asked needs another way."""

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import sponsor_of, standing_on
from tandem.activity.services import close_turns, open_turn, record_event, salted_digest
from tandem.assessment import events, permissions, queries, rules
from tandem.assessment.models import Feasibility
from tandem.assessment.rules import Ruling, Standing, Word
from tandem.assessment.services import state
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives.queries import standing_answer
from tandem.initiatives.rules import Question
from tandem.initiatives.services import answer_question


@transaction.atomic
def say_feasibility(
    *,
    actor: Actor,
    initiative_id: int,
    word: Word,
    text: str,
    alternative: str = "",
    replaces: int | None = None,
) -> Feasibility:
    """Say IT's word. `replaces` is the word the person read; another one meanwhile is Stale.

    Not as asked goes to Marketing, with an alternative to accept or decline, or without one to
    say how they see it; what stays open goes to the sponsor.
    """
    heading = state.locked(actor, initiative_id)
    if not permissions.can_say_feasibility(standing_on(actor, initiative_id)):
        raise NotAllowed(say("IT's people on this initiative say whether it can be done."))
    if reason := rules.why_not_assess(heading.stage):
        raise RuleBroken(reason)
    text = typed(text, limit=rules.TEXT_LIMIT, field="text")
    other = typed(alternative, limit=rules.TEXT_LIMIT, field="alternative", required=False)
    other = other if word is Word.NOT_AS_ASKED else ""
    standing = queries.standing_word(initiative_id)
    if standing and _same(standing, actor, word, text, other):
        return standing
    _replace(standing, replaces, text)
    said = Feasibility.objects.create(
        initiative_id=initiative_id,
        word=word.value,
        text=text,
        alternative=other,
        said_by_id=actor.me,
    )
    _answer_the_question(actor, initiative_id, text)
    record_event(
        events.FEASIBILITY_SAID,
        actor=actor,
        subject_id=initiative_id,
        word=word.value,
        text=salted_digest(initiative_id, f"{text}\n{other}"),
    )
    close_turns(events.RULE, subject_id=initiative_id, actor=actor)
    close_turns(events.ANSWER, subject_id=initiative_id, actor=actor)
    if word is Word.NOT_AS_ASKED:
        open_turn(events.ANSWER, subject_id=initiative_id, actor=actor, lane=Lane.MARKETING)
    state.settle_turns(actor, initiative_id)
    return said


@transaction.atomic
def answer_feasibility(
    *, actor: Actor, initiative_id: int, accepted: bool, text: str = ""
) -> Feasibility:
    """Accept IT's alternative for Marketing, or say how Marketing sees it; the sponsor decides."""
    state.locked(actor, initiative_id)
    if not permissions.can_answer_feasibility(standing_on(actor, initiative_id)):
        raise NotAllowed(say("Marketing's people on this initiative answer."))
    said = queries.standing_word(initiative_id)
    if reason := rules.why_not_answer(_standing(said), accepted=accepted):
        raise RuleBroken(reason)
    assert said is not None  # noqa: S101 - the rule has said so; for mypy
    said.answer = typed(text, limit=rules.TEXT_LIMIT, field="text", required=not accepted)
    said.accepted, said.answered_by_id, said.answered_at = accepted, actor.me, clock.now()
    said.save(update_fields=["answer", "accepted", "answered_by", "answered_at"])
    kind = events.ALTERNATIVE_ACCEPTED if accepted else events.ALTERNATIVE_DECLINED
    record_event(
        kind,
        actor=actor,
        subject_id=initiative_id,
        text=salted_digest(initiative_id, said.answer),
    )
    close_turns(events.ANSWER, subject_id=initiative_id, actor=actor)
    sponsor_id = sponsor_of(initiative_id)
    if not accepted and sponsor_id:
        open_turn(events.RULE, subject_id=initiative_id, actor=actor, person_id=sponsor_id)
    return said


@transaction.atomic
def rule_feasibility(
    *, actor: Actor, initiative_id: int, ruling: Ruling, reason: str
) -> Feasibility:
    """Decide as the sponsor, both views at hand, and say why."""
    state.locked(actor, initiative_id)
    if not permissions.can_rule(actor, sponsor_id=sponsor_of(initiative_id)):
        raise NotAllowed(say("The sponsor of this initiative decides."))
    said = queries.standing_word(initiative_id)
    if refused := rules.why_not_rule(_standing(said), ruling):
        raise RuleBroken(refused)
    assert said is not None  # noqa: S101 - the rule has said so; for mypy
    said.reason = typed(reason, limit=rules.TEXT_LIMIT, field="reason")
    said.ruling, said.ruled_by_id, said.ruled_at = ruling.value, actor.me, clock.now()
    said.save(update_fields=["reason", "ruling", "ruled_by", "ruled_at"])
    record_event(
        events.FEASIBILITY_RULED,
        actor=actor,
        subject_id=initiative_id,
        ruling=ruling.value,
        text=salted_digest(initiative_id, said.reason),
    )
    close_turns(events.RULE, subject_id=initiative_id, actor=actor)
    return said


def _standing(said: Feasibility | None) -> Standing | None:
    if said is None:
        return None
    ruling = Ruling(said.ruling) if said.ruling else None
    return Standing(Word(said.word), bool(said.alternative), said.accepted, ruling)


def _same(standing: Feasibility, actor: Actor, word: Word, text: str, other: str) -> bool:
    return (
        standing.said_by_id == actor.person_id
        and (standing.word, standing.text, standing.alternative) == (word.value, text, other)
        and not standing.ruling
        and standing.accepted is None
    )


def _replace(standing: Feasibility | None, replaces: int | None, mine: str) -> None:
    if standing is None:
        return
    if standing.pk != replaces:
        raise Stale(
            say("Somebody said this for IT meanwhile. Here are both texts."),
            mine=mine,
            theirs=standing.text,
            version=standing.pk,
        )
    standing.replaced_at = clock.now()
    standing.save(update_fields=["replaced_at"])


def _answer_the_question(actor: Actor, initiative_id: int, text: str) -> None:
    """IT's word is the answer to the idea's question, too: said once, it stands in both places."""
    given = standing_answer(initiative_id, Question.FEASIBLE)
    answer_question(
        actor=actor,
        initiative_id=initiative_id,
        question=Question.FEASIBLE,
        text=text,
        replaces=given.pk if given else None,
    )
