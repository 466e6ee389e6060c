"""An initiative's work as a question to the planning engine, and its answer. Plain Python."""

from tandem.plans.problems.answer import (
    ENGINE,
    ENOUGH,
    EVEN,
    LATE,
    SAFE,
    Answer,
    Curve,
    end_of,
    kept,
    minutes,
    moment_of,
    percent,
    rising,
)
from tandem.plans.problems.facts import Awaited, Colleague, Elsewhere, Facts, Piece
from tandem.plans.problems.question import LAUNCH, LEFT_OUT, Gap, Question, question

__all__ = [
    "ENGINE",
    "ENOUGH",
    "EVEN",
    "LATE",
    "LAUNCH",
    "LEFT_OUT",
    "SAFE",
    "Answer",
    "Awaited",
    "Colleague",
    "Curve",
    "Elsewhere",
    "Facts",
    "Gap",
    "Piece",
    "Question",
    "end_of",
    "kept",
    "minutes",
    "moment_of",
    "percent",
    "question",
    "rising",
]
