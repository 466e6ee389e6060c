"""Words and rules of asking whoever answers for an affected system. Plain Python."""

from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.initiatives.rules import PATH, Stage, Track

ASKED_IN = frozenset(PATH[1:-2])
"""The stages in which the owner of a newly confirmed system is asked."""


class ConsultState(StrEnum):
    """How far asking somebody about a system has come."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    NOT_AFFECTED = "not_affected"
    ASSUMED = "assumed"
    NOT_NEEDED = "not_needed"
    """Whoever owns the system says so themselves on this initiative."""
    WITHDRAWN = "withdrawn"
    """IT says by now that the system isn't affected."""

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ConsultState.OPEN: say("waits for an answer"),
            ConsultState.CONFIRMED: say("its owner confirms"),
            ConsultState.NOT_AFFECTED: say("its owner says: not affected"),
            ConsultState.ASSUMED: say("no answer: assumed to be so"),
            ConsultState.NOT_NEEDED: say("its owner is in it"),
            ConsultState.WITHDRAWN: say("no longer asked"),
        }[self]

    @property
    def is_answer(self) -> bool:
        """Whether somebody can answer so."""
        return self in CONSULT_ANSWERS

    @property
    def counts(self) -> bool:
        """Whether nothing is waited for any more before Plan."""
        return self is not ConsultState.OPEN


CONSULT_ANSWERS = (ConsultState.CONFIRMED, ConsultState.NOT_AFFECTED)


def is_asked(stage: Stage, track: Track) -> bool:
    """Whether owners of confirmed systems are asked: from Assess on, on the standard path alone.

    A light path forbids what would need them: new systems and new data.
    """
    return stage in ASKED_IN and track is Track.STANDARD


def why_not_answer_consult(state: ConsultState) -> Sentence | None:
    """Say why a consult can't be answered, or nothing if it can. An assumption can be replaced."""
    if state in {ConsultState.OPEN, ConsultState.ASSUMED}:
        return None
    if state is ConsultState.WITHDRAWN:
        return say("IT no longer asks about this system. Thank you all the same.")
    return say("This has been answered already.")


def why_not_say(answer: ConsultState, text: str) -> Sentence | None:
    """Say why an answer needs words, or nothing if it doesn't."""
    if answer is ConsultState.NOT_AFFECTED and not text:
        return say("Say in a sentence why it isn't affected.")
    return None
