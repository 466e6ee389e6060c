"""The what-if cards of a use case."""

from dataclasses import dataclass
from datetime import datetime

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.briefs.models import WhatIf
from tandem.briefs.queries.content import brief_visible_to
from tandem.briefs.rules import WhatIfOutcome


@dataclass(frozen=True, slots=True)
class Card:
    """What somebody asked of a use case, and what becomes of it; no outcome while it is open."""

    id: int
    question: str
    asked_by: Name
    asked_at: datetime
    outcome: WhatIfOutcome | None
    words: str
    answered_by: Name | None
    answered_at: datetime | None


def cards_of(actor: Actor, initiative_id: int, item_id: int) -> list[Card]:
    """What was asked of a part of a visible brief, oldest first."""
    brief = brief_visible_to(actor, initiative_id)
    cards = list(WhatIf.objects.filter(item__brief=brief, item_id=item_id).order_by("pk"))
    known = names({card.asked_by_id for card in cards} | {card.answered_by_id for card in cards})
    return [
        Card(
            id=card.pk,
            question=card.question,
            asked_by=known[card.asked_by_id],
            asked_at=card.asked_at,
            outcome=WhatIfOutcome(card.answer) if card.answer else None,
            words=card.words,
            answered_by=known.get(card.answered_by_id or 0),
            answered_at=card.answered_at,
        )
        for card in cards
    ]
