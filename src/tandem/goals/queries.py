"""Reading vision, goals, who stands behind them and what serves them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from tandem.accounts.queries import Name, names, present_day, workspace
from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight
from tandem.activity.queries import subjects_of_kind
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.core.prepared import day, number, numbers, prepared
from tandem.goals.models import Endorsement, Objective, Serving, Vision
from tandem.goals.registry import is_over
from tandem.goals.rules import ObjectiveState

LOOSE_SHOWN = 20
_SERVING = "initiative"
"""The kind of subject that serves a goal."""


@dataclass(frozen=True, slots=True)
class Endorsed:
    """That somebody stands behind it, until a day."""

    by: Name
    at: datetime
    until: date


@dataclass(frozen=True, slots=True)
class VisionRead:
    """A year's vision."""

    id: int
    year: int
    text: str
    version: int
    by: Name
    at: datetime
    endorsements: list[Endorsed]


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """A goal as lists show it; `serving` counts what one may see of what serves it."""

    id: int
    title: str
    words: str
    year: int
    owner: Name | None
    sponsor: Name | None
    state: ObjectiveState
    version: int
    endorsements: list[Endorsed]
    serving: int

    @property
    def url(self) -> str:
        return f"/goals/{self.id}/"


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative by its name."""

    id: int
    title: str

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"


@prepared
def _visions() -> QuerySet[Vision, Vision]:
    return Vision.objects.filter(in_sight("subject__"), year=number("year"))


@prepared
def _objectives() -> QuerySet[Objective, Objective]:
    return Objective.objects.filter(in_sight("subject__"), year=number("year")).order_by("pk")


@prepared
def _objective() -> QuerySet[Objective, Objective]:
    return Objective.objects.filter(in_sight("subject__"), subject_id=number("objective"))


@prepared
def _endorsements() -> QuerySet[Endorsement, Endorsement]:
    standing = Endorsement.objects.filter(subject_id__in=numbers("subjects"), replaced_at=None)
    return standing.filter(until__gte=day("today")).order_by("pk")


@prepared
def _servings() -> QuerySet[Serving, tuple[int, int, str]]:
    found = Serving.objects.filter(
        in_sight("initiative__"), objective_id__in=numbers("objectives"), ended_at=None
    )
    return found.order_by("-pk").values_list("objective_id", "initiative_id", "initiative__title")


@prepared
def _served() -> QuerySet[Serving, tuple[int, str]]:
    found = Serving.objects.filter(initiative_id=number("initiative"), ended_at=None)
    return found.values_list("objective_id", "objective__title")


def _standing(subjects: Collection[int]) -> dict[int, list[Endorsed]]:
    found = _endorsements(subjects=subjects, today=present_day())
    known = names(one.endorsed_by_id for one in found)
    standing: dict[int, list[Endorsed]] = {pk: [] for pk in subjects}
    for one in found:
        endorsed = Endorsed(known[one.endorsed_by_id], one.endorsed_at, one.until)
        standing[one.subject_id].append(endorsed)
    return standing


def vision_of(actor: Actor, year: int) -> VisionRead | None:
    """A year's vision, if there is one."""
    row = _visions.first(year=year, **eyes_of(actor))
    if row is None:
        return None
    return VisionRead(
        id=row.pk,
        year=row.year,
        text=row.text,
        version=row.version,
        by=names([row.written_by_id])[row.written_by_id],
        at=row.written_at,
        endorsements=_standing([row.pk])[row.pk],
    )


def objectives_of(actor: Actor, year: int) -> list[ObjectiveRow]:
    """A year's goals, the oldest first."""
    return _rows(actor, _objectives(year=year, **eyes_of(actor)))


def objective(actor: Actor, objective_id: int) -> ObjectiveRow:
    """One goal. Raises NotFound."""
    found = _objective.first(objective=objective_id, **eyes_of(actor))
    if found is None:
        raise NotFound
    return _rows(actor, [found])[0]


