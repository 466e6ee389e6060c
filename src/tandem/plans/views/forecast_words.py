"""A forecast in sentences, as a curve and as bars. Words first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tandem.accounts.queries import present_day
from tandem.core import dates
from tandem.core.words import Sentence, say
from tandem.engine.problem import Task
from tandem.plans.problems import LAUNCH, LEFT_OUT, SAFE, Gap, is_enough, moment_of, percent
from tandem.plans.queries import ForecastKept, ForecastPage
from tandem.work.queries import WorkRow

WIDTH, HEIGHT = 300, 90
BARS_AT_MOST = 60
_NAMED = 3
_HARDLY = 0.1
_HALF = 0.5
_LONG = timedelta(days=1)


def short(moment: datetime | date, page: ForecastPage) -> Sentence:
    """A day where the company is, in few letters."""
    day = moment.astimezone(page.zone).date() if isinstance(moment, datetime) else moment
    return dates.short(day, today=present_day())


def when_ready(page: ForecastPage) -> list[Sentence]:
    """The safe date first, then what luck would give, then what that means for the promise."""
    kept = page.kept
    if page.now.open == 0 and page.now.done:
        return [say("All work is done.")]
    if kept is None or page.now.open == 0:
        return []
    if kept.safe is None or kept.even is None:
        return [say("Some of it never gets done: the people it needs are gone before.")]
    safe, even = short(kept.safe, page), short(kept.even, page)
    told = [say("Safe date {day}: four times in five all is ready by then.", day=safe)]
    if page.promised:
        told.append(_of_promise(page.promised.day, kept, page))
    done = moment_of(kept.answer.get("done"))
    if done and kept.safe - done > _LONG:
        told += _after_the_work(done, kept.safe, page)
    if even != safe:
        told.append(say("{day} is as likely as not.", day=even))
    if kept.late and short(kept.late, page) != safe:
        told.append(say("One time in ten it is later than {day}.", day=short(kept.late, page)))
    return told


def held_by(launch: Task, done: datetime, safe: datetime) -> tuple[datetime | None, bool]:
    """What a launch waits for once the work is done: IT projects, until when, and a freeze."""
    ready = launch.earliest if launch.earliest and launch.earliest - done > _LONG else None
    begun = ready or done
    return ready, any(begins < safe and ends - begun > _LONG for begins, ends in launch.freezes)


def _after_the_work(done: datetime, safe: datetime, page: ForecastPage) -> list[Sentence]:
    launch = next(task for task in page.now.plan.tasks if task.id == LAUNCH)
    ready, frozen = held_by(launch, done, safe)
    day = short(done, page)
    if ready:
        waits = say(
            "The work itself is safely done by {day}; it waits for IT projects until {until}.",
            day=day,
            until=short(ready, page),
        )
        return [waits, say("After that a freeze is in the way of a launch.")] if frozen else [waits]
    freeze = say(
        "The work itself is safely done by {day}; then a freeze is in the way of a launch.", day=day
    )
    return [freeze] if frozen else []


def _of_promise(day: date, kept: ForecastKept, page: ForecastPage) -> Sentence:
    chance = kept.chance_of(day)
    told = {"day": short(day, page), "share": percent(chance)}
    if chance >= SAFE:
        return say("The promised {day} is safe: {share}.", **told)
    if is_enough(chance):
        return say("The promised {day} is likely: {share}.", **told)
    if chance >= _HARDLY:
        return say("The promised {day} would need luck: {share}.", **told)
    return say("The promised {day} can hardly be kept: {share}.", **told)


def how_fresh(page: ForecastPage) -> list[Sentence]:
    """What stands between this page and the last good forecast."""
    told = []
    if page.now.of(Gap.CIRCLE):
        told.append(
            say(
                "Nothing can be worked out: these wait for each other in a circle: {path}. "
                "Take one of these out.",
                path=" → ".join(_titles(page.now.of(Gap.CIRCLE), page.rows.values(), most=12)),
            )
        )
    elif page.failed and (page.is_old or page.kept is None):
        told.append(say("{reason} It is tried again within ten minutes.", reason=page.failed.label))
    elif page.is_old and page.now.can_be_answered:
        told.append(say("Something has changed since: it is being worked out anew."))
    elif page.kept is None and page.now.can_be_answered:
        told.append(say("It is being worked out: the page says so as soon as it is there."))
    return told


def what_it_hangs_on(page: ForecastPage) -> list[Sentence]:
    """For whom it waits, and which work moves the date most."""
    if page.kept is None:
        return []
    told = [
        _waiting([page.people[pk].name for pk in who if pk in page.people], days)
        for who, _, days in page.kept.answer.get("waits", [])
        if days >= _HALF
    ]
    drivers = [pk for pk, _ in page.kept.answer.get("drivers", [])]
    titles = _titles(drivers, page.rows.values(), most=_NAMED)
    if titles:
        told.append(say("What moves the date most: {titles}.", titles=", ".join(titles)))
    return told


def learned_from(page: ForecastPage) -> Sentence:
    """Where its lengths come from."""
    if page.now.habits:
        return say(
            "Estimates come out as your own finished work taught, a guess wider than what is sure, "
            "and what delays one piece delays others."
        )
    return say(
        "An estimate is as likely too short as too long, a guess more so than what is sure, and "
        "what delays one piece delays others: as in the records of about twenty companies."
    )


def hours_kept(page: ForecastPage) -> list[Sentence]:
    """Hours that are gone before planned work is laid."""
    return [
        say(
            "{hours} h a week of {team} are kept for small changes, and aren't counted for this.",
            hours=f"{hours:g}",
            team=team,
        )
        for team, hours in page.hours_kept
    ]


def _waiting(people: Sequence[str], days: float) -> Sentence:
    either = say(" or ").join(people[:_NAMED])
    if len(people) > _NAMED:
        either = say("one of {count} people", count=len(people))
    whole = round(days)
    if whole <= 1:
        return say("Waiting for {people} costs a day.", people=either)
    return say("Waiting for {people} costs {days} days.", people=either, days=whole)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why work isn't in the forecast, and which."""

    why: Sentence
    rows: tuple[WorkRow, ...]


