"""What is said, asked and decided looks like this to programs."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Path
from pydantic import BaseModel, Field, model_validator

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.rules import Lane
from tandem.core.api_pages import PageAsked, PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, PathId, Text
from tandem.talk.queries import QuestionList
from tandem.talk.rules import (
    COMMENT_LIMIT,
    MOST_OPTIONS,
    NOTE_LIMIT,
    OPTION_LIMIT,
    QUESTION_LIMIT,
    REASON_LIMIT,
    TASK_LIMIT,
    TITLE_LIMIT,
    BecomesKind,
    QuestionState,
    Reaction,
)

SubjectId = Annotated[
    PathId, Path(description="The id of what it is about: an initiative, a brief, a question…")
]

_SAID = ["@Igor Ilic can the shop keep a day free until it is paid?"]
_ASKED = ["Can the shop keep a day free until it is paid?"]
_WHY = ["Nobody has to call us, and the shop knows the free days anyway."]
_FROM = "The id of the comment it comes from; that one then says what it led to."


class GivenReaction(Answer):
    """A courtesy, and who showed it."""

    reaction: Reaction = Field(description="Which one.")
    people: list[PersonName] = Field(description="Who.")


class SpokenTeam(Answer):
    """A team that is spoken to or asked."""

    id: int = Field(description="The team's id.", examples=[4])
    name: str = Field(description="What it is called.", examples=["Newsletter"])


class NamesAsked(BaseModel):
    """The beginning of a name."""

    begins: Annotated[str, Text(120)] | None = Field(
        None, description="What was typed after the “@”; nothing: who is on it.", examples=["ig"]
    )


class OfferedName(Answer):
    """A person, a team or a side to speak to."""

    kind: Literal["person", "team", "side"] = Field(description="What it is.", examples=["person"])
    name: str = Field(description="What to write after the “@”.", examples=["Igor Ilic"])
    detail: str = Field(description="What tells namesakes apart.", examples=["Head of IT"])
    lane: MaybeLane = Field(description="Their side, if it is one.")


class Comment(Answer):
    """Something that was said."""

    id: int = Field(description="The comment's id.", examples=[301])
    subject_id: int = Field(description="What it is about.", examples=[12])
    text: str = Field(description="Markdown; empty once it was taken back.", examples=_SAID)
    by: PersonName = Field(description="Who said it.")
    lane: Lane | None = Field(description="The side they spoke for.")
    at: datetime = Field(description="When.")
    changed_at: datetime | None = Field(description="When its text was last changed.")
    taken_back_at: datetime | None = Field(description="When its author took it back.")
    brought_from: str = Field(
        description="The tool it was said in, if it came with an import.", examples=["Jira"]
    )
    said_by: str = Field(
        description="By whom there, as the file says; empty: by whoever brought it, or here.",
        examples=["Ann Example"],
    )
    became: BecomesKind | None = Field(description="What it was turned into.")
    became_id: int | None = Field(description="The id of that.", examples=[44])
    reactions: list[GivenReaction] = Field(description="Courtesies; none counts as an answer.")
    people: list[PersonName] = Field(description="Whom it speaks to.")
    sides: list[Lane] = Field(description="The sides it speaks to.")
    teams: list[SpokenTeam] = Field(description="The teams it speaks to.")


class Earlier(Answer):
    """How a comment read until it was changed."""

    text: str = Field(description="The text then.", examples=_SAID)
    written_at: datetime = Field(description="Since when it read so.")


class CommentWhole(Comment):
    """A comment with how it read before."""

    earlier: list[Earlier] = Field(description="Oldest first.")


class NewComment(Body):
    """Something to say."""

    text: Annotated[str, Text(COMMENT_LIMIT)] = Field(
        description="Markdown. “@” and a name, @Marketing or @IT, speaks to somebody.",
        examples=_SAID,
    )


class ChangedComment(NewComment):
    """A comment's new text."""

    before: str = Field(
        description="The text as you read it; if it changed meanwhile, the answer is 409.",
        examples=_SAID,
    )


class NewReaction(Body):
    """A courtesy."""

    reaction: Reaction | None = Field(description="Which one; null takes it away.")


