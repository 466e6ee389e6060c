"""Work as programs see it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Path
from pydantic import Field

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.rules import SKILL_LIMIT, Lane
from tandem.briefs.rules import ItemKind
from tandem.core.api_pages import PageAsked, PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, Line, PathId, Text
from tandem.work.rules import (
    ASSIGNED_AT_MOST,
    BULK_AT_MOST,
    CHECK_LIMIT,
    DESCRIPTION_LIMIT,
    FILTER_LIMIT,
    LIMIT_AT_MOST,
    REASON_LIMIT,
    TITLE_LIMIT,
    DependencyKind,
    Sureness,
    WorkKind,
    WorkOrder,
    WorkState,
)

WorkId = Annotated[PathId, Path(description="The item's id; its talk stands under the same id.")]
CheckId = Annotated[PathId, Path(description="The line's id.")]
DependencyId = Annotated[PathId, Path(description="The id of what it waits for, as the item says.")]
PartId = Annotated[PathId, Path(description="The id of a part of the brief.")]
PersonId = Annotated[PathId, Path(description="The person's id.")]
EditId = Annotated[PathId, Path(description="The id of a change of many.")]
HomeId = Annotated[PathId, Path(description="The id of what has work: an initiative.")]

_FIELDS_AT_MOST = 80
_FieldName = Annotated[str, Line(40)]
_FieldText = Annotated[str, Text(2_000)]
_TITLES = ["Read the free days from the carrier"]
_DAYS = ["2.5"]
_MARKDOWN = ["Done when the shop shows five days."]


class WorkEstimate(Answer):
    """Working days, halves count: one number with how sure it is, or three points."""

    days: Decimal = Field(description="The one number, or the most likely.", examples=_DAYS)
    sureness: Sureness | None = Field(description="Of one number; null where there are three.")
    low: Decimal | None = Field(description="If all goes well.", examples=["1.5"])
    high: Decimal | None = Field(description="If it doesn't.", examples=["5"])


class WorkItem(Answer):
    """A piece of work."""

    id: int = Field(description="Its id; talk and files stand under the same id.", examples=[912])
    home_id: int = Field(description="What it is work of: an initiative.", examples=[12])
    home_title: str = Field(description="How that is called.", examples=["Delivery days"])
    number: int = Field(description="Its number there.", examples=[7])
    title: str = Field(description="What is to be done.", examples=_TITLES)
    kind: WorkKind = Field(description="Task, bug, tweak or spike.")
    lane: MaybeLane = Field(description="Whose work it is; null: both sides'.")
    state: WorkState = Field(description="Where it stands.")
    estimate: WorkEstimate | None = Field(description="How long it takes; null: not said.")
    starts_on: date | None = Field(description="Not before that day.")
    due_on: date | None = Field(description="Until when.")
    blocked: bool = Field(description="Whether something is in its way.")
    parent_id: int | None = Field(description="What it is a part of.", examples=[900])
    accepted_at: datetime | None = Field(description="When it was accepted, once it was done.")
    state_since: datetime = Field(description="Since when it stands there.")
    version: int = Field(description="Grows with each edit; send it with an edit.", examples=[3])
    assignees: list[PersonName] = Field(description="Who does it.")
    url: str = Field(description="Its page.", examples=["/work/" + "912/"])


class WorkPage(PageOf[WorkItem]):
    """Some work."""


class CoveredPart(Answer):
    """A part of the brief that work is for."""

    id: int = Field(description="The part's id.", examples=[31])
    label: str = Field(description="Its short name.", examples=["U2"])
    title: str = Field(description="What it says.", examples=["Choose a day"])
    kind: ItemKind = Field(description="Requirement or use case.")


class Waits(Answer):
    """What an item waits for, or what waits for it."""

    id: int = Field(description="The id of this, to end it.", examples=[5])
    row: WorkItem | None = Field(description="The other item; null where you can't see it.")
    kind: DependencyKind = Field(description="Which end waits for which.")
    lag: int = Field(description="Working days between.", examples=[2])


class Blocked(Answer):
    """What is in the way."""

    reason: str = Field(description="What it is.", examples=["The test account is missing."])
    lane: MaybeLane = Field(description="The side that is waited for, if one is.")
    person: PersonName | None = Field(description="The person who is waited for, if one is.")
    by: PersonName = Field(description="Who said so.")
    since: datetime = Field(description="Since when.")


class CheckLine(Answer):
    """A line of a checklist."""

    id: int = Field(description="The line's id.", examples=[77])
    text: str = Field(description="What it says.", examples=["Looked at on a phone"])
    done_at: datetime | None = Field(description="When it was ticked.")
    done_by: PersonName | None = Field(description="By whom.")


class WorkWhole(Answer):
    """A piece of work with all that belongs to it."""

    row: WorkItem = Field(description="The item.")
    description: str = Field(description="Markdown.", examples=_MARKDOWN)
    asked_by: PersonName = Field(description="Who added it.")
    asked_at: datetime = Field(description="When.")
    accepted_by: PersonName | None = Field(description="Who accepted it.")
    children: list[WorkItem] = Field(description="Its parts.")
    waits_for: list[Waits] = Field(description="What it waits for.")
    waited_for_by: list[Waits] = Field(description="What waits for it.")
    covers: list[CoveredPart] = Field(description="The parts of the brief it is for.")
    skills: list[str] = Field(description="Skills it asks for.", examples=[["SQL"]])
    block: Blocked | None = Field(description="What is in its way.")
    checks: list[CheckLine] = Field(description="Its checklist.")


class WorkAsked(PageAsked):
    """Which work, and which part of the list."""

    q: str = Field(
        "",
        max_length=FILTER_LIMIT,
        description=(
            "A filter, as the page of all work takes it: words of the title and conditions with "
            "the keys side, state, kind, blocked, accepted, assignee, skill, in, due, starts, "
            "estimate."
        ),
        examples=["side:it state:doing assignee:me blocked:yes due:<+7"],
    )
    initiative_id: int | None = Field(
        None, ge=1, le=2**63 - 1, description="Of one initiative alone.", examples=[12]
    )
    order: WorkOrder = Field(
        WorkOrder.NEWEST, description="By due day, only what has one is listed."
    )


class NewWork(Body):
    """A piece of work: its title is enough."""

    title: Annotated[str, Line(TITLE_LIMIT)] = Field(
        description="What is to be done.", examples=_TITLES
    )
    kind: WorkKind = Field(WorkKind.TASK, description="Task, bug, tweak or spike.")
    lane: Lane | None = Field(None, description="Whose work it is; null: both sides'.")
    state: WorkState = Field(WorkState.TO_DO, description="Where it stands.")
    parent_id: Id | None = Field(None, description="What it is a part of.", examples=[900])


class ChangedWork(Body):
    """What to change; what is left out stays. Null empties a day, side or parent."""

    title: Annotated[str, Line(TITLE_LIMIT)] | None = Field(
        None, description="What is to be done.", examples=_TITLES
    )
    description: Annotated[str, Text(DESCRIPTION_LIMIT)] | None = Field(
        None, description="Markdown.", examples=_MARKDOWN
    )
    kind: WorkKind | None = Field(None, description="Task, bug, tweak or spike.")
    lane: Lane | None = Field(None, description="Whose work it is; null: both sides'.")
    starts_on: Day | None = Field(None, description="Not before that day.")
    due_on: Day | None = Field(None, description="Until when.")
    parent_id: Id | None = Field(None, description="What it is a part of.", examples=[900])
    skills: list[Annotated[str, Line(SKILL_LIMIT)]] | None = Field(
        None, description="Skills it asks for.", examples=[["SQL"]]
    )
    version: Id | None = Field(
        None, description="The version that you saw: refused where it is another.", examples=[3]
    )

    def changes(self) -> dict[str, Any]:
        """What was sent; null means nothing for what can't be empty."""
        sent = {name: getattr(self, name) for name in self.model_fields_set - {"version"}}
        emptied = {"lane", "starts_on", "due_on", "parent_id"}
        return {name: one for name, one in sent.items() if one is not None or name in emptied}


