"""The roadmap as a drawing: numbers and words, ready to be put into SVG.

Across, everything stands in per cent, so that one drawing fits a desk, a phone and paper; down, in
pixels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tandem.core import dates
from tandem.core.pages import translated
from tandem.core.words import Sentence, say
from tandem.revisions.queries import RevisionRow
from tandem.roadmap.queries import Roadmap
from tandem.roadmap.rules import (
    Bar,
    BarKind,
    Period,
    Tick,
    Tie,
    cut,
    packed,
    place_beside,
    ticks_of,
)
from tandem.roadmap.views.words import Days, Words
from tandem.year.queries import DatedRow

ROW, GROUP, RAIL, LINE = 34, 38, 7, 22
"""Heights: of a row, of a group's name, of a rail of a bar, of a line of labels."""
_DESK, _PHONE = 0.62, 1.95
_PHONE_LETTERS = 38
_LEAST = 0.5
"""A bar is at least that wide, in per cent."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Elbow:
    """A right-angled line: down from the end of what is awaited, across to what waits."""

    x1: float
    y1: int
    x2: float
    y2: int
    late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with all that is written beside it."""

    bar: Bar
    top: int
    x: float
    sure: float
    fade_at: float
    fade: float
    flag: float | None
    label: str
    phone_label: str
    status: str
    status_bad: bool
    place: str
    label_at: float
    told: str
    ties: tuple[Elbow, ...]
    days: Days
    moves: str = ""
    stood: tuple[float, float] | None = None
    """From where, and how wide, it stood at the revision that is asked about."""
    stood_flag: float | None = None

    @property
    def css(self) -> str:
        """Its classes."""
        kinds = [self.bar.kind.value.replace("_", "-")]
        kinds += ["ended"] * self.bar.over + ["endless"] * self.bar.open_ended
        kinds += ["planned"] * self.bar.planned
        return " ".join(kinds)


@dataclass(frozen=True, slots=True)
class Heading:
    """A group's name."""

    name: str
    phone: str
    url: str
    top: int


@dataclass(frozen=True, slots=True)
class Label:
    """A fixed date, a freeze or a revision above the rows."""

    name: str
    told: str
    url: str
    x: float
    wide: float
    kind: str
    desk: int
    """The line on which it stands on a desk; on a phone it may be another one."""
    phone: int
    desk_end: bool
    phone_end: bool
    id: int = 0
    """Of a fixed date: it can be moved."""


@dataclass(frozen=True, slots=True)
class Band:
    """A freeze, behind the rows."""

    x: float
    wide: float
    hard: bool


@dataclass(frozen=True)
class Drawn:
    """All of it."""

    period: Period
    ticks: list[Tick]
    labels: list[Label]
    bands: list[Band]
    headings: list[Heading]
    rows: list[Row]
    height: int
    desk_head: int
    phone_head: int
    today: float | None


def drawn(page: Roadmap, today: date) -> Drawn:
    """The page as a drawing."""
    period = page.asked.period
    headings, tops, height = _places(page)
    labels = _labels(page, today)
    ends = {bar.id: bar for bar in page.bars if bar.id}
    ties, words = _elbows(page.ties, ends, tops, period), Words(today)
    rows = [
        _row(bar, top, period, words, tuple(ties.get(bar.id, ())))
        for bar, top in _in_order(page, tops)
    ]
    return Drawn(
        period,
        ticks_of(period),
        labels,
        [_band(row, period) for row in page.freezes],
        headings,
        rows,
        height,
        52 + LINE * (max((one.desk for one in labels), default=-1) + 1),
        52 + LINE * (max((one.phone for one in labels), default=-1) + 1),
        period.at(today) + 50 / period.days if period.holds(today) else None,
    )


def _places(page: Roadmap) -> tuple[list[Heading], dict[int, int], int]:
    """Where the rows stand: {index of the row: its top}, and the whole height."""
    headings, tops, y, index = [], {}, 0, 0
    for group in page.groups:
        name = _said(group.name)
        headings.append(Heading(name, cut(name, _PHONE_LETTERS), group.url, y))
        y += GROUP
        for _ in group.bars:
            tops[index] = y
            y, index = y + ROW, index + 1
        y += 8
    return headings, tops, max(y, 60)


def _in_order(page: Roadmap, tops: Mapping[int, int]) -> Iterable[tuple[Bar, int]]:
    for index, bar in enumerate(page.bars):
        yield bar, tops[index]


def _said(words: Sentence | str) -> str:
    return translated(words) if isinstance(words, Sentence) else words


# Rows ---------------------------------------------------------------------------------------------


def _row(bar: Bar, top: int, period: Period, words: Words, ties: tuple[Elbow, ...]) -> Row:
    x, even = period.inside(bar.starts_on), period.inside(bar.even + _DAY)
    late = max(even, period.inside(bar.late + _DAY))
    flag = None
    if bar.meant is not None and period.holds(bar.meant):
        flag = round(period.at(bar.meant) + 50 / period.days, 2)
    status, bad = words.status(bar)
    right = max(late, x + _LEAST, flag or 0.0)
    left = min(x, flag if flag is not None else x)
    place, letters = place_beside(left, right, len(_name(bar)), len(status) + 6 if status else 0)
    label = cut(_name(bar), letters)
    return Row(
        bar,
        top,
        x=round(x, 2),
        sure=round(max(_LEAST, even - x), 2),
        fade_at=round(max(even, x + _LEAST), 2),
        fade=round(max(0.0, late - max(even, x + _LEAST)), 2),
        flag=flag,
        label=label,
        phone_label=cut(_name(bar), _PHONE_LETTERS - (len(status) + 2 if status else 0)),
        status=status,
        status_bad=bad,
        place=place,
        label_at=round({"after": right, "before": left}.get(place, x), 2),
        told=words.told(bar),
        ties=ties,
        days=words.days(bar),
        moves=_moves(bar),
        stood=_stood(bar, period),
        stood_flag=_stood_flag(bar, period),
    )


