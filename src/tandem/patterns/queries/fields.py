"""Fields of one's own in templates of work: kept, said in words, and as they are filled in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tandem.core.errors import BadInput
from tandem.core.words import Sentence, say
from tandem.own_fields.queries import (
    Content,
    FieldRow,
    content,
    contents_of,
    fields_defined,
    typed_values,
)
from tandem.own_fields.rules import FieldType, no_such_field
from tandem.patterns import rules
from tandem.patterns.rules import (
    FURTHEST,
    Laid,
    Launch,
    Piece,
    PieceField,
    from_launch,
    left_out,
    moved,
    with_fields,
)
from tandem.work.rules import WorkKind

Typed = str | int | Sequence[str]


@dataclass(frozen=True, slots=True)
class SaidField:
    """A field of a piece in words, with what its form begins with."""

    field: FieldRow
    words: str | Sentence
    typed: Any


def fields_to_fill(kind: WorkKind) -> list[FieldRow]:
    """The fields of a kind of work that a template may fill: all but people, it keeps nobody."""
    return [one for one in _all_to_fill() if one.kind is kind]


def _all_to_fill() -> list[FieldRow]:
    return [one for one in fields_defined() if one.type is not FieldType.PERSON]


def fields_kept(
    kinds: Mapping[int, WorkKind], launch: date | None, told: Callable[[str], str]
) -> dict[int, tuple[PieceField, ...]]:
    """What a template keeps of the fields of work: {work: fields}, days told from a launch; `told`
    leaves names out of a text.
    """
    known = {(one.id, one.kind): one for one in _all_to_fill()}
    found = {}
    for pk, values in contents_of(kinds).items() if known else ():
        said = [
            _kept(known[field, kinds[pk]], rows, launch, told)
            for field, rows in values.items()
            if (field, kinds[pk]) in known
        ]
        found[pk] = with_fields((), said)
    return found


def _kept(
    one: FieldRow, rows: list[Content], launch: date | None, told: Callable[[str], str]
) -> PieceField:
    if one.type is not FieldType.DATE:
        texts = [told(row[0]) if one.type is FieldType.TEXT else row[0] for row in rows]
        return PieceField(
            one.id, tuple((text, *row[1:]) for text, row in zip(texts, rows, strict=True))
        )
    days = (date.fromisoformat(rows[0][2]) - launch).days if launch else None
    return PieceField(one.id, days=days if days is not None and abs(days) <= FURTHEST else None)


def fields_changed(piece: Piece, given: Mapping[str, Typed]) -> tuple[PieceField, ...]:
    """The fields of a piece with what was typed, by their names; those that aren't named stay. Of a
    day, days after the launch are given. Raises BadInput.
    """
    known = {one.name.casefold(): one for one in fields_to_fill(piece.kind)}
    said = []
    for name, value in given.items():
        one = known.get(" ".join(name.split()).casefold())
        if one is None:
            raise BadInput(no_such_field(name), field="fields")
        try:
            said.append(_given(one, value))
        except BadInput as wrong:
            raise BadInput(wrong.reason, field=f"field_{one.id}") from wrong
    return with_fields(piece.fields, said)


def _given(one: FieldRow, value: Typed) -> PieceField:
    if one.type is not FieldType.DATE:
        parts = [str(value)] if isinstance(value, str | int) else list(value)
        rows = typed_values(one, parts)
        return PieceField(one.id, tuple(tuple(content(row)) for row in rows))
    text = str(value).strip() if isinstance(value, str | int) else ""
    if not text:
        return PieceField(one.id)
    try:
        days = int(text)
    except ValueError:
        days = FURTHEST + 1
    if abs(days) > FURTHEST:
        raise BadInput(
            say("Write days after the launch, before it below zero; at most {most}.", most=FURTHEST)
        )
    return PieceField(one.id, days=days)


@dataclass(frozen=True, slots=True)
class FieldOfPiece:
    """A field of a piece, for programs."""

    key: int
    field_id: int
    name: str
    value: str
    days: int | None


def fields_of(pieces: Iterable[Piece]) -> list[FieldOfPiece]:
    """The same as `said_fields`, one by one."""
    return [
        FieldOfPiece(
            key,
            one.field.id,
            one.field.name,
            str(one.words),
            one.typed if isinstance(one.typed, int) else None,
        )
        for key, said in said_fields(pieces).items()
        for one in said
    ]


def said_fields(pieces: Iterable[Piece]) -> dict[int, list[SaidField]]:
    """What stands in the fields of pieces, of their kinds, in words: {key: fields}."""
    pieces = list(pieces)
    known = fields_defined() if any(one.fields for one in pieces) else []
    found: dict[int, list[SaidField]] = {}
    for piece in pieces:
        kept = {one.field: one for one in piece.fields}
        said = [
            _said(one, kept[one.id]) for one in known if one.id in kept and one.kind is piece.kind
        ]
        if said:
            found[piece.key] = said
    return found


def _said(one: FieldRow, kept: PieceField) -> SaidField:
    if one.type is FieldType.DATE:
        return SaidField(one, from_launch(kept.days or 0), kept.days)
    if one.type.is_listed:
        known = {option.id: option.name for option in one.options}
        names = [known[row[5]] for row in kept.said if row[5] in known]
        typed: Any = names if one.type is FieldType.CHOICES else "".join(names[:1])
        return SaidField(one, ", ".join(names), typed)
    text, number, _day, yes, *_rest = kept.said[0]
    if yes is not None:
        text = "yes" if yes else "no"
    words = text or number or ""
    unit = f" {one.unit}" if one.unit and number else ""
    return SaidField(one, f"{words}{unit}", words)


def laid_out(pieces: Iterable[Piece], launch: Launch) -> list[Laid]:
    """Every piece with its days for a launch, and what is to stand in its fields. What can't be
    chosen any more is left open, and said.
    """
    pieces = list(pieces)
    known = {one.id: one for one in fields_defined()} if any(p.fields for p in pieces) else {}
    return [_with_fields(one, launch, known) for one in rules.laid_out(pieces, launch)]


def _with_fields(laid: Laid, launch: Launch, known: Mapping[int, FieldRow]) -> Laid:
    own: dict[int, list[Content]] = {}
    notes = list(laid.notes)
    for kept in laid.piece.fields:
        one = known.get(kept.field)
        if one is None or one.kind is not laid.piece.kind:
            continue
        said = _laid(one, kept, launch)
        if len(said) < len(kept.said):
            notes.append(left_out(one.name))
        if said:
            own[one.id] = said
    return replace(laid, own=own, notes=tuple(notes))


def _laid(one: FieldRow, kept: PieceField, launch: Launch) -> list[Content]:
    if one.type is FieldType.DATE:
        if launch.day is None or kept.days is None:
            return []
        day = (launch.day + timedelta(days=kept.days)).isoformat()
        return [["", None, day, None, None, None]]
    if one.type.is_listed:
        offered = {option.id for option in one.choices}
        return [row for row in kept.rows if row[5] in offered]
    if one.type is FieldType.TEXT:
        return [[moved(text, launch.told_from, launch.day), *rest] for text, *rest in kept.rows]
    return kept.rows