class WorkMove(Body):
    """Where it goes."""

    to: WorkState = Field(description="The state.")
    seen: WorkState | None = Field(
        None, description="Where you saw it: refused where somebody else moved it meanwhile."
    )
    before_id: Annotated[int, Field(strict=True, ge=0, le=2**63 - 1)] | None = Field(
        None, description="The item that is to follow it; 0: behind all.", examples=[913]
    )


class MovedWork(Answer):
    """Where it stands, and the id that undoes the move."""

    row: WorkItem = Field(description="The item.")
    move_id: int | None = Field(
        description="Send it to undo the move; null where nothing moved.", examples=[4711]
    )


class UndoneMove(Body):
    """Which move is undone."""

    move_id: Id = Field(description="As the move's answer said.", examples=[4711])


class NewEstimate(Body):
    """Working days, halves count: one number with how sure it is, or three points."""

    days: Decimal = Field(description="The one number, or the most likely.", examples=_DAYS)
    sureness: Sureness = Field(Sureness.NORMAL, description="Of one number: how sure.")
    low: Decimal | None = Field(None, description="If all goes well.", examples=["1.5"])
    high: Decimal | None = Field(None, description="If it doesn't.", examples=["5"])


class NewBlock(Body):
    """What is in the way, and who is waited for: a side, a person, or nobody."""

    reason: Annotated[str, Text(REASON_LIMIT)] = Field(
        description="What it is.", examples=["The test account is missing."]
    )
    lane: Lane | None = Field(None, description="The side that is waited for.")
    person_id: Id | None = Field(None, description="The person who is waited for.", examples=[7])


