"""The queue of small changes as pages and programs show it: names only of what one may see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tandem.accounts.queries import TeamName
from tandem.accounts.rules import Actor
from tandem.activity.permissions import sponsors_of
from tandem.core import dates
from tandem.core.words import Sentence, say
from tandem.initiatives.queries import Heading, headings_seen
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Decider, Matter
from tandem.small_changes import rules
from tandem.small_changes.permissions import can_order
from tandem.small_changes.queries.facts import Change, Facts, facts
from tandem.small_changes.rules import Step, Week
from tandem.year.queries import DatedRow, dated
from tandem.year.rules import FreezeKind

_FRIDAY = timedelta(days=4)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChangeSeen:
    """A line of the queue. Without a heading where the reader may not know what it is."""

    change: Change
    heading: Heading | None
    team: TeamName | None
    week: date | None
    when: Sentence
    """ "this week", "the week of 14 Dec"."""
    late: Sentence | None
    live_from: date | None
    """The first day after a freeze that its week ends in."""
    freeze: str
    up: Sentence | None
    top: Sentence | None
    """What it costs to move it one up, and to the top."""
    may_move: bool


@dataclass(frozen=True, slots=True)
class WeekSeen:
    """A team's week with what lies in it."""

    week: Week
    rows: tuple[tuple[ChangeSeen, float], ...]


@dataclass(frozen=True, slots=True)
class TeamSeen:
    """A team that keeps hours, with its next weeks and what doesn't fit."""

    team: TeamName
    weeks: list[WeekSeen]
    spills: list[Sentence]
    count: int
    hours: float


@dataclass(frozen=True, slots=True)
class AddedUpSeen:
    """What is no longer small, and those of its changes that the reader may see."""

    words: Sentence
    changes: list[Heading]
    hidden: int


@dataclass(frozen=True, slots=True)
class QueueSeen:
    """The whole page."""

    rows: list[ChangeSeen]
    teams: list[TeamSeen]
    apart: list[ChangeSeen]
    """What has no week: nobody estimated it, or no team that keeps hours has it."""
    added_up: list[AddedUpSeen]
    others: list[TeamName]
    """Teams of IT that keep no hours."""
    decider: Decider
    may: bool

    @property
    def bare(self) -> list[ChangeSeen]:
        """What is laid by what was said of the path, because its work isn't estimated."""
        return [one for one in self.rows if one.change.unestimated]


def queue_seen(actor: Actor) -> QueueSeen:
    """The queue as somebody sees it."""
    known = facts()
    headings = headings_seen(actor, {*known.changes, *_added(known)})
    decider = decision_rights().decider(Matter.SMALL_CHANGES)
    movable = _movable(actor, decider, [pk for pk in known.changes if pk in headings])
    freezes = _freezes(actor, known)
    seen = {
        pk: _seen(known, one, headings, freezes, may_move=pk in movable)
        for pk, one in known.changes.items()
    }
    rows = [one for pk, one in seen.items() if pk in known.laid]
    return QueueSeen(
        rows=rows,
        teams=[_team(known, known.teams[pk], seen) for pk in known.weeks if pk in known.teams],
        apart=[one for pk, one in seen.items() if pk not in known.laid],
        added_up=[_adds_up(known, one, headings) for one in known.added_up],
        others=[one for pk, one in known.teams.items() if pk not in known.weeks],
        decider=decider,
        may=bool(movable) or can_order(actor, decider, is_sponsor=False),
    )


def _added(known: Facts) -> set[int]:
    return {pk for one in known.added_up for pk in one.changes}


def _movable(actor: Actor, decider: Decider, ids: Collection[int]) -> set[int]:
    sponsors = sponsors_of(ids) if decider is Decider.SPONSOR and ids else {}
    return {
        pk
        for pk in ids
        if can_order(
            actor, decider, is_sponsor=bool(actor.person_id) and sponsors.get(pk) == actor.person_id
        )
    }


def _freezes(actor: Actor, known: Facts) -> list[DatedRow]:
    last = known.today + timedelta(weeks=rules.LOOKS_AHEAD)
    rows = dated(actor, known.today, last)
    return [one for one in rows if one.freeze is FreezeKind.HARD]


def _seen(
    known: Facts,
    one: Change,
    headings: Mapping[int, Heading],
    freezes: Collection[DatedRow],
    *,
    may_move: bool,
) -> ChangeSeen:
    laid = known.laid.get(one.id)
    week = laid.week if laid else None
    live, freeze = _live_from(week, one, freezes)
    up, top = _costs(known, one, headings) if laid and one.id in headings else (None, None)
    return ChangeSeen(
        change=one,
        heading=headings.get(one.id),
        team=known.teams.get(one.team or 0),
        week=week,
        when=rules.which_week(week, known.today) if laid else say("no week yet"),
        late=_late(one, live or (week + _FRIDAY if week else None), known, laid=laid is not None),
        live_from=live,
        freeze=freeze,
        up=up,
        top=top,
        may_move=may_move and laid is not None,
    )


