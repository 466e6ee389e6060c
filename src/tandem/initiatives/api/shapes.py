"""What the API sends and takes about initiatives."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from ninja import Path
from pydantic import BaseModel, Field, model_validator

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.rules import Lane
from tandem.activity.rules import SubjectRole
from tandem.core.api_pages import PageAsked, PageOf
from tandem.core.api_shapes import (
    Answer,
    Body,
    Day,
    Id,
    Line,
    PathId,
    Text,
)
from tandem.formats.pasted_rows import ROWS_AT_MOST
from tandem.initiatives import queries
from tandem.initiatives.rules import (
    ANSWER_LIMIT,
    SENTENCE_LIMIT,
    InitiativeKind,
    Question,
    Stage,
    Track,
)

InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]
QuestionAsked = Annotated[Question, Path(description="Which question.")]
OwnedLane = Annotated[Lane, Path(description="For which side.")]

_SENTENCE = ["A page for the summer sale that shops can change themselves"]


class Owners(Answer):
    """Who answers for each side; null where nobody is named yet."""

    marketing: PersonName | None = Field(None, description="The product owner.")
    it: PersonName | None = Field(None, description="The IT owner.")


class InitiativeRow(Answer):
    """One piece of joint work, as lists show it."""

    id: int = Field(description="The initiative's id.", examples=[12])
    sentence: str = Field(description="The idea in a sentence.", examples=_SENTENCE)
    kind: InitiativeKind = Field(description="What kind of work it is.")
    stage: Stage = Field(description="Where it stands.")
    wish_date: date | None = Field(description="The day Marketing wishes for, if there is one.")
    written_at: datetime = Field(description="When it was written down.")
    written_by: PersonName = Field(description="Whose idea it was.")
    written_for: MaybeLane = Field(description="The side it was written for.")
    paired: bool = Field(description="Whether somebody of each side has answered something.")
    track: Track = Field(description="How heavy its way is.")
    owners: Owners = Field(description="Who answers for each side.")
    url: str = Field(description="Its page.", examples=["/initiatives/12/"])


class GivenAnswer(Answer):
    """The standing answer to a question."""

    id: int = Field(description="Send it as `replaces` to change the answer.", examples=[88])
    question: Question = Field(description="What was asked.")
    text: str = Field(
        description="What was answered.",
        examples=["Shops change prices in a minute, without a ticket."],
    )
    by: PersonName = Field(description="Who answered.")
    lane: Lane | None = Field(description="The side that answered.")
    at: datetime = Field(description="When.")
    measure_first: bool = Field(description="There is no number yet; one has been asked for.")
    links: list[str] = Field(
        description="The web addresses in it.", examples=[["https://example.com/sketch"]]
    )


class AskedQuestion(Answer):
    """A question about the idea, and its answer if it has one."""

    question: Question = Field(description="The question's code, for its address.")
    asks: str = Field(description="The question.", examples=["For whom?"])
    hint: str = Field(
        description="What helps to answer it.", examples=["One sentence: the people it is for."]
    )
    decided_by: Lane | None = Field(description="Whose answer stands; null: either side's.")
    answer: GivenAnswer | None = Field(description="The answer that stands.")


class Participant(Answer):
    """Somebody on an initiative."""

    person: PersonName = Field(validation_alias="name", description="Who.")
    role: SubjectRole = Field(description="As what.")
    lane: Lane | None = Field(description="The side they are on it for.")
    since: datetime = Field(description="Since when.")


class PartnersPage(PageOf[Participant]):
    """Those of an agency who are on an initiative."""


class NewPartner(Body):
    """A partner to put on it, for the side they work for."""

    person_id: Id = Field(description="The partner's id, as a person's.", examples=[14])


class Readiness(Answer):
    """How much of what is asked about it is answered."""

    answered: int = Field(description="Questions that have an answer.", examples=[3])
    asked: int = Field(description="Questions that make sense for it.", examples=[6])
    cheapest: Question | None = Field(description="The cheapest next answer; null: all are there.")
    side: Lane | None = Field(description="Who has that answer; null: either side.")


class Initiative(InitiativeRow):
    """One piece of joint work, whole."""

    readiness: Readiness = Field(description="How much is answered, and what comes cheapest next.")

    people: list[Participant] = Field(description="Owners first, then who came first.")
    questions: list[AskedQuestion] = Field(description="In the order in which they help.")


class HistoryLine(Answer):
    """Something that happened, in words."""

    id: int = Field(
        validation_alias="number",
        description="The event's id; later ones are larger.",
        examples=[1204],
    )
    kind: str = Field(description="What kind of event it is.", examples=["initiative.answered"])
    sentence: str = Field(description="The event in words.", examples=["Alice wrote the idea"])
    actor: PersonName | None = Field(description="Null: Tandem itself.")
    at: datetime = Field(description="When it happened.")
    subject_id: int = Field(description="The initiative, or its brief.", examples=[12])
    subject_title: str = Field(description="What that is called.", examples=_SENTENCE)
    url: str = Field(description="Its page.", examples=["/initiatives/12/"])


class InitiativesAsked(PageAsked):
    """Which initiatives."""

    stage: Stage | None = Field(None, description="Only those that stand here.")
    q: Annotated[str, Line(200)] | None = Field(
        None, description="Only those whose sentence holds all of these words.", examples=["sale"]
    )


class NewInitiative(Body):
    """An idea: one sentence and, if there is one, a date."""

    sentence: Annotated[str, Text(SENTENCE_LIMIT)] = Field(
        description="The idea in a sentence.", examples=_SENTENCE
    )
    wish_date: Day | None = Field(
        None, description="The day you wish for, from today on.", examples=["2027-05-06"]
    )
    kind: InitiativeKind = Field(InitiativeKind.OTHER, description="What kind of work it is.")
    lane: Lane | None = Field(
        None, description="The side you write it for; needed only if you belong to both."
    )


class NewInitiatives(Body):
    """Several ideas."""

    ideas: list[NewInitiative] = Field(
        min_length=1,
        max_length=ROWS_AT_MOST,
        description="All of them are written, or none.",
    )


class ChangedInitiative(Body):
    """What changes; what is left out stays."""

    sentence: Annotated[str, Text(SENTENCE_LIMIT)] | None = Field(
        None, description="The new sentence.", examples=_SENTENCE
    )
    before: str | None = Field(
        None,
        examples=["A page for the sale"],
        description="The sentence as you read it; needed with `sentence`. If somebody reworded it "
        "meanwhile, the answer is 409 with both.",
    )
    wish_date: Day | None = Field(
        None, description="The new date; null takes it away.", examples=["2027-05-06"]
    )

    @model_validator(mode="after")
    def _with_both(self) -> Self:
        if (self.sentence is None) is not (self.before is None):
            raise ValueError("Send `sentence` and `before` together")
        return self


class Joining(Body):
    """The side you take part for; it has to be yours."""

    lane: Lane = Field(description="Your side.")


class NewAnswer(Body):
    """An answer to a question."""

    text: Annotated[str, Text(ANSWER_LIMIT)] = Field(
        description="What you answer.",
        examples=["Shops change prices in a minute, without a ticket."],
    )
    replaces: Id | None = Field(
        None,
        examples=[88],
        description="The id of the answer you read, if there was one. If somebody answered "
        "meanwhile, the answer is 409 with both texts.",
    )

    measure_first: bool = Field(
        default=False,
        description="Only for `measure`: there is no number yet. Marketing is asked to find it.",
    )


class NamedOwner(Body):
    """Who answers for a side."""

    person_id: Id = Field(description="Somebody who belongs to that side.", examples=[7])


class SimilarIdea(Answer):
    """An idea that says something alike."""

    id: int = Field(description="The initiative's id.", examples=[12])
    sentence: str = Field(description="The idea in a sentence.", examples=_SENTENCE)
    stage: Stage = Field(description="Where it stands.")
    written_by: PersonName = Field(description="Whose idea it was.")
    score: float = Field(description="From 0 to 1, the same words.", examples=[0.71])
    url: str = Field(description="Its page.", examples=["/initiatives/12/"])


class SimilarAsked(BaseModel):
    """What to compare with."""

    sentence: Annotated[str, Line(SENTENCE_LIMIT)] = Field(
        description="The idea in a sentence.", examples=_SENTENCE
    )


class SimilarIdeas(PageOf[SimilarIdea]):
    """At most five; there is no second page."""


class InitiativePage(PageOf[InitiativeRow]):
    """A page of initiatives."""


class HistoryPage(PageOf[HistoryLine]):
    """A page of what happened."""


def shown(initiative: queries.InitiativeWhole) -> dict[str, Any]:
    """What `Initiative` is made from."""
    row = initiative.row
    return {
        **{name: getattr(row, name) for name in InitiativeRow.model_fields},
        "readiness": initiative.readiness,
        "people": initiative.people,
        "questions": [
            {
                "question": question,
                "asks": question.asks,
                "hint": question.hint,
                "decided_by": question.decided_by(initiative.rights),
                "answer": initiative.answers.get(question),
            }
            for question in initiative.questions
        ],
    }
