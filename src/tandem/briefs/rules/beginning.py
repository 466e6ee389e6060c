"""What a brief begins with: what the idea's questions have answered already. Plain Python."""

from collections.abc import Mapping

from tandem.briefs.rules.content import TITLE_LIMIT, Content, ItemKind, Section
from tandem.initiatives.rules import Question

_PLACES: Mapping[Question, Section] = {
    Question.GOAL: Section.WHY,
    Question.DATE: Section.WHY,
    Question.AUDIENCE: Section.AUDIENCE,
    Question.LOOKS: Section.LOOKS,
    Question.MEASURE: Section.METRICS,
    Question.FEASIBLE: Section.CONSTRAINTS,
    Question.EXISTS: Section.MORE,
}
_SAYS_ITSELF = {Question.GOAL, Question.AUDIENCE, Question.LOOKS, Question.MEASURE}
"""Their section asks the same, so the question isn't repeated as a heading."""


def place_of(question: Question) -> Section:
    """The section of a brief in which the answer to a question stands."""
    return _PLACES[question]


def from_answer(question: Question, text: str, *, measure_first: bool) -> Content:
    """The part of a brief that an answer becomes."""
    section = place_of(question)
    is_metric = section.item_kind is ItemKind.METRIC
    return Content(
        kind=section.item_kind,
        section=section,
        title="" if question in _SAYS_ITSELF else question.asks[:TITLE_LIMIT],
        text=text,
        priority=None,
        fields={"measure_first": True} if is_metric and measure_first else {},
    )
