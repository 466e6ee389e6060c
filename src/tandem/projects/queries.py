"""Reading IT projects: lists, one of them, what waits for what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, TeamName, names, present_day, team_names, teams
from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight
from tandem.activity.registry import url_of
from tandem.core.errors import NotFound
from tandem.core.prepared import day, number, numbers, prepared
from tandem.initiatives.queries import initiatives_visible_to, stages_of
from tandem.initiatives.rules import Stage
from tandem.projects.events import IT_PROJECT
from tandem.projects.models import ItProject, ProjectMove, ProjectStep, ProjectWait
from tandem.projects.registry import days_of
from tandem.projects.rules import ProjectState, ready_on

OFFERED = 300
_OVER = [Stage.LIVE.value, Stage.CLOSED.value, Stage.DECLINED.value]


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """An IT project as lists and the roadmap show it."""

    id: int
    title: str
    lead: Name
    team_id: int | None
    team: str
    starts_on: date
    ends_on: date
    state: ProjectState
    version: int
    restricted: bool

    @property
    def url(self) -> str:
        return f"/it-projects/{self.id}/"

    def is_late(self, today: date) -> bool:
        """Whether its last day has passed and it isn't over."""
        return self.ends_on < today and not self.state.is_over


@dataclass(frozen=True, slots=True)
class WaitRow:
    """One waits for the other; of the other, what it is called and until when."""

    id: int
    subject_id: int
    kind: str
    title: str
    day: date | None
    """The last day of an IT project; the day an initiative is promised or wished for."""
    hit: bool
    """That day can't be kept as things are planned."""

    @property
    def url(self) -> str:
        return url_of(self.kind, self.subject_id, None)

    @property
    def is_project(self) -> bool:
        return self.kind == IT_PROJECT


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Its dates were moved."""

    id: int
    starts_before: date
    ends_before: date
    starts_on: date
    ends_on: date
    reason: str
    by: Name
    at: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class ProjectWhole:
    """An IT project as its page shows it."""

    row: ProjectRow
    purpose: str
    systems: list[tuple[int, str]]
    waiting: list[WaitRow]
    waits_for: list[WaitRow]
    moves: list[MoveRow]
    why: str
    """Why it became what it is, where somebody said so."""


_COLUMNS = (
    *("pk", "subject__title", "lead_id", "team_id", "starts_on", "ends_on", "state", "version"),
    "subject__restricted",
)


@prepared
def _projects() -> QuerySet[ItProject, tuple[Any, ...]]:
    found = ItProject.objects.filter(
        in_sight("subject__"), ends_on__gte=day("first"), starts_on__lte=day("last")
    )
    return found.order_by("starts_on", "ends_on", "pk").values_list(*_COLUMNS)


@prepared
def _project() -> QuerySet[ItProject, tuple[Any, ...]]:
    found = ItProject.objects.filter(in_sight("subject__"), pk=number("project"))
    return found.values_list(*_COLUMNS)


@prepared
def _purpose() -> QuerySet[ItProject, tuple[str]]:
    return ItProject.objects.filter(pk=number("project")).values_list("purpose")


@prepared
def _systems() -> QuerySet[ItProject, tuple[int, str]]:
    found = ItProject.objects.filter(pk=number("project"), systems__isnull=False)
    return found.order_by("systems__name").values_list("systems__pk", "systems__name")


@prepared
def _waiting() -> QuerySet[ProjectWait, tuple[int, int, str, str]]:
    found = ProjectWait.objects.filter(in_sight("waiting__"), on_id=number("project"))
    return found.order_by("pk").values_list("pk", "waiting_id", "waiting__kind", "waiting__title")


@prepared
def _awaited() -> QuerySet[ProjectWait, tuple[int, int, str, str]]:
    found = ProjectWait.objects.filter(in_sight("on__"), waiting_id=number("waiting"))
    return found.order_by("pk").values_list("pk", "on_id", "on__kind", "on__title")


@prepared
def _every_wait() -> QuerySet[ProjectWait, tuple[int, int]]:
    return ProjectWait.objects.order_by("pk").values_list("waiting_id", "on_id")


@prepared
def _moves() -> QuerySet[ProjectMove, tuple[Any, ...]]:
    found = ProjectMove.objects.filter(project_id=number("project")).order_by("-pk")
    return found.values_list(
        *("pk", "starts_before", "ends_before", "starts_on", "ends_on", "reason", "by_id", "at"),
        "undone__pk",
    )


@prepared
def _steps() -> QuerySet[ProjectStep, tuple[str]]:
    found = ProjectStep.objects.filter(project_id=number("project")).order_by("-pk")
    return found.values_list("reason")


@prepared
def _dates() -> QuerySet[ItProject, tuple[int, date, date, str]]:
    found = ItProject.objects.filter(pk__in=numbers("projects"))
    return found.values_list("pk", "starts_on", "ends_on", "state")


@prepared
def _awaited_by_many() -> QuerySet[ProjectWait, tuple[int, int]]:
    found = ProjectWait.objects.filter(waiting_id__in=numbers("waiting"))
    return found.order_by("pk").values_list("waiting_id", "on_id")


def projects_between(actor: Actor, first: date, last: date) -> list[ProjectRow]:
    """Every IT project that has a day between two days, by its first day."""
    return _rows(_projects(first=first, last=last, **eyes_of(actor)))


def all_projects(actor: Actor) -> list[ProjectRow]:
    """Every IT project there is, as far as one may see it."""
    return projects_between(actor, date.min, date.max)


def _rows(found: Iterable[tuple[Any, ...]]) -> list[ProjectRow]:
    rows = list(found)
    known = names(row[2] for row in rows)
    called = team_names() if any(row[3] for row in rows) else {}
    return [
        ProjectRow(
            id=pk,
            title=title,
            lead=known[lead],
            team_id=team,
            team=called.get(team, "") if team else "",
            starts_on=starts,
            ends_on=ends,
            state=ProjectState(state),
            version=version,
            restricted=bool(restricted),
        )
        for pk, title, lead, team, starts, ends, state, version, restricted in rows
    ]


def project_visible_to(actor: Actor, project_id: int) -> ProjectRow:
    """One of them, or NotFound whether it is missing or hidden."""
    found = _project.first(project=project_id, **eyes_of(actor))
    if found is None:
        raise NotFound
    return _rows([found])[0]


def whole_project(actor: Actor, project_id: int) -> ProjectWhole:
    """All that its page shows."""
    row = project_visible_to(actor, project_id)
    moves = _moves(project=project_id)
    known = names(move[6] for move in moves)
    waiting = _waiting(project=project_id, **eyes_of(actor))
    because = _steps.first(project=project_id)
    return ProjectWhole(
        row=row,
        purpose=(_purpose.first(project=project_id) or ("",))[0],
        systems=list(_systems(project=project_id)),
        waiting=_wait_rows(waiting, ends=None if row.state.is_over else row.ends_on),
        waits_for=waits_of(actor, project_id, begins=row.starts_on),
        moves=[_moved(move, known[move[6]]) for move in moves],
        why=because[0] if because else "",
    )


def _moved(move: tuple[Any, ...], by: Name) -> MoveRow:
    pk, starts_before, ends_before, starts_on, ends_on, reason, _, at, undone = move
    return MoveRow(
        id=pk,
        starts_before=starts_before,
        ends_before=ends_before,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        by=by,
        at=at,
        undone=undone is not None,
    )


def waits_of(actor: Actor, waiting_id: int, *, begins: date | None = None) -> list[WaitRow]:
    """What an initiative or an IT project waits for, as far as one may see it.

    `begins` is the first day of an IT project: what it waits for should be done by then.
    """
    found = _awaited(waiting=waiting_id, **eyes_of(actor))
    projects = dates_of([row[1] for row in found if row[2] == IT_PROJECT])
    days = days_of([row[1] for row in found if row[2] != IT_PROJECT])
    told = []
    for pk, on, kind, title in found:
        until = projects[on][1] if on in projects else days.get(on)
        over = on in projects and projects[on][2].is_over
        late = until is not None and not over and _too_late(until, begins)
        told.append(WaitRow(pk, on, kind, title, until, late))
    return told


def _too_late(until: date, begins: date | None) -> bool:
    """Whether what ends then comes too late for what begins then, or has no date any more."""
    return until < present_day() or (begins is not None and until >= begins)


def _wait_rows(found: Iterable[tuple[int, int, str, str]], *, ends: date | None) -> list[WaitRow]:
    rows = list(found)
    projects = dates_of([row[1] for row in rows if row[2] == IT_PROJECT])
    days = days_of([row[1] for row in rows if row[2] != IT_PROJECT])
    told = []
    for pk, waiting, kind, title in rows:
        own = projects[waiting][0] if waiting in projects else days.get(waiting)
        late = ends is not None and own is not None
        hit = (
            late
            and own is not None
            and ends is not None
            and (own <= ends if waiting in projects else own < ends)
        )
        told.append(WaitRow(pk, waiting, kind, title, own, hit))
    return told


def dates_of(project_ids: Collection[int]) -> dict[int, tuple[date, date, ProjectState]]:
    """First day, last day and state of each. The caller has checked sight."""
    rows = _dates(projects=project_ids) if project_ids else []
    return {pk: (starts, ends, ProjectState(state)) for pk, starts, ends, state in rows}


def every_wait() -> list[tuple[int, int]]:
    """(what waits, what it waits for), of everything. Whoever shows it checks sight."""
    return list(_every_wait())


def ready_days(project_ids: Collection[int]) -> dict[int, tuple[bool, date | None]]:
    """{IT project: whether it is over, the day by whose end it is done as far as one knows}."""
    today = present_day()
    return {
        pk: (state.is_over, ready_on(state, ends, today))
        for pk, (_, ends, state) in dates_of(project_ids).items()
    }


def projects_awaited_by(waiting_ids: Collection[int]) -> dict[int, list[int]]:
    """{what waits: what it waits for}: IT projects, and initiatives. The caller checks sight."""
    found: dict[int, list[int]] = {}
    for waiting, on in _awaited_by_many(waiting=waiting_ids) if waiting_ids else ():
        found.setdefault(waiting, []).append(on)
    return found


def waits_on(project_id: int) -> list[int]:
    """Whatever waits for it, hidden or not: for what is told to their own people."""
    found = ProjectWait.objects.filter(on_id=project_id, waiting__kind="initiative")
    return list(found.order_by("waiting_id").values_list("waiting_id", flat=True))


def wait_of(wait_id: int) -> ProjectWait:
    """The row, whoever asks; NotFound where it is missing."""
    found = ProjectWait.objects.filter(pk=wait_id).first()
    if found is None:
        raise NotFound
    return found


def following() -> dict[int, list[int]]:
    """{id: what waits for it}, of everything."""
    found: dict[int, list[int]] = {}
    for waiting, on in every_wait():
        found.setdefault(on, []).append(waiting)
    return found


def initiatives_to_link(actor: Actor) -> list[tuple[int, str]]:
    """Initiatives that are on their way, which one may see, for a list to choose from."""
    found = initiatives_visible_to(actor).exclude(stage__in=_OVER).order_by("sentence", "pk")
    return list(found.values_list("pk", "sentence")[:OFFERED])


def is_over(initiative_id: int) -> bool:
    """Whether an initiative is live or has ended."""
    stage = stages_of([initiative_id]).get(initiative_id)
    return stage is not None and stage.value in _OVER


def it_teams() -> list[TeamName]:
    """Teams that can do an IT project: those of IT's departments, else all."""
    every = teams()
    ours = [one for one in every if one.lane == "it"]
    return ours or every


def when_projects_are(at: datetime) -> dict[int, tuple[date, date]]:
    """First and last day of all that aren't over, as they were planned at a moment."""
    known = ItProject.objects.filter(added_at__lte=at).order_by("pk")
    rows = known.exclude(state__in=[one.value for one in ProjectState if one.is_over])
    found = {
        pk: (first, last) for pk, first, last in rows.values_list("pk", "starts_on", "ends_on")
    }
    later = ProjectMove.objects.filter(at__gt=at, project__in=found).order_by("-at", "-pk")
    for pk, first, last in later.values_list("project_id", "starts_before", "ends_before"):
        found[pk] = first, last
    return found


def why_projects_moved(since: datetime) -> list[tuple[int, str, int, datetime]]:
    """The reasons that were given for moved dates: (project, reason, who, when)."""
    rows = ProjectMove.objects.filter(at__gt=since).exclude(reason="").order_by("-at", "-pk")
    return list(rows.values_list("project_id", "reason", "by_id", "at"))
