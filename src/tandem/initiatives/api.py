"""Ideas and initiatives for programs. How one stands on its path is added by `stages`."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from ninja import Path, Query, Router
from pydantic import Field, model_validator

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import history_of
from tandem.activity.rules import SubjectRole
from tandem.core.api_pages import ListPage, PageAsked, PageOf, cursor, numbers_of, page_of_query
from tandem.core.api_shapes import (
    Answer,
    Body,
    Day,
    Id,
    IdempotencyKey,
    Line,
    PathId,
    Text,
    form_key,
)
from tandem.initiatives import queries, services
from tandem.initiatives.rules import ANSWER_LIMIT, SENTENCE_LIMIT, InitiativeKind, Question, Stage

router = Router(tags=["Initiatives"])

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


class Initiative(InitiativeRow):
    """One piece of joint work, whole."""

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


class NamedOwner(Body):
    """Who answers for a side."""

    person_id: Id = Field(description="Somebody who belongs to that side.", examples=[7])


class InitiativePage(PageOf[InitiativeRow]):
    """A page of initiatives."""


class HistoryPage(PageOf[HistoryLine]):
    """A page of what happened."""


def shown(initiative: queries.InitiativeWhole) -> dict[str, Any]:
    """What `Initiative` is made from."""
    row = initiative.row
    return {
        **{name: getattr(row, name) for name in InitiativeRow.model_fields},
        "people": initiative.people,
        "questions": [
            {
                "question": question,
                "asks": question.asks,
                "hint": question.hint,
                "decided_by": question.decided_by,
                "answer": initiative.answers.get(question),
            }
            for question in initiative.questions
        ],
    }


@router.get(
    "/initiatives",
    response=InitiativePage,
    operation_id="list_initiatives",
    summary="Initiatives, newest first",
)
def list_initiatives(request: ActorRequest, asked: Query[InitiativesAsked]) -> ListPage:
    """All that you may see, ideas too."""
    found = queries.newest_first(request.actor, stage=asked.stage, words=asked.q or "")
    return page_of_query(found, asked, order=["-written_at", "-subject_id"], read=queries.rows)


@router.post(
    "/initiatives",
    response={201: Initiative},
    operation_id="write_idea",
    summary="Write an idea down",
)
def write_idea(
    request: ActorRequest, idea: NewInitiative, idempotency_key: IdempotencyKey = None
) -> dict[str, Any]:
    """Anyone but a viewer may. Both sides get something to answer."""
    written = services.write_idea(
        actor=request.actor,
        sentence=idea.sentence,
        wish_date=idea.wish_date,
        kind=idea.kind,
        lane=idea.lane,
        form_key=form_key(request.actor.me, idempotency_key),
    )
    return shown(queries.whole(request.actor, written.pk))


def _change(actor: Actor, initiative_id: int, change: ChangedInitiative) -> None:
    sentence, before, wish_date = change.sentence, change.before or "", change.wish_date
    with_date = "wish_date" in change.model_fields_set
    if sentence is not None and with_date:
        services.change_idea(
            actor=actor,
            initiative_id=initiative_id,
            sentence=sentence,
            before=before,
            wish_date=wish_date,
            # A program that sends a date means it, whatever stood there.
            date_before=queries.initiative_visible_to(actor, initiative_id).wish_date,
        )
    elif sentence is not None:
        services.reword_idea(
            actor=actor, initiative_id=initiative_id, sentence=sentence, before=before
        )
    elif with_date:
        services.wish_for_date(actor=actor, initiative_id=initiative_id, wish_date=wish_date)


@router.patch(
    "/initiatives/{initiative_id}",
    response=Initiative,
    operation_id="change_initiative",
    summary="Reword it, or move its date",
)
def change_initiative(
    request: ActorRequest, initiative_id: InitiativeId, change: ChangedInitiative
) -> dict[str, Any]:
    """The author while it is an idea, afterwards Marketing's people on it. All of it or nothing."""
    _change(request.actor, initiative_id, change)
    return shown(queries.whole(request.actor, initiative_id))


@router.post(
    "/initiatives/{initiative_id}/participants",
    response=Initiative,
    operation_id="join_initiative",
    summary="Take part",
)
def join_initiative(
    request: ActorRequest, initiative_id: InitiativeId, joining: Joining
) -> dict[str, Any]:
    """Take part for a side that is yours. Twice is once."""
    services.join_initiative(actor=request.actor, initiative_id=initiative_id, lane=joining.lane)
    return shown(queries.whole(request.actor, initiative_id))


@router.put(
    "/initiatives/{initiative_id}/answers/{question}",
    response=GivenAnswer,
    operation_id="answer_question",
    summary="Answer a question",
)
def answer_question(
    request: ActorRequest, initiative_id: InitiativeId, question: QuestionAsked, answer: NewAnswer
) -> queries.AnswerGiven:
    """People of the side that decides it. The first answer of the second side makes a pair."""
    services.answer_question(
        actor=request.actor,
        initiative_id=initiative_id,
        question=question,
        text=answer.text,
        replaces=answer.replaces,
    )
    return queries.whole(request.actor, initiative_id).answers[question]


@router.put(
    "/initiatives/{initiative_id}/owners/{lane}",
    response=Initiative,
    operation_id="name_owner",
    summary="Name a side's owner",
)
def name_owner(
    request: ActorRequest, initiative_id: InitiativeId, lane: OwnedLane, owner: NamedOwner
) -> dict[str, Any]:
    """Anyone of either side on it may. The owner before stays a member."""
    services.name_owner(
        actor=request.actor, initiative_id=initiative_id, lane=lane, person_id=owner.person_id
    )
    return shown(queries.whole(request.actor, initiative_id))


@router.get(
    "/initiatives/{initiative_id}/history",
    response=HistoryPage,
    operation_id="read_history",
    summary="What happened, newest first",
)
def read_history(
    request: ActorRequest, initiative_id: InitiativeId, asked: Query[PageAsked]
) -> ListPage:
    """Everything that happened on the initiative and its brief."""
    queries.initiative_visible_to(request.actor, initiative_id)
    before = int(numbers_of(asked.after, 1)[0]) if asked.after is not None else None
    lines = history_of(initiative_id, before=before, limit=asked.limit + 1)
    shown_lines = lines[: asked.limit]
    more = len(lines) > asked.limit
    return ListPage(shown_lines, cursor(shown_lines[-1].number) if more else None)
