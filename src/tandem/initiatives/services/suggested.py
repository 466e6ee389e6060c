"""What others may suggest about an idea, and how it is written once it is taken over.

Whether somebody may is decided where suggestions are (`rights`); these hold the rules of this
context and write.
"""

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.core import clock
from tandem.core.errors import NotFound, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives import queries, rules
from tandem.initiatives.rules import Question, Stage
from tandem.initiatives.services.answering import write_answer
from tandem.initiatives.services.state import locked, only_of, set_sentence
from tandem.rights.queries import decision_rights
from tandem.rights.registry import Target, proposal_kind
from tandem.rights.rules import Matter


def find_sentence(actor: Actor, initiative_id: int, _target: str) -> Target:
    """The idea's sentence as it is."""
    row = queries.heading_visible_to(actor, initiative_id)
    return Target(Matter.WORDING, say("The sentence"), row.sentence, row.url)


def write_sentence(actor: Actor, initiative_id: int, _target: str, text: str, before: str) -> None:
    """Let the sentence be `text`."""
    initiative = locked(actor, initiative_id)
    _not_stale(initiative.sentence, before, text)
    set_sentence(initiative, actor, typed(text, limit=rules.SENTENCE_LIMIT, field="text"))


def find_answer(actor: Actor, initiative_id: int, target: str) -> Target:
    """The standing answer to the question that `target` names."""
    row = queries.heading_visible_to(actor, initiative_id)
    question = _question(target)
    if question.matter is None:
        raise RuleBroken(say("Either side answers this: take part and write it yourself."))
    if reason := rules.why_not_answer(row.stage):
        raise RuleBroken(reason)
    standing = queries.standing_answer(row.id, question)
    url = f"{row.url}questions/{question.value}/"
    return Target(question.matter, question.asks, standing.text if standing else "", url)


def write_answer_to(actor: Actor, initiative_id: int, target: str, text: str, before: str) -> None:
    """Let `text` be the answer."""
    initiative = locked(actor, initiative_id)
    question = _question(target)
    if reason := rules.why_not_answer(Stage(initiative.stage)):
        raise RuleBroken(reason)
    standing = queries.standing_answer(initiative.pk, question)
    _not_stale(standing.text if standing else "", before, text)
    if standing:
        standing.replaced_at = clock.now()
        standing.save(update_fields=["replaced_at"])
    write_answer(
        initiative,
        actor,
        question,
        typed(text, limit=rules.ANSWER_LIMIT, field="text"),
        lane=_side(actor, initiative.pk, question),
    )


def _side(actor: Actor, initiative_id: int, question: Question) -> Lane | None:
    """For which side it is written: the deciding one, if the writer is of it."""
    sides = standing_on(actor, initiative_id).sides
    decides = question.decided_by(decision_rights())
    return decides if decides in sides else only_of(sides)


def _question(target: str) -> Question:
    if target not in {question.value for question in Question}:
        raise NotFound
    return Question(target)


def _not_stale(present: str, before: str, text: str) -> None:
    if present != before:
        raise Stale(
            say("The text has changed since. Here are both."), mine=text, theirs=present, version=0
        )


SENTENCE = proposal_kind("initiative.sentence", find=find_sentence, write=write_sentence)
ANSWER = proposal_kind("initiative.answer", find=find_answer, write=write_answer_to)