class AnswerToQuestion(Answer):
    """An answer to a question."""

    id: int = Field(description="The answer's id.", examples=[9])
    text: str = Field(description="Markdown.", examples=["Yes, for fifteen minutes."])
    by: PersonName = Field(description="Who answered.")
    lane: Lane | None = Field(description="For which side.")
    at: datetime = Field(description="When.")
    missing: str = Field(description="What it lacked, where it was sent back.", examples=[""])
    sent_back_at: datetime | None = Field(description="When it was sent back; null: it stands.")


class TalkQuestion(Answer):
    """A question to a person or a side."""

    id: int = Field(description="The question's id.", examples=[44])
    text: str = Field(description="Markdown.", examples=_ASKED)
    about_id: int = Field(description="What it is about.", examples=[12])
    about_title: str = Field(description="What that is called.", examples=["A sale page"])
    initiative_id: int = Field(
        validation_alias="root_id", description="The initiative it belongs to.", examples=[12]
    )
    by: PersonName = Field(description="Who asked.")
    for_lane: Lane | None = Field(description="For which side.")
    asked_at: datetime = Field(description="When.")
    to_person: PersonName | None = Field(description="Who was asked, if it was one person.")
    to_lane: Lane | None = Field(description="The side that was asked, if it was one.")
    to_team: SpokenTeam | None = Field(description="The team that was asked, if it was one.")
    on_duty: PersonName | None = Field(
        description="Who answers for the side that was asked, while it is open."
    )
    blocks: bool = Field(description="Whether planning waits for the answer.")
    state: QuestionState = Field(description="Where it stands.")
    due_at: datetime = Field(description="Until when an answer was asked for.")
    url: str = Field(description="Its page.", examples=["/questions/44/"])


class TalkQuestionWhole(TalkQuestion):
    """A question with all its answers."""

    answers: list[AnswerToQuestion] = Field(description="Oldest first; those sent back, too.")


class NewTalkQuestion(Body):
    """A question to one person, one side or one team."""

    text: Annotated[str, Text(QUESTION_LIMIT)] = Field(description="Markdown.", examples=_ASKED)
    to_person_id: Id | None = Field(None, description="Whom you ask.", examples=[7])
    to_lane: Lane | None = Field(None, description="Or the side you ask.")
    to_team_id: Id | None = Field(None, description="Or the team you ask.", examples=[4])
    blocks: bool = Field(
        default=False, strict=True, description="Whether planning waits for the answer."
    )
    comment_id: Id | None = Field(None, description=_FROM, examples=[301])

    @model_validator(mode="after")
    def _one_of_both(self) -> "NewTalkQuestion":
        asked = (self.to_person_id, self.to_lane, self.to_team_id)
        if sum(one is not None for one in asked) != 1:
            raise ValueError("Send one of `to_person_id`, `to_lane`, `to_team_id`")
        return self


class QuestionsAsked(PageAsked):
    """Which questions."""

    show: QuestionList = Field(QuestionList.OPEN, description="Which list.")
    initiative_id: int | None = Field(
        None, ge=1, le=2**63 - 1, description="Only those of one initiative.", examples=[12]
    )


class NewAnswerToQuestion(Body):
    """An answer."""

    text: Annotated[str, Text(QUESTION_LIMIT)] = Field(
        description="Markdown.", examples=["Yes, for fifteen minutes."]
    )


class Missing(Body):
    """Why an answer is sent back."""

    missing: Annotated[str, Text(QUESTION_LIMIT)] = Field(
        description="What is still missing.", examples=["And on public holidays?"]
    )


class Dissent(Answer):
    """That somebody disagrees with a decision."""

    by: PersonName = Field(description="Who.")
    lane: Lane | None = Field(description="Of which side.")
    text: str = Field(description="Why.", examples=["Two days a week would do."])
    at: datetime = Field(description="When.")


class Decision(Answer):
    """What was decided, out of what, and why."""

    id: int = Field(description="The decision's id.", examples=[51])
    title: str = Field(description="What was to be decided.", examples=["Which days to offer"])
    options: list[str] = Field(description="What there was to choose from.")
    choice: str = Field(description="What was chosen.", examples=["All free days"])
    why: str = Field(description="Why; Markdown.", examples=_WHY)
    about_id: int = Field(description="What it is about.", examples=[12])
    about_title: str = Field(description="What that is called.", examples=["A sale page"])
    initiative_id: int = Field(
        validation_alias="root_id", description="The initiative it belongs to.", examples=[12]
    )
    by: PersonName = Field(description="Who decided.")
    lane: Lane | None = Field(description="For which side.")
    at: datetime = Field(description="When.")
    look_again_on: date | None = Field(description="The day it is looked at again.")
    looked_at: datetime | None = Field(description="When it was last found to hold.")
    looked_by: PersonName | None = Field(description="By whom.")
    dissents: list[Dissent] = Field(description="Who disagrees.")
    url: str = Field(description="Its page.", examples=["/decisions/51/"])


