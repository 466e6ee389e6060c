"""What-if cards for programs."""

from datetime import datetime
from typing import Annotated

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries, services
from tandem.briefs.queries import Card
from tandem.briefs.rules import NOTE_LIMIT, TITLE_LIMIT, WhatIfOutcome
from tandem.core.api_shapes import Answer, Body, PathId, Text
from tandem.initiatives.api import InitiativeId

router = Router(tags=["Briefs"])

_CARDS = "/initiatives/{initiative_id}/brief/items/{item_id}/what-ifs"
ItemId = Annotated[PathId, Path(description="The use case's id.")]
CardId = Annotated[PathId, Path(description="The card's id.")]


class WhatIf(Answer):
    """What somebody asked of a use case, and what becomes of it."""

    id: int = Field(description="The card's id.", examples=[3])
    question: str = Field(description="What if …?", examples=["The order is returned?"])
    asked_by: PersonName = Field(description="Who asked.")
    asked_at: datetime = Field(description="When.")
    outcome: WhatIfOutcome | None = Field(description="Null while it is open.")
    words: str = Field(description="The answer.", examples=["The points come off again."])
    answered_by: PersonName | None = Field(description="Who answered.")
    answered_at: datetime | None = Field(description="When.")


class NewWhatIf(Body):
    """A question of a use case."""

    question: Annotated[str, Text(TITLE_LIMIT)] = Field(
        description="What if …?", examples=["The order is returned?"]
    )


class WhatIfAnswer(Body):
    """What becomes of it."""

    outcome: WhatIfOutcome = Field(description="Another way, an accepted risk, or not now.")
    words: Annotated[str, Text(NOTE_LIMIT)] = Field(
        description="In words.", examples=["The points come off again."]
    )


@router.get(_CARDS, response=list[WhatIf], operation_id="list_what_ifs", summary="What-if cards")
def list_what_ifs(
    request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId
) -> list[Card]:
    """Of one use case, oldest first."""
    return queries.cards_of(request.actor, initiative_id, item_id)


@router.post(_CARDS, response={201: WhatIf}, operation_id="ask_what_if", summary="Ask what if")
def ask_what_if(
    request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId, asked: NewWhatIf
) -> Card:
    """People of either side on the initiative. The same question twice is one."""
    card = services.ask_what_if(
        actor=request.actor, initiative_id=initiative_id, item_id=item_id, question=asked.question
    )
    return _card(request, initiative_id, item_id, card.pk)


@router.put(
    _CARDS + "/{card_id}/answer",
    response=WhatIf,
    operation_id="answer_what_if",
    summary="Say what becomes of it",
)
def answer_what_if(
    request: ActorRequest,
    initiative_id: InitiativeId,
    item_id: ItemId,
    card_id: CardId,
    answer: WhatIfAnswer,
) -> Card:
    """Marketing's people on the initiative. It becomes part of the use case."""
    services.answer_what_if(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        card_id=card_id,
        outcome=answer.outcome,
        words=answer.words,
    )
    return _card(request, initiative_id, item_id, card_id)


def _card(request: ActorRequest, initiative_id: int, item_id: int, card_id: int) -> Card:
    cards = queries.cards_of(request.actor, initiative_id, item_id)
    return next(card for card in cards if card.id == card_id)
