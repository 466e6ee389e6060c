"""Sorting ideas, for programs. What ends an idea is in `stages`."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import Answer, Body, Day, Text
from tandem.initiatives import queries, services
from tandem.initiatives.api.shapes import Initiative, InitiativeId, shown
from tandem.initiatives.rules import REASON_LIMIT, InitiativeKind, Stage, Verdict

router = Router(tags=["Sorting ideas"])


class IdeaToSort(Answer):
    """An idea that waits for a word about what becomes of it."""

    id: int = Field(description="The initiative's id.", examples=[12])
    sentence: str = Field(
        description="The idea in a sentence.", examples=["A page for the summer sale"]
    )
    kind: InitiativeKind = Field(description="What kind of work it is.")
    stage: Stage = Field(description="`idea`, or `parked` where its day has come.")
    written_by: PersonName = Field(description="Whose idea it was.")
    written_for: MaybeLane = Field(description="The side it was written for.")
    written_at: datetime = Field(description="When it was written down.")
    wish_date: date | None = Field(description="The day it is wished for, if there is one.")
    verdict: Verdict | None = Field(description="What stands about it already.")
    url: str = Field(description="Its page.", examples=["/initiatives/12/"])


class IdeasToSort(PageOf[IdeaToSort]):
    """The oldest; what is said about them makes room for more."""


class IdeaOutcome(Answer):
    """What was said about an idea."""

    id: int = Field(description="Its id; later ones are larger.", examples=[31])
    verdict: Verdict = Field(description="What was said.")
    by: PersonName = Field(description="By whom.")
    lane: Lane | None = Field(description="For which side.")
    at: datetime = Field(description="When.")
    reason: str = Field(description="Why, or what was asked.", examples=["After the new shop."])
    reply: str = Field(description="What was answered.", examples=["For members only."])
    until: date | None = Field(description="The day it is looked at again.")
    standing: bool = Field(description="Whether it still holds.")


class Outcomes(PageOf[IdeaOutcome]):
    """All of them, newest first; there are never enough for a second page."""


class Sentence(Body):
    """A sentence for the other side."""

    text: Annotated[str, Text(REASON_LIMIT)] = Field(
        description="The sentence.", examples=["Is it for members only?"]
    )


class Until(Body):
    """A day to look at it again."""

    until: Day = Field(description="After today, within two months.", examples=["2027-05-06"])


@router.get(
    "/ideas/to-sort",
    response=IdeasToSort,
    operation_id="list_ideas_to_sort",
    summary="Ideas that wait for a word, the oldest first",
)
def list_ideas_to_sort(request: ActorRequest) -> ListPage:
    """At most thirty of those that you may see."""
    return ListPage(queries.ideas_to_sort(request.actor))


@router.get(
    "/initiatives/{initiative_id}/outcomes",
    response=Outcomes,
    operation_id="list_outcomes",
    summary="What was said about an idea, newest first",
)
def list_outcomes(request: ActorRequest, initiative_id: InitiativeId) -> ListPage:
    """Taken up, asked back, put off, parked, declined: with who, why and until when."""
    queries.initiative_visible_to(request.actor, initiative_id)
    return ListPage(queries.outcomes_of(request.actor, initiative_id))


@router.post(
    "/initiatives/{initiative_id}/take-up",
    response=Initiative,
    operation_id="take_up_idea",
    summary="Take an idea up",
)
def take_up_idea(request: ActorRequest, initiative_id: InitiativeId) -> dict[str, Any]:
    """People of either side. It stands last in the queue from then on. Twice is once."""
    services.take_up_idea(actor=request.actor, initiative_id=initiative_id)
    return shown(queries.whole(request.actor, initiative_id))


@router.post(
    "/initiatives/{initiative_id}/ask-for-more",
    response=Initiative,
    operation_id="ask_for_more",
    summary="Ask whoever had the idea for more",
)
def ask_for_more(
    request: ActorRequest, initiative_id: InitiativeId, asked: Sentence
) -> dict[str, Any]:
    """People of either side. Its author is waited for then."""
    services.ask_for_more(actor=request.actor, initiative_id=initiative_id, text=asked.text)
    return shown(queries.whole(request.actor, initiative_id))


@router.post(
    "/initiatives/{initiative_id}/say-more",
    response=Initiative,
    operation_id="say_more",
    summary="Answer what was asked about an idea",
)
def say_more(request: ActorRequest, initiative_id: InitiativeId, said: Sentence) -> dict[str, Any]:
    """Its author, or anybody who works on it. Both sides look at it again."""
    services.say_more(actor=request.actor, initiative_id=initiative_id, text=said.text)
    return shown(queries.whole(request.actor, initiative_id))


@router.post(
    "/initiatives/{initiative_id}/snooze",
    response=Initiative,
    operation_id="snooze_idea",
    summary="Look at an idea on another day",
)
def snooze_idea(request: ActorRequest, initiative_id: InitiativeId, day: Until) -> dict[str, Any]:
    """People of either side. That day it waits for both again."""
    services.snooze_idea(actor=request.actor, initiative_id=initiative_id, until=day.until)
    return shown(queries.whole(request.actor, initiative_id))
