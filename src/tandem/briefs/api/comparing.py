"""What changed between two contents of a brief, for programs."""

from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries
from tandem.briefs.queries import Comparison as Compared
from tandem.briefs.rules import Priority, Section
from tandem.core.api_shapes import Answer, PathId
from tandem.formats.word_difference import Fate
from tandem.initiatives.api import InitiativeId

router = Router(tags=["Briefs"])


class WordRun(Answer):
    """A run of words with one fate."""

    fate: Fate = Field(description="What became of it.")
    text: str = Field(description="The words.", examples=["every shop"])


class DifferentPart(Answer):
    """A part that isn't in both contents alike."""

    label: str = Field(description="Its short name.", examples=["R1"])
    section: Section = Field(description="Where it stands.")
    fate: str = Field(description="new, changed or gone.", examples=["changed"])
    title: list[WordRun] = Field(description="Its heading, from one to the other.")
    text: list[WordRun] = Field(description="Its text, from one to the other.")
    section_before: Section | None = Field(description="Where it stood; null where it is new.")
    priority_before: Priority | None = Field(description="Of requirements.")
    priority_after: Priority | None = Field(description="Of requirements.")


class Comparison(Answer):
    """What changed from one content to another."""

    before: int = Field(description="The first snapshot.", examples=[1])
    after: int | None = Field(description="The second; null for now.", examples=[2])
    parts: list[DifferentPart] = Field(description="What differs, in reading order.")
    same: int = Field(description="How many parts are the same in both.", examples=[12])


@router.get(
    "/initiatives/{initiative_id}/brief/comparison",
    response=Comparison,
    operation_id="compare_brief",
    summary="What changed, word by word",
)
def compare_brief(
    request: ActorRequest,
    initiative_id: InitiativeId,
    before: Annotated[PathId, Query(description="The first snapshot.")],
    after: Annotated[PathId | None, Query(description="The second; left out for now.")] = None,
) -> Compared:
    """Two snapshots, or a snapshot and the brief as it is now."""
    return queries.comparison(request.actor, initiative_id, before, after)
