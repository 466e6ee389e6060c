"""What-if cards of a use case: a question, and what becomes of it. Plain Python."""

from collections.abc import Mapping
from enum import StrEnum

from tandem.briefs.rules.content import ItemKind
from tandem.core.words import Sentence, say

WHAT_IFS = "what_ifs"
"""Where a use case carries its answered cards: they are part of what is signed."""
CARDS_LIMIT = 30


class WhatIfOutcome(StrEnum):
    """What becomes of a what-if question."""

    ALTERNATIVE = "alternative"
    RISK = "risk"
    NOT_NOW = "not_now"

    @property
    def label(self) -> Sentence:
        return {
            WhatIfOutcome.ALTERNATIVE: say("Then it goes another way"),
            WhatIfOutcome.RISK: say("We accept the risk"),
            WhatIfOutcome.NOT_NOW: say("Not now"),
        }[self]


def with_answer(
    fields: Mapping[str, object], question: str, outcome: WhatIfOutcome, words: str
) -> dict[str, object]:
    """What the use case carries once a card is answered; a new answer replaces the former."""
    card = {"question": question, "answer": outcome.value, "words": words}
    kept = [one for one in cards_in(fields) if one["question"] != question]
    return {**fields, WHAT_IFS: [*kept, card]}


def cards_in(fields: Mapping[str, object]) -> list[dict[str, str]]:
    """The answered cards that a use case carries."""
    cards = fields.get(WHAT_IFS)
    return list(cards) if isinstance(cards, list) else []


def asked_in_full(question: str) -> Sentence:
    """The question as it is read by itself; many write the first two words themselves."""
    if question.lstrip("“”\"' ").casefold().startswith("what if"):
        return say("{question}", question=question)
    return say("What if: {question}", question=question)


def why_not_ask(kind: ItemKind, asked: int, *, removed: bool) -> Sentence | None:
    """Say why nothing can be asked of a part, or nothing if it can."""
    if kind is not ItemKind.USE_CASE:
        return say("“What if” is asked of a use case.")
    if removed:
        return say("This use case is out of the brief.")
    if asked >= CARDS_LIMIT:
        return say("{most} questions are enough for one use case.", most=CARDS_LIMIT)
    return None