def _rows(actor: Actor, objectives: Iterable[Objective]) -> list[ObjectiveRow]:
    found = list(objectives)
    ids = [one.pk for one in found]
    counts: dict[int, int] = dict.fromkeys(ids, 0)
    for objective_id, _, _ in _servings(objectives=ids, **eyes_of(actor)):
        counts[objective_id] += 1
    standing = _standing(ids)
    known = names(pk for one in found for pk in (one.owner_id, one.sponsor_id))
    return [_row(one, known, standing[one.pk], counts[one.pk]) for one in found]


def _row(
    one: Objective, known: Mapping[int, Name], endorsements: list[Endorsed], serving: int
) -> ObjectiveRow:
    return ObjectiveRow(
        id=one.pk,
        title=one.title,
        words=one.words,
        year=one.year,
        owner=known.get(one.owner_id or 0),
        sponsor=known.get(one.sponsor_id or 0),
        state=ObjectiveState(one.state),
        version=one.version,
        endorsements=endorsements,
        serving=serving,
    )


def serving(actor: Actor, objective_id: int) -> list[Initiative]:
    """The initiatives that serve a goal, as far as `actor` may see them, newest link first."""
    found = _servings(objectives=[objective_id], **eyes_of(actor))
    return [Initiative(pk, title) for _, pk, title in found]


def loose(actor: Actor) -> list[Initiative]:
    """The newest visible initiatives that serve no goal; what is ended needs none."""
    linked = Serving.objects.filter(initiative_id=OuterRef("pk"), ended_at=None)
    standing = subjects_of_kind(actor, _SERVING).filter(~is_over(_SERVING))
    found = standing.filter(~Exists(linked)).order_by("-pk")
    return [Initiative(pk, title) for pk, title in found.values_list("pk", "title")[:LOOSE_SHOWN]]


def served_by(initiative_id: int) -> tuple[int, str] | None:
    """(id, title) of the goal that an initiative serves. The caller has checked sight."""
    return _served.first(initiative=initiative_id)


@prepared
def _goals_of() -> QuerySet[Serving, tuple[int, int, str]]:
    found = Serving.objects.filter(
        in_sight("objective__subject__"), initiative_id__in=numbers("initiatives"), ended_at=None
    )
    return found.values_list("initiative_id", "objective_id", "objective__title")


def goals_of(actor: Actor, initiative_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """{initiative: (id, title) of the goal it serves}. The caller has checked their sight."""
    rows = _goals_of(initiatives=initiative_ids, **eyes_of(actor)) if initiative_ids else []
    return {pk: (goal, title) for pk, goal, title in rows}


def open_objectives(actor: Actor) -> list[tuple[int, str]]:
    """(id, title) of the goals of this year and the next that can be served."""
    this = clock.now().year
    return _open(years=[this, this + 1], **eyes_of(actor))


@prepared
def _open() -> QuerySet[Objective, tuple[int, str]]:
    found = Objective.objects.filter(
        in_sight("subject__"), year__in=numbers("years"), state=ObjectiveState.OPEN.value
    )
    return found.order_by("year", "pk").values_list("pk", "title")


def sponsors_for(year: int | None = None, objective_id: int | None = None) -> set[int | None]:
    """Who may endorse: the company's sponsor; of a goal its own; of a vision those of its goals."""
    company = workspace()
    found: set[int | None] = {company.sponsor_id} if company else set()
    goals = Objective.objects.exclude(sponsor=None)
    if objective_id is not None:
        found |= set(goals.filter(subject__id=objective_id).values_list("sponsor_id", flat=True))
    elif year is not None:
        found |= set(goals.filter(year=year).values_list("sponsor_id", flat=True))
    return found


def serves(objective_id: int, initiative: str = "pk") -> Exists:
    """That something serves a goal, for a query on initiatives by their id's column."""
    links = Serving.objects.filter(
        initiative_id=OuterRef(initiative), objective_id=objective_id, ended_at=None
    )
    return Exists(links)