def _stood(bar: Bar, period: Period) -> tuple[float, float] | None:
    """An initiative has no first day of its own in a revision: it begins where it begins now."""
    if bar.stood is None or bar.stood.ends_on is None:
        return None
    starts = bar.stood.starts_on or min(bar.starts_on, bar.stood.ends_on)
    if not period.meets(starts, bar.stood.ends_on):
        return None
    x, end = period.inside(starts), period.inside(bar.stood.ends_on + _DAY)
    return round(x, 2), round(max(_LEAST, end - x), 2)


def _stood_flag(bar: Bar, period: Period) -> float | None:
    """Where the promise was, if it is another day now."""
    day = bar.stood.promised if bar.stood else None
    if day is None or day == bar.meant or not period.holds(day):
        return None
    return round(period.at(day) + 50 / period.days, 2)


def _moves(bar: Bar) -> str:
    """What of it can be moved: an IT project as a whole, an initiative's promised or wished day."""
    if bar.over or bar.kind is BarKind.BUSY:
        return ""
    return "project" if bar.kind is BarKind.PROJECT else "day" if bar.meant else ""


def _name(bar: Bar) -> str:
    return translated(say("Busy")) if bar.kind is BarKind.BUSY else bar.title


def _elbows(
    ties: Iterable[Tie], bars: Mapping[int, Bar], tops: Mapping[int, int], period: Period
) -> dict[int, list[Elbow]]:
    """The lines of each row: of what it waits for, and of what waits for it."""
    index = {pk: number for number, pk in enumerate(bars)}
    found: dict[int, list[Elbow]] = {}
    for tie in ties:
        before, after = bars[tie.before], bars[tie.after]
        goal = after.starts_on if tie.begins else after.meant or after.ends_on
        line = Elbow(
            round(period.inside(before.ends_on + _DAY), 2),
            tops[index[before.id]] + ROW // 2 + 3,
            round(period.inside(goal), 2),
            tops[index[after.id]] + ROW // 2 + 3,
            late=_comes_late(before, after, begins=tie.begins),
        )
        found.setdefault(before.id, []).append(line)
        found.setdefault(after.id, []).append(line)
    return found


def _comes_late(before: Bar, after: Bar, *, begins: bool) -> bool:
    """Whether what is waited for ends too late for what waits."""
    if before.over:
        return False
    if begins:
        return after.starts_on <= before.ends_on
    return after.meant is not None and after.meant < before.ends_on


# Above the rows -----------------------------------------------------------------------------------


_Told = tuple[float, float, str, str, str, str, int]


def _called(one: RevisionRow) -> str:
    return translated(say("Revision {quarter}", quarter=one.name))


def _labels(page: Roadmap, today: date) -> list[Label]:
    """Revisions, fixed dates and freezes, each on a line on which it has room."""
    period = page.asked.period
    told: list[_Told] = [
        (
            period.inside(one.day),
            0.0,
            _said(name),
            _said(dates.full_day(one.day)),
            one.url,
            "marked",
            0,
        )
        for one in page.revisions
        if (name := say("Revision {quarter}", quarter=one.name))
    ]
    told += [_dated(row, period, today) for row in [*page.moments, *page.freezes]]
    told.sort(key=lambda one: (one[0], one[2]))
    desk = packed([_room_for(x, wide, name, _DESK) for x, wide, name, *_ in told])
    phone = packed([_room_for(x, wide, name, _PHONE) for x, wide, name, *_ in told])
    return [
        Label(
            name,
            words,
            url,
            x,
            wide,
            kind,
            desk[number],
            phone[number],
            desk_end=_turned(x, wide, name, _DESK),
            phone_end=_turned(x, wide, name, _PHONE),
            id=pk,
        )
        for number, (x, wide, name, words, url, kind, pk) in enumerate(told)
    ]


def _turned(x: float, wide: float, name: str, letter: float) -> bool:
    """Whether a name stands before its mark, because there is no room after it."""
    return x + wide + (len(name) + 3) * letter > 100


def _room_for(x: float, wide: float, name: str, letter: float) -> tuple[float, float]:
    """From where to where a mark and its name need room."""
    long = (len(name) + 3) * letter
    if _turned(x, wide, name, letter):
        return x - long, x + wide
    return x - letter, x + wide + long


def _dated(row: DatedRow, period: Period, today: date) -> _Told:
    x, end = period.inside(row.starts_on), period.inside(row.ends_on + _DAY)
    span = say("{name}: {first}", name=row.name, first=dates.short(row.starts_on, today=today))
    if row.ends_on != row.starts_on:
        span = say(
            "{name}: {first} to {last}",
            name=row.name,
            first=dates.short(row.starts_on, today=today),
            last=dates.short(row.ends_on, today=today),
        )
    kind = "moment" if row.freeze is None else f"freeze {row.freeze.value}"
    wide = round(end - x, 2) if row.freeze or row.ends_on != row.starts_on else 0.0
    url = f"/year/?year={row.starts_on.year}#date-{row.id}"
    pk = row.id if row.freeze is None else 0
    return round(x, 2), wide, cut(row.name, 34), translated(span), url, kind, pk


def _band(row: DatedRow, period: Period) -> Band:
    x, end = period.inside(row.starts_on), period.inside(row.ends_on + _DAY)
    hard = row.freeze is not None and row.freeze.value == "hard"
    return Band(round(x, 2), round(end - x, 2), hard)
