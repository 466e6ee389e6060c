"""All that the year holds, from the contexts that own it, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from tandem.accounts.queries import (
    Name,
    people_of_teams,
    present_day,
    team_names,
    workspace_calendar,
)
from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import owners_on
from tandem.core.words import Sentence, say
from tandem.goals.queries import goals_of
from tandem.initiatives.queries import OnTheWay, hidden_on_the_way, on_the_way
from tandem.initiatives.rules import Stage
from tandem.plans.queries import ForecastMarks, chances_now, forecast_marks, promised_days
from tandem.projects.queries import ProjectRow, all_projects, every_wait
from tandem.revisions.queries import RevisionRow, baseline, every_revision, last_held
from tandem.roadmap.rules import Asked, Bar, BarKind, Stood, Thing, Tie, WhoseYear, slack
from tandem.roadmap.rules.asked import GroupBy
from tandem.stages.queries import began_and_live
from tandem.work.queries import homes_waiting
from tandem.year.queries import DatedRow, dated

_OVER = {Stage.LIVE, Stage.CLOSED}
_BOTH = ("marketing", "it")


@dataclass(frozen=True)
class Gathered:
    """Every row that one may see, of any year, and what waits for what among them."""

    bars: dict[int, Bar]
    busy: list[Bar]
    ties: list[Tie]
    today: date

    @property
    def things(self) -> dict[int, Thing]:
        """The same as what can be moved."""
        return {pk: thing_of(bar) for pk, bar in self.bars.items()}


@dataclass(frozen=True)
class Group:
    """Rows that stand together, below a name."""

    name: Sentence | str
    url: str
    bars: list[Bar]


@dataclass(frozen=True)
class Roadmap:
    """What a page of the roadmap shows."""

    asked: Asked
    groups: list[Group]
    moments: list[DatedRow]
    freezes: list[DatedRow]
    revisions: list[RevisionRow]
    ties: list[Tie]
    gathered: Gathered
    held: list[RevisionRow]
    """Against which it can be shown, the last one first."""
    against: RevisionRow | None

    @property
    def bars(self) -> list[Bar]:
        return [bar for group in self.groups for bar in group.bars]


def thing_of(bar: Bar) -> Thing:
    """What of a row counts where things are moved."""
    ends = bar.ends_on if bar.kind is BarKind.PROJECT or bar.safe else bar.meant or bar.ends_on
    starts = min(bar.starts_on, ends)
    return Thing(bar.id, starts, ends, bar.meant, fixed=bar.over)


def gather(actor: Actor) -> Gathered:
    """Initiatives on their way, IT projects, and what waits for what."""
    today, zone = present_day(), workspace_calendar().zone
    seen, hidden = on_the_way(actor), hidden_on_the_way(actor)
    ids = [one.id for one in [*seen, *hidden]]
    days = _Days(ids, zone, today)
    owners = owners_on([one.id for one in seen])
    served = goals_of(actor, [one.id for one in seen])
    teams = _teams_of({name.id for one in owners.values() for name in one.values()})
    bars = {one.id: days.bar(one, owners[one.id], served.get(one.id), teams) for one in seen}
    projects = {row.id: _project_bar(row, today) for row in all_projects(actor)}
    bars |= projects
    ties = _ties(bars, projects)
    room = slack({pk: thing_of(bar) for pk, bar in bars.items()}, ties)
    return Gathered(
        {pk: replace(bar, room=room.get(pk)) for pk, bar in bars.items()},
        [days.busy(one) for one in hidden],
        ties,
        today,
    )


def _ties(bars: Mapping[int, Bar], projects: Collection[int]) -> list[Tie]:
    """An IT project begins when what it waits for is done; an initiative goes live then."""
    pairs = dict.fromkeys([*every_wait(), *homes_waiting()])
    return [
        Tie(on, waiting, begins=waiting in projects)
        for waiting, on in pairs
        if waiting in bars and on in bars
    ]


def _teams_of(people: Collection[int]) -> dict[int, tuple[int, str]]:
    """The first team of each of these, as far as they belong to one."""
    called = team_names() if people else {}
    found: dict[int, tuple[int, str]] = {}
    for team, members in people_of_teams(called).items() if called else ():
        for person in members:
            if person in people:
                found.setdefault(person, (team, called[team]))
    return found


class _Days:
    """When initiatives began, when they are ready, and what was promised: read once for all."""

    def __init__(self, ids: Collection[int], zone: tzinfo, today: date) -> None:
        self.zone, self.today = zone, today
        self.began, self.live = began_and_live(ids)
        self.promised = promised_days(ids)
        self.marks = forecast_marks(ids)
        self.chances = chances_now(self.promised, self.marks)

    def _day(self, moment: datetime | None) -> date | None:
        return moment.astimezone(self.zone).date() if moment else None

    def busy(self, one: OnTheWay) -> Bar:
        """Its days, and nothing else that could tell what it is."""
        bar = self.bar(one, {}, None, {})
        return Bar(
            id=0,
            kind=BarKind.BUSY,
            title="",
            url="",
            starts_on=bar.starts_on,
            even=bar.even,
            late=bar.late,
            safe=None,
            meant=None,
            promised=False,
            chance=None,
            planned=bar.planned,
            open_ended=False,
            over=bar.over,
            lanes=(),
            stage="",
        )

    def bar(
        self,
        one: OnTheWay,
        owners: Mapping[Lane, Name],
        goal: tuple[int, str] | None,
        teams: Mapping[int, tuple[int, str]],
    ) -> Bar:
        marks = self.marks.get(one.id)
        meant = self.promised.get(one.id) or one.wish_date
        over = one.stage in _OVER
        starts = self._day(self.began.get(one.id) or one.written_at) or self.today
        even, late, safe = self._ends(one, marks, meant, starts)
        it = owners.get(Lane.IT)
        people = {name.id: name.name for name in owners.values()}
        return Bar(
            id=one.id,
            kind=BarKind.INITIATIVE,
            title=one.sentence,
            url=one.url,
            starts_on=starts,
            even=even,
            late=late,
            safe=safe,
            meant=None if over else meant,
            promised=one.id in self.promised and not over,
            chance=None if over else self.chances.get(one.id),
            planned=marks is None or marks.even is None,
            open_ended=not over and marks is None and meant is None,
            over=over,
            lanes=_BOTH,
            stage=str(one.stage.label),
            people=tuple(people.items()),
            goal=goal,
            team=teams.get(it.id) if it else None,
            form=one.kind.value,
        )

    def _ends(
        self, one: OnTheWay, marks: ForecastMarks | None, meant: date | None, starts: date
    ) -> tuple[date, date, date | None]:
        """As likely as not, nine in ten, safe."""
        if one.stage in _OVER:
            live = self._day(self.live.get(one.id)) or meant or starts
            live = max(starts, live)
            return live, live, None
        even = self._day(marks.even) if marks else None
        if marks is None or even is None:
            day = max(meant or self.today, starts)
            return day, day, None
        late = self._day(marks.late) or even
        return max(even, starts), max(late, even, starts), self._day(marks.safe)


def _project_bar(row: ProjectRow, today: date) -> Bar:
    late = row.is_late(today)
    ends = today if late else row.ends_on
    return Bar(
        id=row.id,
        kind=BarKind.PROJECT,
        title=row.title,
        url=row.url,
        starts_on=row.starts_on,
        even=row.ends_on,
        late=ends,
        safe=None,
        meant=None,
        promised=False,
        chance=None,
        planned=True,
        open_ended=late,
        over=row.state.is_over,
        lanes=("it",),
        stage=str(row.state.label),
        people=((row.lead.id, row.lead.name),),
        team=(row.team_id, row.team) if row.team_id else None,
    )


def roadmap_of(actor: Actor, asked: Asked) -> Roadmap:
    """What stands in a period, as it is asked for."""
    gathered, period = gather(actor), asked.period
    shown = [bar for bar in gathered.bars.values() if _fits(bar, asked)]
    shown.sort(key=lambda bar: (bar.starts_on, bar.even, bar.id))
    known = {bar.id for bar in shown}
    revisions = [] if actor.is_partner else every_revision()
    held = last_held(revisions)
    against = next((one for one in held if one.id == asked.against), None)
    if against:
        shown = _as_they_stood(shown, against)
    rows = [] if actor.is_partner else dated(actor, period.first, period.last)
    busy = [] if asked.is_filtered else [
        bar for bar in gathered.busy if period.meets(bar.starts_on, bar.late)
    ]  # fmt: skip
    return Roadmap(
        asked,
        _groups(shown, busy, asked.group),
        [row for row in rows if row.freeze is None and asked.side is not WhoseYear.IT],
        [row for row in rows if row.freeze is not None],
        [one for one in revisions if period.holds(one.day)],
        [tie for tie in gathered.ties if tie.before in known and tie.after in known],
        gathered,
        held,
        against,
    )


def _as_they_stood(bars: Iterable[Bar], revision: RevisionRow) -> list[Bar]:
    """The same with how each stood when a revision was held."""
    then = baseline(revision.snapshot_id)
    found = []
    for bar in bars:
        kept = then.get(bar.id)
        stood = Stood(kept.starts_on, kept.ends_on or kept.safe, kept.promised) if kept else None
        found.append(replace(bar, stood=stood))
    return found


def _fits(bar: Bar, asked: Asked) -> bool:
    marks = [bar.starts_on, bar.even, bar.late, *([bar.meant] if bar.meant else [])]
    return (
        asked.period.meets(min(marks), max(marks))
        and (asked.side is not WhoseYear.MARKETING or bar.kind is BarKind.INITIATIVE)
        and (asked.side is not WhoseYear.IT or bar.kind is BarKind.PROJECT)
        and (asked.kind is None or bar.form == asked.kind.value)
        and (asked.team is None or (bar.team or (0,))[0] == asked.team)
        and (asked.goal is None or (bar.goal or (0,))[0] == asked.goal)
        and (asked.owner is None or asked.owner in dict(bar.people))
    )


def _groups(shown: Iterable[Bar], busy: list[Bar], by: GroupBy) -> list[Group]:
    """Initiatives by goal, then IT projects; or everything by team."""
    found: dict[tuple[int, str], list[Bar]] = {}
    for bar in shown:
        found.setdefault(_place(bar, by), []).append(bar)
    groups = [
        Group(_name(pk, title, by), f"/goals/{pk}/" if by is GroupBy.GOAL and pk > 0 else "", bars)
        for (pk, title), bars in sorted(
            found.items(), key=lambda one: (one[0][0] <= 0, -one[0][0] if one[0][0] < 0 else 0,
                                            one[1][0].starts_on)
        )
    ]  # fmt: skip
    if busy:
        groups.append(Group(say("Restricted to their people"), "", busy))
    return groups


def _place(bar: Bar, by: GroupBy) -> tuple[int, str]:
    if by is GroupBy.TEAM:
        return bar.team or (0, "")
    return (-1, "") if bar.kind is BarKind.PROJECT else bar.goal or (0, "")


def _name(pk: int, title: str, by: GroupBy) -> Sentence | str:
    if pk > 0:
        return title
    if pk < 0:
        return say("IT projects")
    return say("In no team") if by is GroupBy.TEAM else say("Serving no goal yet")


def days_between(first: date, last: date) -> int:
    """From one day to the other; below zero where it is earlier."""
    return (last - first) // timedelta(days=1)
