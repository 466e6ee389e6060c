"""The first entries for programs."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer, Body, Line
from tandem.systems import services
from tandem.systems.rules import NAME_LIMIT, TEN, Entry, EntryKind

router = Router(tags=["Systems"])


class FirstEntry(Body):
    """One of the first entries."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="What it is called.", examples=["Online shop"]
    )
    kind: EntryKind = Field(EntryKind.SYSTEM, description="A system, a report or an audience.")


class FirstEntries(Body):
    """What a catalogue begins with."""

    systems: Annotated[list[FirstEntry], Field(min_length=1, max_length=TEN)] = Field(
        description="Ten at most: all of them or none."
    )


class FirstEntriesAdded(Answer):
    """The entries that were added."""

    ids: list[int] = Field(description="Their ids, in the same order.", examples=[[31, 32]])


@router.post(
    "/systems/beginning",
    response={201: FirstEntriesAdded},
    operation_id="begin_catalogue",
    summary="Begin an empty catalogue",
)
def begin_catalogue(request: ActorRequest, first: FirstEntries) -> dict[str, list[int]]:
    """People of Marketing and IT, administrators; only while there is no entry."""
    entries = [Entry(one.name, kind=one.kind) for one in first.systems]
    begun = services.begin_catalogue(actor=request.actor, entries=entries)
    return {"ids": [one.pk for one in begun]}
