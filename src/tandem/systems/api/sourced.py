"""Other catalogues for programs: a file is sent, looked at, taken in."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer, Body, Line, PathId, Text
from tandem.formats.catalogues import ROLES
from tandem.systems import queries, services
from tandem.systems.queries import Taking
from tandem.systems.rules import NAME_LIMIT
from tandem.systems.rules.sourced import Compared

router = Router(tags=["Systems"])

CatalogueFileId = Annotated[PathId, Path(description="The file's id.")]
LARGEST_TEXT = 4_000_000
_TABLE = ["Name,Vendor\nShop,Northstar\n"]


class CatalogueSourceRow(Answer):
    """Another catalogue that entries come from."""

    id: int = Field(description="Its id.", examples=[2])
    name: str = Field(description="What it is called.", examples=["CMDB"])
    taken_at: datetime | None = Field(description="When it was last taken in.")
    count: int = Field(description="How many of its entries are here.", examples=[134])
    gone: int = Field(description="How many are no longer there.", examples=[2])


class CatalogueSources(Answer):
    """All of them."""

    items: list[CatalogueSourceRow] = Field(description="By name.")


class NewCatalogueFile(Body):
    """A file of another catalogue, as text."""

    source: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="Where it comes from: always the same for the same catalogue.",
        examples=["CMDB"],
    )
    content: Annotated[str, Text(LARGEST_TEXT)] = Field(
        description="CSV, Backstage, CALM, Structurizr, or a list in YAML or JSON.",
        examples=_TABLE,
    )


class CatalogueComparison(Answer):
    """What a file does, in numbers."""

    new: int = Field(description="Entries that aren't here yet.", examples=[12])
    changed: int = Field(description="Entries that change.", examples=[3])
    same: int = Field(description="Entries that stay as they are.", examples=[119])
    retired: int = Field(description="Entries that are retired here, and stay so.", examples=[0])
    gone: int = Field(description="Entries that are no longer in their source.", examples=[1])
    flows: int = Field(description="Data flows for IT to confirm.", examples=[4])
    unread: int = Field(description="Cells that say nothing that is known here.", examples=[2])


class WaitingCatalogueFile(CatalogueComparison):
    """What a file would do."""

    id: int = Field(description="Its id.", examples=[2])
    format: str = Field(description="What it is.", examples=["table"])
    headings: list[str] = Field(
        description="The columns of a table.", examples=[["Name", "Vendor"]]
    )
    columns: dict[str, int] = Field(
        description="What they are taken for: {role: place}.", examples=[{"name": 0, "vendor": 1}]
    )


class HowToTake(Body):
    """What the columns are, and whether the file is all of its source."""

    columns: dict[str, Annotated[int, Field(strict=True, ge=0, le=5_000)]] | None = Field(
        None,
        description="{role: place}; null: as suggested. Roles: " + ", ".join(ROLES),
        examples=[{"name": 0}],
    )
    whole: bool = Field(
        default=True,
        strict=True,
        description="What isn't in it is marked as no longer there.",
    )


@router.get(
    "/systems/sources",
    response=CatalogueSources,
    operation_id="list_sources",
    summary="Other catalogues that entries come from",
)
def list_sources(request: ActorRequest) -> dict[str, Any]:
    """With how many of their entries are here."""
    return {"items": queries.sources()}


@router.post(
    "/systems/files",
    response={201: WaitingCatalogueFile},
    operation_id="upload_catalogue",
    summary="Upload a file of another catalogue",
)
def upload_catalogue(request: ActorRequest, file: NewCatalogueFile) -> dict[str, Any]:
    """People of IT and administrators. Nothing changes by that: the answer says what would."""
    kept = services.upload_catalogue(
        actor=request.actor, source=file.source, data=file.content.encode(errors="replace")
    )
    it = queries.taking(request.actor, kept.source_name, queries.read_text(kept.content))
    return {"id": kept.pk, **_waiting(it)}


@router.post(
    "/systems/files/{catalogue_file_id}/taking",
    response=CatalogueComparison,
    operation_id="take_in_catalogue",
    summary="Take in a file of another catalogue",
)
def take_in_catalogue(
    request: ActorRequest, catalogue_file_id: CatalogueFileId, how: HowToTake
) -> dict[str, int]:
    """People of IT and administrators. Nothing is deleted; twice is once."""
    columns = None
    if how.columns is not None:
        columns = {role: at for role, at in how.columns.items() if role in ROLES}
    done = services.take_in_catalogue(
        actor=request.actor, file_id=catalogue_file_id, columns=columns, whole=how.whole
    )
    return _numbers(done)


def _waiting(it: Taking) -> dict[str, Any]:
    return {
        "format": it.found.format,
        "headings": list(it.found.headings),
        "columns": dict(it.found.columns),
        **_numbers(it.compared),
    }


def _numbers(compared: Compared) -> dict[str, int]:
    return {
        "new": len(compared.new),
        "changed": len(compared.changed),
        "same": compared.same + len(compared.joined),
        "retired": len(compared.retired),
        "gone": len(compared.gone),
        "flows": compared.flows,
        "unread": len(compared.unread),
    }