class NewDecision(Body):
    """A decision to write down."""

    title: Annotated[str, Text(TITLE_LIMIT)] = Field(
        description="What was to be decided.", examples=["Which days to offer"]
    )
    options: list[Annotated[str, Text(OPTION_LIMIT)]] = Field(
        default_factory=list,
        max_length=MOST_OPTIONS,
        description="What there was to choose from; the choice is one of them, if there are any.",
        examples=[["All free days", "Two days a week"]],
    )
    choice: Annotated[str, Text(OPTION_LIMIT)] = Field(
        description="What was chosen.", examples=["All free days"]
    )
    why: Annotated[str, Text(REASON_LIMIT)] = Field(description="Markdown.", examples=_WHY)
    look_again_on: Day | None = Field(
        None, description="A day after today to look at it again.", examples=["2027-05-06"]
    )
    comment_id: Id | None = Field(None, description=_FROM, examples=[301])


class DecisionsAsked(PageAsked):
    """Which decisions."""

    initiative_id: int | None = Field(
        None, ge=1, le=2**63 - 1, description="Only those of one initiative.", examples=[12]
    )
    look_again: bool = Field(default=False, description="Only those to be looked at again.")
    disputed: bool = Field(default=False, description="Only those somebody disagrees with.")


class NewDissent(Body):
    """Why you disagree."""

    text: Annotated[str, Text(REASON_LIMIT)] = Field(
        description="Markdown.", examples=["Two days a week would do."]
    )


class Look(Body):
    """That a decision still holds."""

    look_again_on: Day | None = Field(
        None, description="A day after today to look at it again.", examples=["2027-05-06"]
    )


class Note(Answer):
    """A short note that is kept."""

    id: int = Field(description="The note's id.", examples=[3])
    text: str = Field(description="What it says.", examples=["Ask the depot for its calendar."])
    by: PersonName = Field(description="Who kept it.")
    lane: MaybeLane = Field(description="For which side.")
    at: datetime = Field(description="When.")


class NewNote(Body):
    """A note to keep."""

    text: Annotated[str, Text(NOTE_LIMIT)] = Field(
        description="A sentence or two.", examples=["Ask the depot for its calendar."]
    )
    comment_id: Id | None = Field(None, description=_FROM, examples=[301])


class Task(Answer):
    """A plain to-do."""

    id: int = Field(description="The to-do's id.", examples=[60])
    text: str = Field(description="What is to be done.", examples=["Send the photos"])
    about_id: int = Field(description="What it is about.", examples=[12])
    initiative_id: int = Field(
        validation_alias="root_id", description="The initiative it belongs to.", examples=[12]
    )
    person: PersonName = Field(description="Who does it.")
    until: date = Field(description="Until when.")
    given_by: PersonName = Field(description="Who gave it.")
    given_at: datetime = Field(description="When.")
    done_at: datetime | None = Field(description="When it was done.")
    done_by: PersonName | None = Field(description="Who ticked it off.")
    url: str = Field(description="Its page.", examples=["/tasks/60/"])


class NewTask(Body):
    """A to-do for somebody."""

    text: Annotated[str, Text(TASK_LIMIT)] = Field(
        description="What is to be done.", examples=["Send the photos"]
    )
    person_id: Id = Field(description="Who does it.", examples=[7])
    until: Day = Field(description="Until when, from today on.", examples=["2027-05-06"])
    comment_id: Id | None = Field(None, description=_FROM, examples=[301])


class CommentPage(PageOf[Comment]):
    """A page of what was said."""


class QuestionPage(PageOf[TalkQuestion]):
    """A page of questions."""


class DecisionPage(PageOf[Decision]):
    """A page of decisions."""


class NotePage(PageOf[Note]):
    """A page of notes."""


class TaskPage(PageOf[Task]):
    """A page of to-dos."""
