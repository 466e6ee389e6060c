"""An item of theirs as work of ours, and what of it can't be taken. Plain Python."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from tandem.accounts.rules import Lane
from tandem.formats.trackers.export import Item
from tandem.imports.rules import telling
from tandem.imports.rules.found import proposed_state
from tandem.imports.rules.mapping import LEAVE_OUT, Means, kind_word, lane_of, state_word
from tandem.imports.rules.own import OwnSaid
from tandem.imports.rules.report import Said
from tandem.work.rules import (
    CHECK_LIMIT,
    CHECKS_AT_MOST,
    DAYS_AT_MOST,
    DESCRIPTION_LIMIT,
    TITLE_LIMIT,
    GivenCheck,
    GivenMove,
    GivenWork,
    WorkKind,
    WorkState,
)

_DAY = 8 * 3600
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Here:
    """What is known here: who may be given work, which sides may be estimated, what time it is."""

    me: int
    now: datetime
    able: frozenset[int] = frozenset()
    estimates: frozenset[Lane | None] = frozenset()


@dataclass(slots=True)
class Translated:
    """Work, or why it is left out; and what else is to be said about it."""

    item: Item
    work: GivenWork | None
    said: list[Said] = field(default_factory=list)
    own: OwnSaid = field(default_factory=OwnSaid)


def translate(item: Item, means: Means, here: Here) -> Translated:
    """An item as work."""
    found = Translated(item, None)
    moves = _moves(item, means, here.now)
    if reason := _left_out(item, means, moves):
        found.said.append(reason)
        return found
    said = found.said
    kind = means.kinds.get(kind_word(item), WorkKind.TASK.value)
    title, cut = telling.one_line(item.title, TITLE_LIMIT)
    long = f"{' '.join(item.title.split())}\n\n" if cut else ""
    said += [Said.TITLE_CUT] if cut else []
    description, cut = telling.readable(long + item.description, DESCRIPTION_LIMIT)
    said += [Said.TEXT_CUT] if cut else []
    starts = item.started.date() if item.started else None
    if starts and item.due and item.due < starts:
        said.append(Said.DUE_FIRST)
        starts = None
    lane = lane_of(item, means)
    found.work = GivenWork(
        title=title or item.key[:TITLE_LIMIT] or "?",
        moves=moves,
        kind=WorkKind(kind),
        lane=lane,
        description=description,
        days=_days(item, means, lane, here, said),
        starts_on=starts,
        due_on=item.due,
        asked_by=_able(item.reporter, means, here),
        checks=tuple(_checks(item, here.now, said)) if means.checks else (),
        people=_people(item, means, here, said),
    )
    _dates(item, moves, said)
    return found


def _left_out(item: Item, means: Means, moves: tuple[GivenMove, ...]) -> Said | None:
    if means.states.get(state_word(item)) == LEAVE_OUT:
        return Said.STATE_OUT
    if means.kinds.get(kind_word(item)) == LEAVE_OUT:
        return Said.KIND_OUT
    if means.only_open and moves[-1].state.is_over:
        return Said.CLOSED
    since = means.since_day
    newest = max((one for one in (item.made, item.changed, item.resolved) if one), default=None)
    if since and moves[-1].state.is_over and newest and newest.date() < since:
        return Said.OLD
    return None


def state_of(item: Item, means: Means) -> WorkState:
    """Where an item stands, in our words."""
    word = state_word(item)
    told = means.states.get(word)
    state = (
        proposed_state(word, item.category) if told in {None, LEAVE_OUT} else WorkState(str(told))
    )
    if state is WorkState.DONE and means.resolutions.get(item.resolution):
        return WorkState.DROPPED
    return state


def _moves(item: Item, means: Means, now: datetime) -> tuple[GivenMove, ...]:
    """From where it began to where it stands, each at its moment, none of them ahead."""
    stands = state_of(item, means)
    made = _first_moment(item, now)
    path: list[GivenMove] = []
    if means.history:
        path = list(_from_history(item, means, made))
    if not path:
        begun = not stands.is_over and stands is not WorkState.TO_DO
        path = [GivenMove(stands if begun and not item.started else WorkState.TO_DO, made)]
        if item.started and item.started > made and stands is not WorkState.TO_DO:
            path.append(GivenMove(WorkState.IN_PROGRESS, item.started))
    if path[-1].state is not stands:
        if stands.is_over and not item.resolved and path[-1].state.is_over:
            path[-1] = GivenMove(stands, path[-1].at)
        else:
            path.append(GivenMove(stands, _last_moment(item, stands, path[-1].at)))
    return tuple(_in_order(path, now))


def _first_moment(item: Item, now: datetime) -> datetime:
    known = [one for one in (item.made, item.started, item.changed, item.resolved) if one]
    first = item.made or min(known, default=now)
    return min(first, item.history[0].at) if item.history else first


def _last_moment(item: Item, stands: WorkState, before: datetime) -> datetime:
    if stands.is_over:
        return item.resolved or item.changed or before
    return item.changed or before


def _from_history(item: Item, means: Means, made: datetime) -> Iterator[GivenMove]:
    last: WorkState | None = None
    for change in item.history:
        if change.field != "state":
            continue
        if last is None:
            last = _named(change.before, means) if change.before else _named(change.after, means)
            yield GivenMove(last, min(made, change.at))
        after = _named(change.after, means)
        if after is not last:
            yield GivenMove(after, change.at)
        last = after


def _named(state: str, means: Means) -> WorkState:
    told = means.states.get(state[:400])
    return proposed_state(state, "") if told in {None, LEAVE_OUT} else WorkState(str(told))


def _in_order(path: list[GivenMove], now: datetime) -> Iterator[GivenMove]:
    before, state = None, None
    for move in path:
        if move.state is state:
            continue
        at = min(move.at, now) if before is None else min(max(move.at, before), now)
        before, state = at, move.state
        yield GivenMove(move.state, at)


def _dates(item: Item, moves: tuple[GivenMove, ...], said: list[Said]) -> None:
    if moves[-1].state.is_over and not (item.resolved or item.changed or item.history):
        said.append(Said.NO_END)
    elif item.made is None:
        said.append(Said.NO_BEGINNING)


def _days(
    item: Item, means: Means, lane: Lane | None, here: Here, said: list[Said]
) -> Decimal | None:
    """Working days, in halves."""
    if item.estimate:
        exact = Decimal(item.estimate) / _DAY
    elif item.points and means.point_days:
        exact = Decimal(str(item.points)) * Decimal(str(means.point_days))
    else:
        return None
    if lane not in here.estimates:
        said.append(Said.NOT_ESTIMATED)
        return None
    halves = (exact / _HALF).quantize(Decimal(1), ROUND_HALF_UP) * _HALF
    if halves > DAYS_AT_MOST:
        said.append(Said.TOO_LONG)
        return None
    return max(halves, _HALF)


def _able(who: str, means: Means, here: Here) -> int | None:
    ours = means.people.get(who[:400]) if who else None
    return ours if ours in here.able else None


def _people(item: Item, means: Means, here: Here, said: list[Said]) -> tuple[int, ...]:
    if not item.assignee:
        return ()
    ours = _able(item.assignee, means, here)
    if ours is None:
        said.append(Said.NOT_ONE_OF_US)
        return ()
    return (ours,)


def _checks(item: Item, now: datetime, said: list[Said]) -> Iterator[GivenCheck]:
    several = len(item.checklists) > 1
    lines = [
        (f"{one.name}: {check.text}" if several and one.name else check.text, check)
        for one in item.checklists
        for check in one.checks
        if check.text.strip()
    ]
    if len(lines) > CHECKS_AT_MOST:
        said.append(Said.MANY_CHECKS)
    done_at = min(item.changed or item.resolved or now, now)
    for text, check in lines[:CHECKS_AT_MOST]:
        line, cut = telling.one_line(text, CHECK_LIMIT)
        if cut:
            said.append(Said.TEXT_CUT)
        if line:
            yield GivenCheck(line, done_at if check.done else None)


def people_meant(means: Means) -> Collection[int]:
    """Everybody of ours who is named."""
    return set(means.people.values())
