"""The entries of the catalogue for programs."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path, Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, PageAsked, PageOf, page_of_query
from tandem.core.api_shapes import Answer, Body, Day, Id, Line, PathId, Text
from tandem.systems import queries, services
from tandem.systems.queries import Shown
from tandem.systems.rules import (
    ALIASES_AT_MOST,
    COST_AT_MOST,
    LINE_LIMIT,
    NAME_LIMIT,
    TEXT_LIMIT,
    Criticality,
    DataClass,
    Entry,
    EntryKind,
    Lifecycle,
    Target,
)

router = Router(tags=["Systems"])

SystemId = Annotated[PathId, Path(description="The entry's id.")]

_NAME = ["Northstar CRM"]


class SystemRow(Answer):
    """An entry of the catalogue, as lists show it."""

    id: int = Field(description="The entry's id.", examples=[31])
    name: str = Field(description="What it is called.", examples=_NAME)
    kind: EntryKind = Field(description="A system, a report or an audience.")
    aliases: list[str] = Field(description="What people call it, too.", examples=[["the CRM"]])
    vendor: str = Field(description="Who makes it.", examples=["Northstar"])
    it_owner: PersonName | None = Field(description="Who answers for it in IT.")
    business_owner: PersonName | None = Field(description="Who answers for it in the business.")
    criticality: Criticality = Field(description="1: the business stands still without it; to 4.")
    data_classes: list[DataClass] = Field(description="What kinds of data it holds.")
    lifecycle: Lifecycle = Field(description="How far it is in its own life.")
    target: Target = Field(description="Where the company goes with it.")
    confirmed_at: datetime | None = Field(
        description="When IT last said that the entry is right; null: not yet."
    )
    confirmed_by: PersonName | None = Field(description="Who said so.")
    stale: bool = Field(description="Whether that was more than 180 days ago.")
    retired_at: datetime | None = Field(description="Since when it is out of use; null: in use.")
    url: str = Field(description="Its page.", examples=["/systems/31/"])


class System(SystemRow):
    """An entry of the catalogue, whole."""

    support_hours: str = Field(description="When somebody helps.", examples=["Mon–Fri 8–18"])
    support_team: str = Field(description="Who helps.", examples=["Shop team"])
    yearly_cost: int | None = Field(
        description="In whole units of the company's currency.", examples=[24000]
    )
    renews_on: date | None = Field(description="When it is paid again; null: not said.")
    replaced_by: str = Field(description="By what it will be replaced.", examples=["Southstar"])
    target_means: str = Field(
        description="What its target means for Marketing.",
        examples=["Newsletters move to the new tool in autumn."],
    )
    version: int = Field(description="Send it along to change the entry.", examples=[3])
    merged_into_id: int | None = Field(
        description="The entry that it was merged into; null: none.", examples=[None]
    )
    added_by: PersonName = Field(description="Who added it.")
    added_at: datetime = Field(description="When.")


class SystemsAsked(PageAsked):
    """Which entries."""

    q: Annotated[str, Line(200)] | None = Field(
        None,
        description="Only those in whose name, other names or vendor all of these words stand.",
        examples=["northstar"],
    )
    show: Shown = Field(
        Shown.ACTIVE, description="Empty: those in use; those to be confirmed; the retired ones."
    )


class SystemEntry(Body):
    """Everything people fill in about a system."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(description="What it is called.", examples=_NAME)
    kind: EntryKind = Field(EntryKind.SYSTEM, description="A system, a report or an audience.")
    aliases: list[Annotated[str, Line(NAME_LIMIT)]] = Field(
        default_factory=list,
        max_length=ALIASES_AT_MOST,
        description="What people call it, too.",
        examples=[["the CRM"]],
    )
    vendor: Annotated[str, Text(NAME_LIMIT)] = Field(
        "", description="Who makes it.", examples=["Northstar"]
    )
    it_owner_id: Id | None = Field(None, description="Who answers for it in IT.", examples=[9])
    business_owner_id: Id | None = Field(
        None, description="Who answers for it in the business.", examples=[7]
    )
    criticality: Criticality = Field(
        Criticality.USEFUL, description="1: the business stands still without it; to 4."
    )
    data_classes: list[DataClass] = Field(
        default_factory=list, description="What kinds of data it holds."
    )
    support_hours: Annotated[str, Text(LINE_LIMIT)] = Field(
        "", description="When somebody helps.", examples=["Mon–Fri 8–18"]
    )
    support_team: Annotated[str, Text(NAME_LIMIT)] = Field(
        "", description="Who helps.", examples=["Shop team"]
    )
    yearly_cost: Annotated[int, Field(strict=True, ge=0, le=COST_AT_MOST)] | None = Field(
        None, description="In whole units of the company's currency.", examples=[24000]
    )
    renews_on: Day | None = Field(
        None, description="When it is paid again.", examples=["2027-01-01"]
    )
    lifecycle: Lifecycle = Field(Lifecycle.LIVE, description="How far it is in its own life.")
    target: Target = Field(Target.KEEP, description="Where the company goes with it.")
    replaced_by: Annotated[str, Text(NAME_LIMIT)] = Field(
        "", description="By what; needed with the target `replace`.", examples=["Southstar"]
    )
    target_means: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "",
        description="What its target means for Marketing.",
        examples=["Newsletters move to the new tool in autumn."],
    )


