"""What waits for the person who asks, for programs."""

from datetime import datetime

from ninja import Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity import queries
from tandem.core.api_pages import ListPage, PageAsked, PageOf, page_of_list
from tandem.core.api_shapes import Answer

router = Router(tags=["Turns"])


class Turn(Answer):
    """Something that waits for someone until a date."""

    id: int = Field(description="The turn's id.", examples=[41])
    kind: str = Field(description="What kind of turn it is.", examples=["brief.sign"])
    asks: str = Field(description="What is asked, in words.", examples=["Sign the brief"])
    verb: str = Field(description="What doing it is called.", examples=["Read and sign"])
    subject_id: int = Field(
        description="What it is about: an initiative or its brief.", examples=[13]
    )
    subject_title: str = Field(
        description="What that is called.", examples=["A page for the summer sale"]
    )
    initiative_id: int = Field(
        validation_alias="root_id", description="The initiative it belongs to.", examples=[12]
    )
    lane: Lane | None = Field(description="The side that is waited for, if it is a side.")
    person: PersonName | None = Field(description="Who is waited for, if it is one person.")
    asked_by: PersonName | None = Field(description="Who opened it; null: Tandem itself.")
    opened_at: datetime = Field(description="Since when it waits.")
    due_at: datetime = Field(description="Until when, in the working hours of whoever must act.")
    url: str = Field(
        description="The page where it is done.", examples=["/initiatives/12/brief/#sign"]
    )


class TurnPage(PageOf[Turn]):
    """A page of what waits."""


def _place(turn: queries.OpenTurn) -> tuple[float, int]:
    return turn.due_at.timestamp(), turn.id


@router.get("/turns", response=TurnPage, operation_id="list_turns", summary="What waits for you")
def list_turns(request: ActorRequest, asked: Query[PageAsked]) -> ListPage:
    """Yours by name, and those of your side that you can take; oldest promise first."""
    return page_of_list(queries.turns_waiting_for(request.actor), asked, _place)
