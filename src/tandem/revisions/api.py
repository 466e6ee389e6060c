"""The quarterly revisions for programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import Answer, Body, Day, PathId, Text
from tandem.revisions import queries, services
from tandem.revisions.queries import ChangeRow, Changes
from tandem.revisions.rules import NOTE_LIMIT, REASON_LIMIT, Mark, Standing, What

router = Router(tags=["Revisions"])

RevisionId = Annotated[PathId, Path(description="The revision's id.")]
_YEAR = [2027]
_DAY = ["2027-01-11"]


class RevisionShape(Answer):
    """A quarterly revision."""

    id: int = Field(description="Its id.", examples=[81])
    year: int = Field(description="Of which year.", examples=_YEAR)
    quarter: int = Field(description="Of which quarter.", examples=[1])
    day: date = Field(description="Its day.", examples=_DAY)
    standing: Standing = Field(description="How it stands.")
    held_at: datetime | None = Field(description="When it was held.")
    held_by: PersonName | None = Field(description="Who held it.")
    words: str = Field(description="What was agreed.", examples=["Less at once."])


class RevisionsPage(PageOf[RevisionShape]):
    """A year's revisions."""


class FrozenShape(Answer):
    """How something stood at a moment."""

    stage: str = Field(description="Its stage; empty for an IT project.", examples=["plan"])
    promised: date | None = Field(description="The promised day.")
    safe: date | None = Field(description="The safe day.")
    chance: float | None = Field(description="The promise's chance.", examples=[0.72])
    days: Decimal = Field(description="Days of its open work.", examples=["12.5"])
    budget: Decimal | None = Field(description="The money it was given.", examples=["20000"])
    list_number: int = Field(description="Its last list of what will be built.", examples=[2])
    place: int | None = Field(description="Its place in the queue.", examples=[3])
    starts_on: date | None = Field(description="Its first day, of an IT project.")
    ends_on: date | None = Field(description="Its last day, of an IT project.")


class MovedShape(Answer):
    """Something that moved."""

    what: What = Field(description="What.")
    sentence: str = Field(description="In words.", examples=["One is new."])
    by: int | None = Field(description="By how many days; later counts up.", examples=[7])


class SaidShape(Answer):
    """A reason that somebody gave."""

    words: str = Field(description="In whose words.", examples=["Legal reads it first."])
    at: datetime = Field(description="When.")
    by: PersonName | None = Field(description="Who said it.")


class MarkShape(Answer):
    """What was said of it on the way through the list."""

    mark: Mark = Field(description="Seen, needs talk, to decide.")
    note: str = Field(description="A note.", examples=["Ask the stores first."])
    by: PersonName = Field(description="Who.")
    at: datetime = Field(description="When.")


class ChangeShape(Answer):
    """Something, and what moved about it."""

    id: int = Field(description="The id of an initiative or IT project.", examples=[12])
    title: str = Field(description="What it is.", examples=["Loyalty points"])
    before: FrozenShape | None = Field(description="How it stood; null: it wasn't there.")
    after: FrozenShape | None = Field(description="How it stands; null: it has ended.")
    moved: list[MovedShape] = Field(description="What moved.")
    said: list[SaidShape] = Field(description="Why, as people said it; newest first.")
    decide: list[str] = Field(description="What is to be decided.", examples=[["Move it."]])
    mark: MarkShape | None = Field(description="What was said of it so far.")


class ChangesShape(Answer):
    """What moved between two moments, as far as you may see it."""

    since: RevisionShape | None = Field(description="Since which revision; null: none before.")
    until: RevisionShape | None = Field(description="Until which one; null: until now.")
    sentences: list[str] = Field(description="In short.", examples=[["Nothing moved."]])
    hidden: int = Field(description="How much more moved that isn't open to you.", examples=[0])
    rows: list[ChangeShape] = Field(description="What is to be decided first, then what moved.")


class YearToOpen(Body):
    """A year."""

    year: int = Field(ge=2000, le=2100, description="Which year.", examples=_YEAR)


class NewDay(Body):
    """Another day."""

    day: Day = Field(description="The day.", examples=_DAY)
    why: Annotated[str, Text(REASON_LIMIT)] = Field(
        description="Why it moves.", examples=["The fair is in that week."]
    )


class NewMark(Body):
    """What is said of something in the list."""

    mark: Mark = Field(description="Seen, needs talk, to decide.")
    note: Annotated[str, Text(NOTE_LIMIT)] = Field(
        "", description="A note.", examples=["Ask the stores first."]
    )