class ChangedSystem(SystemEntry):
    """The whole entry as it should be from now on."""

    version: Id = Field(
        description="The version you read. If somebody changed the entry meanwhile, the answer "
        "is 409 with both.",
        examples=[3],
    )


class SystemPage(PageOf[SystemRow]):
    """A page of systems."""


def _entry(body: SystemEntry) -> Entry:
    return Entry(
        name=body.name,
        kind=body.kind,
        aliases=tuple(body.aliases),
        vendor=body.vendor,
        it_owner=body.it_owner_id,
        business_owner=body.business_owner_id,
        criticality=body.criticality,
        data_classes=tuple(body.data_classes),
        support_hours=body.support_hours,
        support_team=body.support_team,
        yearly_cost=body.yearly_cost,
        renews_on=body.renews_on,
        lifecycle=body.lifecycle,
        target=body.target,
        replaced_by=body.replaced_by,
        target_means=body.target_means,
    )


def _shown(request: ActorRequest, system_id: int) -> dict[str, Any]:
    whole = queries.whole(request.actor, system_id)
    own = ("support_hours", "support_team", "yearly_cost", "renews_on")
    more = ("replaced_by", "target_means")
    return {
        **{name: getattr(whole.row, name) for name in SystemRow.model_fields},
        **{name: getattr(whole.entry, name) for name in (*own, *more)},
        "version": whole.version,
        "merged_into_id": whole.merged_into.id if whole.merged_into else None,
        "added_by": whole.added_by,
        "added_at": whole.added_at,
    }


@router.get(
    "/systems", response=SystemPage, operation_id="list_systems", summary="The systems catalogue"
)
def list_systems(request: ActorRequest, asked: Query[SystemsAsked]) -> ListPage:
    """By name."""
    found = queries.by_name(request.actor, words=asked.q or "", shown=asked.show)
    return page_of_query(found, asked, order=["name", "subject_id"], read=queries.rows)


@router.get(
    "/systems/{system_id}", response=System, operation_id="read_system", summary="One system"
)
def read_system(request: ActorRequest, system_id: SystemId) -> dict[str, Any]:
    """An entry, whole."""
    return _shown(request, system_id)


@router.post("/systems", response={201: System}, operation_id="add_system", summary="Add a system")
def add_system(request: ActorRequest, entry: SystemEntry) -> dict[str, Any]:
    """People of IT and administrators; what Marketing adds waits for IT to confirm it."""
    added = services.add_system(
        actor=request.actor,
        entry=_entry(entry),
    )
    return _shown(request, added.pk)


@router.put(
    "/systems/{system_id}", response=System, operation_id="edit_system", summary="Change a system"
)
def edit_system(request: ActorRequest, system_id: SystemId, entry: ChangedSystem) -> dict[str, Any]:
    """People of IT and administrators; whoever added it, until IT has confirmed it."""
    services.edit_system(
        actor=request.actor, system_id=system_id, entry=_entry(entry), version=entry.version
    )
    return _shown(request, system_id)


@router.post(
    "/systems/{system_id}/confirmation",
    response=System,
    operation_id="confirm_system",
    summary="Say that an entry is still right",
)
def confirm_system(request: ActorRequest, system_id: SystemId) -> dict[str, Any]:
    """People of IT and administrators."""
    services.confirm_system(actor=request.actor, system_id=system_id)
    return _shown(request, system_id)


@router.post(
    "/systems/{system_id}/retirement",
    response=System,
    operation_id="retire_system",
    summary="Retire a system",
)
def retire_system(request: ActorRequest, system_id: SystemId) -> dict[str, Any]:
    """Nothing is deleted: it stays readable. Twice is once."""
    services.retire_system(actor=request.actor, system_id=system_id)
    return _shown(request, system_id)


@router.delete(
    "/systems/{system_id}/retirement",
    response=System,
    operation_id="restore_system",
    summary="Bring a retired system back",
)
def restore_system(request: ActorRequest, system_id: SystemId) -> dict[str, Any]:
    """It is in use again. Twice is once."""
    services.restore_system(actor=request.actor, system_id=system_id)
    return _shown(request, system_id)


class Merging(Body):
    """Which entry stays."""

    into_id: Id = Field(description="The entry that stays.", examples=[31])


@router.post(
    "/systems/{system_id}/merging",
    response=System,
    operation_id="merge_system",
    summary="Merge a system into another",
)
def merge_system(request: ActorRequest, system_id: SystemId, merging: Merging) -> dict[str, Any]:
    """People of IT and administrators. The answer is the entry that stays. Twice is once."""
    stays = services.merge_system(actor=request.actor, system_id=system_id, into_id=merging.into_id)
    return _shown(request, stays.pk)