def _live_from(
    week: date | None, one: Change, freezes: Collection[DatedRow]
) -> tuple[date | None, str]:
    """The day after the freezes that the end of its week lies in, and the name of the first."""
    if week is None:
        return None, ""
    day, name, names = week + _FRIDAY, "", set(one.systems.values())
    mine = [row for row in freezes if not row.systems or names & set(row.systems)]
    while held := next((row for row in mine if row.holds(day)), None):
        day, name = held.ends_on + _DAY, name or held.name
    return (day, name) if name else (None, "")


def _late(one: Change, day: date | None, known: Facts, *, laid: bool) -> Sentence | None:
    if not laid or one.wanted is None or (day is not None and day <= one.wanted):
        return None
    present = known.today + _FRIDAY - timedelta(days=known.today.weekday())
    if day == present and one.wanted >= known.today:
        return None  # Within this week nobody knows better.
    wanted = dates.short(one.wanted, today=known.today)
    return say("Wanted by {day}: too late as it stands.", day=wanted)


def _costs(
    known: Facts, one: Change, headings: Mapping[int, Heading]
) -> tuple[Sentence | None, Sentence | None]:
    if one.team is None:
        return None, None
    queue = known.queues[one.team]
    seen = [pk for pk, _ in queue.changes if pk in headings]
    place = seen.index(one.id)
    told = []
    for step in (Step.UP, Step.TOP)[: min(place, 2)]:
        cost = rules.cost_of(queue, one.id, rules.follower(seen, one.id, step))
        told.append(rules.what_it_costs(cost, _titles(headings, cost), known.today))
    return told[0] if told else None, told[1] if len(told) > 1 else None


def _team(known: Facts, team: TeamName, seen: Mapping[int, ChangeSeen]) -> TeamSeen:
    mine = known.queues[team.id].changes
    weeks = [
        WeekSeen(
            week,
            tuple(
                (seen[pk], hours)
                for pk, _ in mine
                for first, hours in known.laid[pk].parts
                if first == week.first
            ),
        )
        for week in known.weeks[team.id][: rules.WEEKS_SHOWN]
    ]
    laid = [known.laid[pk] for pk, _ in mine]
    told = [rules.what_spills(laid, day, known.today) for day in rules.edges(known.today)]
    return TeamSeen(
        team, weeks, [one for one in told if one], len(mine), sum(hours for _, hours in mine)
    )


def _adds_up(known: Facts, one: rules.AddedUp, headings: Mapping[int, Heading]) -> AddedUpSeen:
    shown = [headings[pk] for pk in one.changes if pk in headings]
    words = rules.how_it_adds_up(one, known.today)
    return AddedUpSeen(words, shown, len(one.changes) - len(shown))


def order_seen(actor: Actor) -> list[int]:
    """What the actor sees of the queue, in its order: what can be moved."""
    known = facts()
    seen = headings_seen(actor, set(known.laid))
    return [pk for pk in known.changes if pk in seen]


@dataclass(frozen=True, slots=True)
class Meant:
    """A move that somebody wants: before which one (0: the end), what stands behind it now, what
    it costs, and whether anything moves.
    """

    before: int
    followed: int
    cost: Sentence
    moves: bool


def move_meant(actor: Actor, initiative_id: int, before: int | None, step: Step | None) -> Meant:
    """What a place or a step of somebody comes to. Raises NotFound."""
    known = facts()
    headings = headings_seen(actor, set(known.changes))
    order = [pk for pk in known.changes if pk in headings]
    one = known.changes.get(initiative_id)
    if one is None or initiative_id not in headings:
        return Meant(before or 0, 0, say("It has no week."), moves=False)
    if step is not None:
        before = rules.follower(order, initiative_id, step)
    behind = order[order.index(initiative_id) + 1 :]
    everything = list(known.changes)
    after = rules.placed(everything, initiative_id, before or None)
    return Meant(
        before or 0,
        behind[0] if behind else 0,
        _cost(known, one, after, headings),
        moves=after != everything and before != initiative_id,
    )


def _cost(known: Facts, one: Change, after: list[int], headings: Mapping[int, Heading]) -> Sentence:
    if one.team is None or one.hours is None:
        return say("It has no week yet.")
    queue, rest = known.queues[one.team], after[after.index(one.id) + 1 :]
    following = next((pk for pk in rest if pk in queue.places), None)
    cost = rules.cost_of(queue, one.id, following)
    return rules.what_it_costs(cost, _titles(headings, cost), known.today)


def _titles(headings: Mapping[int, Heading], cost: rules.Cost) -> dict[int, str]:
    return {pk: headings[pk].sentence for pk, _ in cost.later if pk in headings}