_WHY = {
    Gap.NO_ESTIMATE: say("Nobody has said yet how long these take:"),
    Gap.NOT_BUILT: say("They are for what isn't on the list of what will be built:"),
    Gap.NOBODY: say("Nobody on the initiative can do these; give them to somebody:"),
    Gap.UNKNOWN_ELSEWHERE: say("They wait for other work that has no date yet, counted as there:"),
    Gap.BLOCKED: say("They are blocked, counted as if they could go on now:"),
    Gap.SHORTER: say("They may begin earlier than what they wait for, counted from there on:"),
    Gap.LATE_PROJECT: say(
        "An IT project that this waits for is later than planned, and has no new date yet: it is "
        "counted as if it were done now."
    ),
}


def what_is_left_out(page: ForecastPage) -> list[LeftOut]:
    """Work that the forecast can't count, as it is now."""
    return [_left_out(gap, ids, page) for gap, ids in page.now.gaps if gap in LEFT_OUT]


def what_was_assumed(page: ForecastPage) -> list[LeftOut]:
    """Work of which something is assumed."""
    others = [one for one in page.now.gaps if one[0] in _WHY and one[0] not in LEFT_OUT]
    return [_left_out(gap, ids, page) for gap, ids in others]


def _left_out(gap: Gap, ids: Iterable[int], page: ForecastPage) -> LeftOut:
    return LeftOut(_WHY[gap], tuple(page.rows[pk] for pk in ids if pk in page.rows))


def _titles(ids: Iterable[int], rows: Iterable[WorkRow], *, most: int) -> list[str]:
    known = {row.id: row.title for row in rows}
    return [f"“{known[pk]}”" for pk in ids if pk in known][:most]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The curve as points in a box of WIDTH by HEIGHT, and where its days stand."""

    points: str
    first: Sentence
    last: Sentence
    promised: float | None
    safe: float
    words: Sentence


def drawn(page: ForecastPage) -> Drawn | None:
    """The chance of every day; nothing where all of it is one day, or some never gets done."""
    kept = page.kept
    if kept is None or kept.safe is None or page.now.open == 0:
        return None
    known = [one for one in kept.curve.ends if one is not None]
    first, last = known[0], known[-1]
    wide = max(1, last - first)
    first_at, last_at = moment_of(first), moment_of(last)
    assert first_at is not None and last_at is not None and kept.even is not None  # noqa: S101, PT018
    if kept.late and short(first_at, page) == short(kept.late, page):
        return None
    points = " ".join(
        f"{WIDTH * (end - first) / wide:.1f},{HEIGHT * (99 - at) / 99:.1f}"
        for at, end in enumerate(known)
    )
    chance = kept.chance_of(page.promised.day) if page.promised else None
    return Drawn(
        points,
        short(first_at, page),
        short(last_at, page),
        _place(chance, known, wide),
        WIDTH * ((kept.curve.ends[round(SAFE * 100) - 1] or last) - first) / wide,
        say(
            "The chance rises from {first} to {last}: even on {even}, four in five on {safe}.",
            first=short(first_at, page),
            last=short(last_at, page),
            even=short(kept.even, page),
            safe=short(kept.safe, page),
        ),
    )


def _place(chance: float | None, known: Sequence[int], wide: int) -> float | None:
    """Where the promised day stands, at an edge where it lies beyond."""
    if chance is None:
        return None
    at = min(max(round(100 * chance) - 1, 0), len(known) - 1)
    return WIDTH * (known[at] - known[0]) / wide


@dataclass(frozen=True, slots=True)
class WorkBar:
    """When a piece of work is probably done: from its start to as likely as not, to safe."""

    row: WorkRow
    start: Sentence
    even: Sentence
    safe: Sentence
    x: float
    sure: float
    maybe: float


def bars(page: ForecastPage) -> list[WorkBar]:
    """Each piece of work that is in the forecast, by its likely start."""
    if page.kept is None:
        return []
    told = [
        (page.rows[int(pk)], ends)
        for pk, ends in page.kept.answer.get("tasks", {}).items()
        if int(pk) in page.rows and not page.rows[int(pk)].state.is_over and None not in ends
    ]
    told.sort(key=lambda one: one[1])
    if not told:
        return []
    first, last = min(ends[0] for _, ends in told), max(ends[2] for _, ends in told)
    wide = max(1, last - first) / 100
    return [_bar(row, ends, first, wide, page) for row, ends in told[:BARS_AT_MOST]]


def _bar(row: WorkRow, ends: list[int], first: int, wide: float, page: ForecastPage) -> WorkBar:
    start, even, safe = (short(at, page) for one in ends if (at := moment_of(one)))
    return WorkBar(
        row,
        start,
        even,
        safe,
        x=round((ends[0] - first) / wide, 2),
        sure=round(max(0, ends[1] - ends[0]) / wide, 2),
        maybe=round(max(0, ends[2] - ends[1]) / wide, 2),
    )