class NewChecklistLine(Body):
    """A line of a checklist."""

    text: Annotated[str, Line(CHECK_LIMIT)] = Field(
        description="What it says.", examples=["Looked at on a phone"]
    )


class NewWait(Body):
    """What it waits for."""

    on_id: Id = Field(description="The id of the other item, of any initiative.", examples=[913])
    kind: DependencyKind = Field(
        DependencyKind.FINISH_START, description="Which end waits for which."
    )
    lag: Annotated[int, Field(strict=True, ge=-1000, le=1000)] = Field(
        0, description="Working days between.", examples=[2]
    )


_Most = Annotated[int, Field(strict=True, ge=1, le=LIMIT_AT_MOST)]


class ColumnLimits(Body):
    """How much may stand in a column at most; null: as all boards, or as much as one likes."""

    next: _Most | None = Field(None, description="In Next.", examples=[5])
    in_progress: _Most | None = Field(None, description="In progress.", examples=[4])
    in_review: _Most | None = Field(None, description="In review.", examples=[3])

    def limits(self) -> dict[WorkState, int | None]:
        """Those that were sent."""
        return {
            WorkState(name): most for name, most in self.model_dump().items() if most is not None
        }


class LimitsInForce(Answer):
    """How much may stand in a column at most."""

    next: int | None = Field(description="In Next.", examples=[5])
    in_progress: int | None = Field(description="In progress.", examples=[4])
    in_review: int | None = Field(description="In review.", examples=[3])


class Doers(Body):
    """Who does a piece of work, and who did when it was looked at."""

    person_ids: list[Id] = Field(
        description="From now on; nobody where it is empty.",
        max_length=ASSIGNED_AT_MOST,
        examples=[[7, 9]],
    )
    seen_ids: list[Id] | None = Field(
        None, description="Who did when you looked.", max_length=50, examples=[[7]]
    )


class ChangesOfMany(Body):
    """What many pieces of work are to be; what is left out stays. Null empties a side or a day."""

    work_ids: list[Id] = Field(
        description="Which: at most 500.", min_length=1, max_length=BULK_AT_MOST, examples=[[912]]
    )
    state: WorkState | None = Field(None, description="Where they are to stand.")
    lane: Lane | None = Field(None, description="Whose work; null: both sides'.")
    due_on: Day | None = Field(None, description="Until when.")
    person_id: Id | None = Field(None, description="Who does them, too.", examples=[7])
    fields: dict[_FieldName, _FieldText | list[_FieldText]] = Field(
        default_factory=dict,
        max_length=_FIELDS_AT_MOST,
        description="Of fields of one's own, by name: what is to stand there; empty: nothing.",
        examples=[{"Browser": "Firefox"}],
    )

    def changes(self) -> dict[str, Any]:
        """What was sent; null means nothing for what can't be empty."""
        sent = {name: getattr(self, name) for name in self.model_fields_set - {"work_ids"}}
        if not self.fields:
            sent.pop("fields", None)
        emptied = {"lane", "due_on"}
        return {name: one for name, one in sent.items() if one is not None or name in emptied}


class ChangedMany(Answer):
    """The change, by whose id it is undone."""

    edit_id: int | None = Field(
        description="Send it to undo the change; null where nothing changed.", examples=[31]
    )


class UndoneMany(Answer):
    """What was put back."""

    count: int = Field(
        description="How many: what others changed since stayed as it is.", examples=[40]
    )
