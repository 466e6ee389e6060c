"""Fields of one's own for programs."""

from typing import Annotated, Any

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer, Body, Line, PathId, Text
from tandem.own_fields import queries, services
from tandem.own_fields.queries import FieldRow, Shown
from tandem.own_fields.rules import (
    NAME_LIMIT,
    OPTION_LIMIT,
    OPTIONS_AT_MOST,
    TEXT_LIMIT,
    UNIT_LIMIT,
    FieldStep,
    FieldType,
)
from tandem.work.queries import item_visible_to, rows_by_id
from tandem.work.rules import WorkKind

router = Router(tags=["Fields"])

FieldId = Annotated[PathId, Path(description="The field's id.")]
WorkId = Annotated[PathId, Path(description="The piece of work's id.")]
OptionName = Annotated[str, Line(OPTION_LIMIT)]


class OwnFieldShape(Answer):
    """A field that a kind of work has here."""

    id: int = Field(description="The field's id.", examples=[7])
    kind: WorkKind = Field(description="Of which work.")
    name: str = Field(description="What it is called.", examples=["Browser"])
    type: FieldType = Field(description="What stands in it.")
    unit: str = Field(description="The unit of a number; may be empty.", examples=["euros"])
    required: bool = Field(description="Whether it is filled in before the work is done.")
    retired: bool = Field(description="Whether it is shown no more.")
    options: list[str] = Field(description="What can be chosen.", examples=[["Firefox", "Safari"]])


class OwnFields(Answer):
    """All fields."""

    fields: list[OwnFieldShape] = Field(description="By kind, in their order.")


class ChangedField(Body):
    """What a field is called, and what can be chosen."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="What it is called.", examples=["Browser"]
    )
    unit: Annotated[str, Text(UNIT_LIMIT)] = Field(
        "", description="The unit of a number.", examples=["euros"]
    )
    required: bool = Field(
        default=False, strict=True, description="Whether it is filled in before the work is done."
    )
    options: list[OptionName] = Field(
        default_factory=list,
        max_length=OPTIONS_AT_MOST,
        description="What can be chosen, of a list.",
        examples=[["Firefox", "Safari"]],
    )


class NewField(ChangedField):
    """A field to add."""

    kind: WorkKind = Field(description="Of which work.")
    type: FieldType = Field(description="What stands in it; it stays so.")


class FieldPlace(Body):
    """One place up or down."""

    step: FieldStep = Field(description="Which way.")


class FieldOfWork(Answer):
    """What stands in a field of a piece of work."""

    field_id: int = Field(description="The field's id.", examples=[7])
    name: str = Field(description="What it is called.", examples=["Browser"])
    type: FieldType = Field(description="What stands in it.")
    unit: str = Field(description="The unit of a number; may be empty.", examples=["euros"])
    value: str | float | bool | list[str] | None = Field(
        description="What stands there; null: nothing.", examples=["Firefox"]
    )
    person_id: int | None = Field(description="Who, of a person.", examples=[5])


class FieldsOfWork(Answer):
    """The fields of a piece of work."""

    fields: list[FieldOfWork] = Field(description="In their order.")


class FilledIn(Body):
    """What is to stand in a field."""

    value: Annotated[str, Text(TEXT_LIMIT)] | list[OptionName] = Field(
        description="A text, a number as 12.5, a day as 2026-12-01, yes or no, an address, a "
        "person's name or id, a name of the list or several; empty: nothing.",
        examples=["Firefox"],
    )


def _field(one: FieldRow) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "type": one.type,
        "unit": one.unit,
        "required": one.required,
        "retired": one.retired,
        "options": [option.name for option in one.choices],
    }


def _value(one: Shown) -> dict[str, Any]:
    return {
        "field_id": one.field.id,
        "name": one.field.name,
        "type": one.field.type,
        "unit": one.field.unit,
        "value": one.plain,
        "person_id": one.person.id if one.person else None,
    }


def _listed() -> dict[str, Any]:
    return {"fields": [_field(one) for one in queries.fields_defined(retired=True)]}


@router.get(
    "/fields", response=OwnFields, operation_id="list_fields", summary="Fields of one's own"
)
def list_fields(request: ActorRequest) -> dict[str, Any]:
    """Of every kind of work, with those that were retired."""
    return _listed()


@router.post(
    "/fields", response={201: OwnFieldShape}, operation_id="add_field", summary="Add a field"
)
def add_field(request: ActorRequest, new: NewField) -> dict[str, Any]:
    """An administrator; at most twenty of a kind."""
    made = services.add_field(
        actor=request.actor,
        kind=new.kind,
        name=new.name,
        type=new.type,
        unit=new.unit,
        required=new.required,
        options=new.options,
    )
    return _field(made)


@router.put(
    "/fields/{field_id}",
    response=OwnFieldShape,
    operation_id="change_field",
    summary="Rename a field, or change its list",
)
def change_field(request: ActorRequest, field_id: FieldId, changed: ChangedField) -> dict[str, Any]:
    """An administrator. What stands in it stays."""
    after = services.change_field(
        actor=request.actor,
        field_id=field_id,
        name=changed.name,
        unit=changed.unit,
        required=changed.required,
        options=changed.options,
    )
    return _field(after)


@router.delete(
    "/fields/{field_id}",
    response=OwnFieldShape,
    operation_id="retire_field",
    summary="Retire a field",
)
def retire_field(request: ActorRequest, field_id: FieldId) -> dict[str, Any]:
    """An administrator. What stands in it is kept."""
    return _field(services.retire_field(actor=request.actor, field_id=field_id))


@router.post(
    "/fields/{field_id}/return",
    response=OwnFieldShape,
    operation_id="bring_back_field",
    summary="Bring a retired field back",
)
def bring_back_field(request: ActorRequest, field_id: FieldId) -> dict[str, Any]:
    """An administrator. With all that stood in it."""
    return _field(services.bring_back_field(actor=request.actor, field_id=field_id))


@router.put(
    "/fields/{field_id}/place",
    response=OwnFields,
    operation_id="move_field",
    summary="Move a field among those of its kind",
)
def move_field(request: ActorRequest, field_id: FieldId, place: FieldPlace) -> dict[str, Any]:
    """An administrator."""
    services.move_field(actor=request.actor, field_id=field_id, step=place.step)
    return _listed()


@router.get(
    "/work/{work_id}/fields",
    response=FieldsOfWork,
    operation_id="read_work_fields",
    summary="What stands in the fields of a piece of work",
)
def read_work_fields(request: ActorRequest, work_id: WorkId) -> dict[str, Any]:
    """Those of its kind, filled in or not."""
    row = rows_by_id([item_visible_to(request.actor, work_id).pk])[0]
    shown = queries.fields_of_item(request.actor, row).shown
    return {"fields": [_value(one) for one in shown]}


@router.put(
    "/work/{work_id}/fields/{field_id}",
    response=FieldOfWork,
    operation_id="fill_in",
    summary="Fill in a field of a piece of work",
)
def fill_in(
    request: ActorRequest, work_id: WorkId, field_id: FieldId, filled: FilledIn
) -> dict[str, Any]:
    """Whoever edits the work, or does it."""
    after = services.fill_in(
        actor=request.actor, work_id=work_id, field_id=field_id, value=filled.value
    )
    return _value(after)