class Agreed(Body):
    """What was agreed."""

    words: Annotated[str, Text(NOTE_LIMIT)] = Field(
        "", description="In a few words.", examples=["Less at once."]
    )


class RevisionsAsked(BaseModel):
    """Which year."""

    year: int | None = Field(
        None, ge=2000, le=2100, description="Else the present one.", examples=_YEAR
    )


class ComparedAsked(BaseModel):
    """Until when."""

    until: int | None = Field(
        None, ge=1, le=2**53, description="A revision that was held; else now.", examples=[85]
    )


def _row(one: ChangeRow) -> dict[str, Any]:
    return {
        **{
            name: getattr(one, name) for name in ("id", "title", "before", "after", "moved", "said")
        },
        "decide": one.decide,
        "mark": one.mark,
    }


def _changes(found: Changes) -> dict[str, Any]:
    return {
        "since": found.since,
        "until": found.until,
        "sentences": found.in_short,
        "hidden": found.hidden,
        "rows": [_row(one) for one in found.rows],
    }


@router.get(
    "/revisions",
    response=RevisionsPage,
    operation_id="list_revisions",
    summary="A year's quarterly revisions",
)
def list_revisions(request: ActorRequest, asked: Query[RevisionsAsked]) -> ListPage:
    """Booked, moved and held ones; all of them."""
    return ListPage(queries.revisions_of(asked.year or present_day().year))


@router.post(
    "/revisions",
    response={201: RevisionsPage},
    operation_id="open_year",
    summary="Open a year",
)
def open_year(request: ActorRequest, year: YearToOpen) -> ListPage:
    """The company's sponsor or an administrator. Books the revisions of its quarters."""
    services.open_year(actor=request.actor, year=year.year)
    return ListPage(queries.revisions_of(year.year))


@router.get(
    "/revisions/{revision_id}",
    response=ChangesShape,
    operation_id="read_revision",
    summary="What a revision is about",
)
def read_revision(request: ActorRequest, revision_id: RevisionId) -> dict[str, Any]:
    """What moved since the one before it, until it was held, else until now."""
    return _changes(queries.changes_for(request.actor, queries.revision_row(revision_id)))


@router.put(
    "/revisions/{revision_id}/day",
    response=RevisionShape,
    operation_id="move_revision",
    summary="Move a revision",
)
def move_revision(
    request: ActorRequest, revision_id: RevisionId, wanted: NewDay
) -> queries.RevisionRow:
    """The company's sponsor or an administrator. Both departments are told."""
    services.move_revision(
        actor=request.actor, revision_id=revision_id, day=wanted.day, why=wanted.why
    )
    return queries.revision_row(revision_id)


@router.put(
    "/revisions/{revision_id}/marks/{subject_id}",
    response=MarkShape,
    operation_id="mark_in_revision",
    summary="Say something of a line of the list",
)
def mark_in_revision(
    request: ActorRequest,
    revision_id: RevisionId,
    subject_id: Annotated[PathId, Path(description="The id of an initiative or IT project.")],
    said: NewMark,
) -> queries.MarkRow:
    """People of both departments, while the preparation is open."""
    services.mark_in_revision(
        actor=request.actor,
        revision_id=revision_id,
        subject_id=subject_id,
        mark=said.mark,
        note=said.note,
    )
    return queries.marks_of(revision_id)[subject_id]


@router.post(
    "/revisions/{revision_id}/snapshot",
    response={201: ChangesShape},
    operation_id="hold_revision",
    summary="Hold a revision",
)
def hold_revision(request: ActorRequest, revision_id: RevisionId, agreed: Agreed) -> dict[str, Any]:
    """The company's sponsor or an administrator. Keeps how everything stands."""
    services.hold_revision(actor=request.actor, revision_id=revision_id, words=agreed.words)
    return _changes(queries.changes_for(request.actor, queries.revision_row(revision_id)))


@router.get(
    "/revisions/{revision_id}/changes",
    response=ChangesShape,
    operation_id="compare_revisions",
    summary="What moved since a revision",
)
def compare_revisions(
    request: ActorRequest, revision_id: RevisionId, asked: Query[ComparedAsked]
) -> dict[str, Any]:
    """Since one that was held, until another one, else until now."""
    return _changes(queries.changes_between(request.actor, revision_id, asked.until))
