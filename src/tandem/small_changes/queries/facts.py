"""What is known of small changes and of the hours kept for them, whoever may see it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from tandem.accounts.queries import TeamName, present_day, team_of_each, teams, workspace_calendar
from tandem.accounts.rules import Lane
from tandem.activity.queries import owners_on
from tandem.assessment.queries import systems_of
from tandem.capacity.queries import weeks_reserved
from tandem.capacity.rules import monday_of
from tandem.core.prepared import prepared
from tandem.initiatives.queries import on_track
from tandem.initiatives.rules import ADDS_UP_WITHIN, PathLimit, Stage, Track
from tandem.plans.queries import promised_days
from tandem.small_changes import rules
from tandem.small_changes.models import Place
from tandem.small_changes.rules import AddedUp, Basis, Confirmed, Laid, Queue, Week
from tandem.stages.queries import limits_in_force, small_changes_lately, terms_in_force
from tandem.timesheets.queries import PieceLeft, minutes_written, pieces_left
from tandem.work.queries import assigned_to

_OPEN = (Stage.IDEA, Stage.ASSESS, Stage.BRIEF, Stage.PLAN, Stage.BUILD, Stage.LAUNCH)
_ALL = (*_OPEN, Stage.LIVE, Stage.CLOSED)
_HOUR = timedelta(hours=1)
_Written = dict[int, dict[date, dict[int, float]]]


@dataclass(frozen=True, slots=True)
class Change:
    """A small change with something left for IT to do. `hours` are nothing where nobody knows."""

    id: int
    stage: Stage
    team: int | None
    hours: float | None
    basis: Basis
    unestimated: int
    wanted: date | None
    """The promised day, else the wished one."""
    systems: Mapping[int, str]


@dataclass(frozen=True)
class Facts:
    """The queue in its order, laid into the weeks of the teams that keep hours."""

    today: date
    changes: Mapping[int, Change]
    teams: Mapping[int, TeamName]
    weeks: Mapping[int, list[Week]]
    queues: Mapping[int, Queue]
    """By team: its changes with the hours they need, in their order."""
    laid: Mapping[int, Laid]
    added_up: list[AddedUp]


@prepared
def _places() -> QuerySet[Place, tuple[int, int]]:
    return Place.objects.order_by("rank", "pk").values_list("initiative_id", "rank")


def order_now(ids: Iterable[int]) -> list[int]:
    """These in the order of the queue; those that nobody has placed stand behind, oldest first."""
    ranks = dict(_places())
    return sorted(ids, key=lambda pk: (pk not in ranks, ranks.get(pk, 0), pk))


def standing_now() -> list[int]:
    """What stands in the queue, in its order: whatever IT still has something to do for."""
    ids = list(on_track(Track.SMALL_CHANGE, _OPEN))
    pieces = _by_home(pieces_left(ids))
    return order_now(pk for pk in ids if _still_needs(pieces.get(pk, []), Decimal(0)))


def facts() -> Facts:
    """Everything that the queue is made of, in a fixed number of queries."""
    today = present_day()
    present = monday_of(today)
    begins = present - timedelta(weeks=rules.LOOKS_BACK)
    known = on_track(Track.SMALL_CHANGE, _ALL)
    kept = weeks_reserved(begins, rules.LOOKS_BACK + rules.LOOKS_AHEAD)
    written = _written(set(known), begins, set(kept))
    weeks = {
        team: rules.weeks_left(
            [(one.first, one.reserved, one.there) for one in found], written[team], present
        )
        for team, found in kept.items()
    }
    pieces = _by_home(pieces_left(known))
    changes = _changes(known, pieces, set(kept))
    mine: dict[int, list[tuple[int, float]]] = {team: [] for team in weeks}
    for pk, one in changes.items():
        if one.team in mine and one.hours is not None:
            mine[one.team].append((pk, one.hours))
    queues = {team: rules.queue_of(mine[team], found) for team, found in weeks.items()}
    return Facts(
        today=today,
        changes=changes,
        teams={one.id: one for one in teams() if one.lane is Lane.IT},
        weeks=weeks,
        queues=queues,
        laid={pk: laid for one in queues.values() for pk, laid in one.laid.items()},
        added_up=_added_up(changes, pieces),
    )


def _by_home(pieces: Collection[PieceLeft]) -> dict[int, list[PieceLeft]]:
    """The pieces that IT does, alone or with Marketing."""
    found: dict[int, list[PieceLeft]] = {}
    for one in pieces:
        if one.lane != Lane.MARKETING.value:
            found.setdefault(one.home_id, []).append(one)
    return found


def _changes(
    known: Mapping[int, tuple[Stage, object, date | None]],
    pieces: Mapping[int, list[PieceLeft]],
    reserving: set[int],
) -> dict[int, Change]:
    open_ones = [pk for pk, (stage, *_) in known.items() if stage in _OPEN]
    terms, promised = terms_in_force(open_ones), promised_days(open_ones)
    systems = systems_of(open_ones)
    day = float(workspace_calendar().hours.mean_day / _HOUR)
    team_of = _teams(open_ones, pieces, reserving)
    found = {}
    for pk in order_now(open_ones):
        stage, _, wish = known[pk]
        said = terms[pk].days if pk in terms else Decimal(0)
        needs = _still_needs(pieces.get(pk, []), said)
        if needs is None:
            continue
        days, basis, bare = needs
        found[pk] = Change(
            id=pk,
            stage=stage,
            team=team_of[pk],
            hours=float(days) * day if days else None,
            basis=basis,
            unestimated=bare,
            wanted=promised.get(pk) or wish,
            systems={one.id: one.name for one in systems[pk]},
        )
    return found


def _still_needs(pieces: list[PieceLeft], said: Decimal) -> tuple[Decimal, Basis, int] | None:
    """Days that IT still needs, by its work, else by what it said of the path, and how much of the
    work isn't estimated; nothing where all of it is done. 0 days: nobody knows.
    """
    open_ones = [one for one in pieces if not one.over]
    if pieces and not open_ones:
        return None
    known = sum((one.left for one in open_ones if one.left is not None), Decimal(0))
    bare = sum(one.left is None for one in open_ones)
    if open_ones and not bare:
        return known, Basis.WORK, 0
    spent = sum((one.spent for one in pieces), Decimal(0))
    return max(known, said - spent, Decimal(0)), Basis.PATH, bare


def _teams(
    ids: list[int], pieces: Mapping[int, list[PieceLeft]], reserving: set[int]
) -> dict[int, int | None]:
    """Which team does each: the one of most who do its work, else of its IT owner; else the only
    one that keeps hours.
    """
    open_pieces = {one.id: pk for pk in ids for one in pieces.get(pk, ()) if not one.over}
    doing = assigned_to(open_pieces)
    owners = owners_on(ids) if ids else {}
    it = {pk: owners[pk][Lane.IT].id for pk in ids if Lane.IT in owners[pk]}
    doers: dict[int, list[int]] = {}
    for item, people in doing.items():
        doers.setdefault(open_pieces[item], []).extend(one.id for one in people)
    in_team = team_of_each({*it.values(), *(one for some in doers.values() for one in some)})
    only = next(iter(reserving)) if len(reserving) == 1 else None
    found: dict[int, int | None] = {}
    for pk in ids:
        counted = Counter(in_team[one][0] for one in doers.get(pk, ()) if one in in_team)
        named = [team for team, _ in counted.most_common() if team in reserving]
        owner = in_team.get(it.get(pk, 0), (0, ""))[0]
        found[pk] = named[0] if named else owner if owner in reserving else only
    return found


def _written(ids: set[int], since: date, reserving: set[int]) -> _Written:
    """{team: {Monday: {person: hours}}} that people of each team wrote down on small changes."""
    found: _Written = {team: {} for team in reserving}
    rows = minutes_written(ids, since) if reserving else []
    in_team = team_of_each({person for person, _, _ in rows if person})
    for person, day, minutes in rows:
        team = in_team.get(person or 0, (0, ""))[0]
        if person and team in found:
            week = found[team].setdefault(monday_of(day), {})
            week[person] = week.get(person, 0.0) + minutes / 60
    return found


def _added_up(
    changes: Mapping[int, Change], pieces: Mapping[int, list[PieceLeft]]
) -> list[AddedUp]:
    """What of the queue is no longer small, together with what was confirmed lately."""
    lately = small_changes_lately()
    systems = systems_of(lately) if lately else {}
    zone = workspace_calendar().zone
    confirmed = [
        Confirmed(
            pk,
            {one.id: one.name for one in systems[pk]},
            max(days, sum((one.spent + (one.left or 0) for one in pieces.get(pk, ())), Decimal(0))),
            at.astimezone(zone).date(),
        )
        for pk, (days, at) in lately.items()
    ]
    most = Decimal(limits_in_force()[PathLimit.SMALL_DAYS])
    found = rules.what_adds_up(confirmed, most=most, within=ADDS_UP_WITHIN)
    return [one for one in found if any(pk in changes for pk in one.changes)]
