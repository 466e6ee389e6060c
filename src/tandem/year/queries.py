"""Reading the year."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names, present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight, visible_to
from tandem.core.errors import NotFound
from tandem.core.prepared import day, numbers, prepared
from tandem.core.words import Sentence
from tandem.year import rules
from tandem.year.models import Freeze, LaunchWindow, Moment, MomentMove
from tandem.year.rules import FreezeKind, Span, Windows

_MOVES = 20


@dataclass(frozen=True, slots=True)
class DatedRow(Span):
    """A fixed date or a freeze as the year shows it."""

    id: int = 0
    words: str = ""
    """Markets and channels of a fixed date; the reason of a freeze."""
    systems: tuple[str, ...] = ()
    by: Name | None = None


@prepared
def _moments() -> QuerySet[Moment, Moment]:
    return Moment.objects.filter(
        in_sight("subject__"), cancelled_at=None, ends_on__gte=day("first"),
        starts_on__lte=day("last"),
    )  # fmt: skip


@prepared
def _freezes() -> QuerySet[Freeze, Freeze]:
    return Freeze.objects.filter(
        in_sight("subject__"), cancelled_at=None, ends_on__gte=day("first"),
        starts_on__lte=day("last"),
    )  # fmt: skip


@prepared
def _frozen() -> QuerySet[Freeze, tuple[int, str]]:
    found = Freeze.objects.filter(pk__in=numbers("freezes"), systems__isnull=False)
    return found.order_by("systems__name").values_list("pk", "systems__name")


@prepared
def _windows() -> QuerySet[LaunchWindow, tuple[int, time, time]]:
    return LaunchWindow.objects.order_by("weekday").values_list("weekday", "opens_at", "closes_at")


def windows() -> Windows:
    """When launches may begin; the usual hours while nobody has set others."""
    return {weekday: (opens, closes) for weekday, opens, closes in _windows()} or (
        rules.DEFAULT_WINDOWS
    )


def dated(actor: Actor, first: date, last: date) -> list[DatedRow]:
    """Every fixed date and freeze that has a day between two days, by its first day."""
    between = {"first": first, "last": last, **eyes_of(actor)}
    moments, freezes = _moments(**between), _freezes(**between)
    frozen: dict[int, list[str]] = {freeze.pk: [] for freeze in freezes}
    for pk, name in _frozen(freezes=list(frozen)) if frozen else []:
        frozen[pk].append(name)
    known = names(one.noted_by_id for one in [*moments, *freezes])
    rows = [_row(one, None, one.where, (), known[one.noted_by_id]) for one in moments] + [
        _row(one, FreezeKind(one.kind), one.reason, tuple(frozen[one.pk]), known[one.noted_by_id])
        for one in freezes
    ]
    return sorted(rows, key=lambda row: (row.starts_on, row.ends_on, row.id))


def _row(
    one: Moment | Freeze,
    freeze: FreezeKind | None,
    words: str,
    systems: tuple[str, ...],
    by: Name,
) -> DatedRow:
    return DatedRow(
        name=one.name,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        freeze=freeze,
        id=one.pk,
        words=words,
        systems=systems,
        by=by,
    )


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A move of a fixed date."""

    id: int
    starts_before: date
    ends_before: date
    starts_on: date
    ends_on: date
    reason: str
    by: Name
    at: datetime


def moment_visible_to(actor: Actor, subject_id: int) -> DatedRow:
    """A fixed date that stands in the year, by its id. Raises NotFound."""
    found = Moment.objects.filter(visible_to(actor, "subject__"), pk=subject_id, cancelled_at=None)
    one = found.first()
    if one is None:
        raise NotFound
    return _row(one, None, one.where, (), names([one.noted_by_id])[one.noted_by_id])


def moves_of(moment_id: int) -> list[MovedRow]:
    """Where a fixed date was before, the last move first; its reader has been let in."""
    rows = list(MomentMove.objects.filter(moment_id=moment_id).order_by("-pk")[:_MOVES])
    known = names(one.by_id for one in rows)
    return [
        MovedRow(
            one.pk,
            one.starts_before,
            one.ends_before,
            one.starts_on,
            one.ends_on,
            one.reason,
            known[one.by_id],
            one.at,
        )
        for one in rows
    ]


def one_dated(actor: Actor, subject_id: int, on: date) -> DatedRow:
    """The fixed date or freeze that has been noted just now, by its id. Raises NotFound."""
    found = [row for row in dated(actor, on, on) if row.id == subject_id]
    if not found:
        raise NotFound
    return found[0]


def what_stands_on(actor: Actor, on: date) -> list[Sentence]:
    """What somebody who wishes for a day should know of it."""
    today = present_day()
    between = {"first": on, "last": on, **eyes_of(actor)}
    spans = [Span(one.name, one.starts_on, one.ends_on) for one in _moments(**between)]
    spans += [
        Span(one.name, one.starts_on, one.ends_on, FreezeKind(one.kind))
        for one in _freezes(**between)
    ]
    return rules.what_stands_on(on, spans=spans, windows=windows(), today=today)
