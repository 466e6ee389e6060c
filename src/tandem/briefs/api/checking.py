"""Check a brief's text, for programs."""

from ninja import Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.briefs import queries
from tandem.briefs.rules import Concern, Section
from tandem.core.api_shapes import Answer
from tandem.initiatives.api import InitiativeId

router = Router(tags=["Briefs"])


class Find(Answer):
    """A word that somebody else may read differently, in its sentence."""

    item_id: int = Field(description="In which part.", examples=[301])
    label: str = Field(description="The part's short name.", examples=["R1"])
    section: Section = Field(description="Where the part stands.")
    place: str = Field(description="Where in the part.", examples=["It works when"])
    concern: Concern = Field(description="Why it is shown.")
    before: str = Field(description="The sentence before it.", examples=["The page loads "])
    words: str = Field(description="The word.", examples=["fast"])
    after: str = Field(description="The sentence after it.", examples=["."])
    says: str = Field(
        description="A suggestion; of a word of the other side what it means.",
        examples=["Say within how many seconds, minutes or days."],
    )
    side: Lane | None = Field(description="Of jargon: whose word it is.")


@router.get(
    "/initiatives/{initiative_id}/brief/check",
    response=list[Find],
    operation_id="check_brief",
    summary="Check the text of a brief",
)
def check_brief(request: ActorRequest, initiative_id: InitiativeId) -> list[dict[str, object]]:
    """What may be read differently, in reading order. Nothing is graded, and nothing is kept."""
    checked = queries.checked_brief(request.actor, initiative_id)
    return [
        {
            **{name: getattr(found, name) for name in ("place", "concern", "before", "words")},
            **{name: getattr(found, name) for name in ("after", "says", "side")},
            "item_id": part.item.id,
            "label": part.item.label,
            "section": part.item.section,
        }
        for part in checked.parts
        for found in part.found
    ]
