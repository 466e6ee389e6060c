"""The map of the catalogue for programs: boxes, and what flows between them."""

from typing import Annotated

from ninja import Query, Router
from pydantic import BaseModel, BeforeValidator, Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import NAMES_ANOTHER, Answer
from tandem.core.errors import NotFound
from tandem.systems import queries
from tandem.systems.queries import BoxKind, Chart
from tandem.systems.rules import Criticality, DataClass, EntryKind, charting
from tandem.systems.rules.charting import Asked, GroupedBy

router = Router(tags=["Systems"])

LARGEST = 2**63 - 1
_OPENED = [["vendor:Northstar"]]


class MapAsked(BaseModel):
    """Which part of the map."""

    system_id: Annotated[int, Field(ge=1, le=LARGEST)] | None = Field(
        None, description="Only this entry and what is around it.", examples=[31]
    )
    steps: int = Field(
        1, ge=1, le=charting.STEPS, description="How far around that entry.", examples=[1]
    )
    by: GroupedBy | None = Field(
        None,
        description="By what entries are put together; left out: a box each while there are "
        f"at most {charting.DRAWN}, else by what divides best.",
    )
    inside: Annotated[list[str], Field(max_length=charting.DEEP)] = Field(
        default_factory=list,
        description="Groups that are open, outermost first, as `opens` of a box says.",
        examples=_OPENED,
    )
    data: DataClass | None = Field(None, description="Only flows that carry it, or may.")


class MapBox(Answer):
    """An entry, or several that share a box."""

    kind: BoxKind = Field(
        description="An entry; a group; a group outside what is open; more that have no box each."
    )
    name: str = Field(description="What stands in it.", examples=["Northstar CRM"])
    count: int = Field(description="How many entries it stands for.", examples=[1])
    system_id: int | None = Field(description="The entry's id.", examples=[31])
    opens: list[Annotated[str, BeforeValidator(str)]] = Field(
        description="Send it as `inside` to open the group.", examples=_OPENED
    )
    of: EntryKind | None = Field(description="What the entry is.")
    criticality: Criticality | None = Field(description="1: the business stands still without it.")
    data: list[DataClass] = Field(description="What kinds of data it holds.")
    gets: int = Field(description="How many flows come into it.", examples=[3])
    gives: int = Field(description="How many flows go out of it.", examples=[2])


class MapLine(Answer):
    """What flows from one box to another."""

    giver: int = Field(description="The place of the box it comes from, from 0.", examples=[0])
    taker: int = Field(description="The place of the box it goes to.", examples=[1])
    count: int = Field(description="How many flows.", examples=[1])
    data: list[DataClass] = Field(description="Which data.")
    unsaid: bool = Field(description="Whether of some nobody has said which.")


class SystemsMap(Answer):
    """A map: what a drawing of it shows."""

    boxes: list[MapBox] = Field(description="Its boxes.")
    lines: list[MapLine] = Field(description="What flows between them, as far as it is drawn.")
    left_out: int = Field(description="Connections that are weaker than these.", examples=[0])
    entries: int = Field(description="How many entries this part has.", examples=[60])
    by: GroupedBy | None = Field(description="By what they are put together; null: a box each.")
    ways: list[GroupedBy] = Field(description="By what they can be.")


@router.get(
    "/systems/map",
    response=SystemsMap,
    operation_id="read_systems_map",
    summary="The map of systems and data flows",
    openapi_extra={NAMES_ANOTHER: True},
)
def read_systems_map(request: ActorRequest, asked: Query[MapAsked]) -> Chart:
    """Entries where they are few, else groups of them; and what flows between."""
    inside = [charting.inside_of(one) for one in asked.inside]
    if None in inside:
        raise NotFound
    opened = tuple(one for one in inside if one)
    return queries.chart(
        request.actor, Asked(asked.by, opened, asked.system_id, asked.steps, asked.data)
    )
