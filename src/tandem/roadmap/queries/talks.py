"""What needs a conversation: promises the forecast doesn't support, ends that come too late.

Every figure is from what was worked out and kept: the safe date, what waiting for somebody costs,
what a requirement takes and is worth.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from tandem.accounts.queries import Name, names, workspace_calendar
from tandem.core import dates
from tandem.core.words import Sentence, say
from tandem.plans.problems import percent
from tandem.plans.queries import ForecastKept, newest_forecasts, wanted_of
from tandem.plans.rules import Wanted
from tandem.roadmap.queries.gathered import Gathered
from tandem.roadmap.rules import Bar, BarKind

MOST = 8
"""Conversations that are shown; the page says how many more there are."""
_LEAST = 0.5
_WAYS = 3


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that can't be kept as it stands: what, whose turn it is, and the ways out."""

    bar: Bar
    words: Sentence
    other: Bar | None
    lanes: tuple[str, ...]
    ways: tuple[Sentence, ...]


def conflicts_of(gathered: Gathered, shown: Iterable[int]) -> list[Conflict]:
    """The worst first: of what is shown, what is promised and can hardly be kept."""
    bars = [gathered.bars[pk] for pk in shown if pk in gathered.bars]
    late = [found for bar in bars if (found := _awaited_too_long(bar, gathered))]
    by_bar = {bar.id: other for bar, other in late}
    weak = [bar for bar in bars if bar.unsupported and bar.id not in by_bar]
    weak.sort(key=lambda bar: bar.chance or 0)
    chosen = [*(bar for bar, _ in late), *weak]
    known = _known([bar.id for bar in chosen[:MOST]], gathered.today)
    return [_conflict(bar, by_bar.get(bar.id), known) for bar in chosen[:MOST]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was worked out and said of all of them."""

    kept: Mapping[int, ForecastKept]
    wanted: Mapping[int, tuple[Wanted, ...]]
    people: Mapping[int, Name]
    today: date
    zone: tzinfo


def _known(ids: Collection[int], today: date) -> _Known:
    kept = newest_forecasts(ids)
    waited = {
        pk for one in kept.values() for who, *_ in one.answer.get("waits", [])[:1] for pk in who
    }
    return _Known(kept, wanted_of(ids), names(waited), today, workspace_calendar().zone)


def _awaited_too_long(bar: Bar, gathered: Gathered) -> tuple[Bar, Bar] | None:
    """An initiative, and the IT project it waits for that ends last and after its own day."""
    if bar.meant is None or bar.over or bar.kind is not BarKind.INITIATIVE:
        return None
    awaited = [gathered.bars[tie.before] for tie in gathered.ties if tie.after == bar.id]
    late = [one for one in awaited if not one.over and one.ends_on > bar.meant]
    return (bar, max(late, key=lambda one: one.ends_on)) if late else None


def _conflict(bar: Bar, other: Bar | None, known: _Known) -> Conflict:
    assert bar.meant is not None  # noqa: S101 - only what is meant for a day gets here
    day = dates.short(bar.meant, today=known.today)
    if other is not None:
        told = {"days": (other.ends_on - bar.meant).days, "day": day}
        words = say("That ends {days} days after the promised {day}.", **told)
        if not bar.promised:
            words = say("That ends {days} days after the wished {day}.", **told)
    else:
        share = percent(bar.chance or 0.0)
        words = say("Promised for {day}: {share} by then.", day=day, share=share)
    lanes = ("it", "marketing") if other else ("marketing", "it")
    return Conflict(bar, words, other, lanes, tuple(_ways(bar, other, known))[:_WAYS])


def _ways(bar: Bar, other: Bar | None, known: _Known) -> Iterable[Sentence]:
    """What could be done, the cheapest first: the fewest days that somebody loses."""
    kept = known.kept.get(bar.id)
    found: list[tuple[float, Sentence]] = []
    if other is not None:
        after = dates.short(other.ends_on, today=known.today)
        found.append((0, say("Move the date to {day}, when that is done.", day=after)))
        found.append((1, say("Or go live with what doesn't need it, and take it off the wait.")))
    safe = kept.safe.astimezone(known.zone).date() if kept and kept.safe else None
    if safe is not None and bar.meant is not None and safe > bar.meant:
        days, day = (safe - bar.meant).days, dates.short(safe, today=known.today)
        words = say("Move the date to the safe {day}, {days} days on.", day=day, days=days)
        found.append((float(days), words))
    if kept is not None:
        found += _freed(kept, known.people)
        found += _left_out(known.wanted.get(bar.id, ()))
    return [words for _, words in sorted(found, key=lambda one: one[0])]


def _freed(kept: ForecastKept, people: Mapping[int, Name]) -> list[tuple[float, Sentence]]:
    """For whom it waits longest, and what that costs."""
    told = []
    for who, _, days in kept.answer.get("waits", [])[:1]:
        either = str(say(" or ")).join(people[pk].name for pk in who[:3] if pk in people)
        if either and days >= _LEAST:
            words = say("Free {people} for it: safe {days} days earlier.", people=either,
                        days=_days(days))  # fmt: skip
            told.append((days / 2, words))
    return told


def _left_out(wanted: Collection[Wanted]) -> list[tuple[float, Sentence]]:
    """What could be left out: of what is no must-have, the least worth for its days."""
    loose = [one for one in wanted if not one.must and one.days > 0]
    if not loose:
        return []
    least = min(loose, key=lambda one: (one.counts / one.days, -one.days))
    words = say(
        "Leave out {label} “{title}”: it takes {days} days and is worth {worth} of 5.",
        label=least.label,
        title=least.title[:60],
        days=_days(float(least.days)),
        worth=least.counts,
    )
    return [(float(least.counts), words)]


def _days(amount: float) -> str:
    return f"{amount:.1f}".removesuffix(".0")
