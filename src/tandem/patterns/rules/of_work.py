"""What a template of work holds, and on which days that falls. No Django, no database."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Self, TypedDict

from tandem.accounts.rules import Lane
from tandem.core import dates
from tandem.core.circles import path_between
from tandem.core.words import Sentence, say
from tandem.patterns.rules.fields import Content, PieceField
from tandem.patterns.rules.of_initiatives import LEFT_OUT, moved
from tandem.work.rules import (
    CHECKS_AT_MOST,
    DependencyKind,
    GivenCheck,
    GivenMove,
    GivenWork,
    Sureness,
    WorkKind,
    WorkState,
    read_estimate,
    why_not_ask_for,
    why_not_below,
    why_not_estimate,
)
from tandem.year.rules import FreezeKind, Span

PIECES_AT_MOST = 150
FURTHEST = 730
"""Days before or after the launch."""
WAITS_AT_MOST = 20
ESTIMATE_LIMIT = 30
_BACK_AT_MOST = 21
"""Days that a day moves at most to be one on which somebody works."""

Closed = Callable[[Lane | None, date], bool]
"""Whether nobody of a side works on a day; of both sides without one."""


@dataclass(frozen=True, slots=True)
class PieceWait:
    """A piece waits for another one of its template."""

    on: int
    kind: DependencyKind = DependencyKind.FINISH_START
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work, as a template keeps it: nobody's, its days told from the launch.

    `starts` and `due` are days after the launch, before it where they are below zero.
    """

    key: int
    title: str
    kind: WorkKind = WorkKind.TASK
    lane: Lane | None = None
    description: str = ""
    estimate: str = ""
    starts: int | None = None
    due: int | None = None
    parent: int | None = None
    skills: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    waits: tuple[PieceWait, ...] = ()
    fields: tuple[PieceField, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """From what is stored."""
        return cls(
            **{
                **kept,
                "kind": WorkKind(kept["kind"]),
                "lane": Lane(kept["lane"]) if kept["lane"] else None,
                "skills": tuple(kept["skills"]),
                "checks": tuple(kept["checks"]),
                "waits": tuple(
                    PieceWait(one["on"], DependencyKind(one["kind"]), one["lag"])
                    for one in kept["waits"]
                ),
                "fields": tuple(map(PieceField.read, kept.get("fields", ()))),
            }
        )

    @property
    def takes(self) -> Sentence | None:
        """How long it takes, in words."""
        estimate = read_estimate(self.estimate) if self.estimate else None
        if estimate is None:
            return None
        if estimate.sureness is Sureness.GUESS:
            return say("{days}, a guess", days=estimate.words)
        return estimate.words

    @property
    def days_in_words(self) -> list[Sentence]:
        """When it begins and is due, told from the launch."""
        told = []
        if self.starts is not None:
            told.append(say("not before {when}", when=from_launch(self.starts)))
        if self.due is not None:
            told.append(say("due {when}", when=from_launch(self.due)))
        return told


class PieceChanges(TypedDict, total=False):
    """What somebody changes about a piece of a template; what isn't named stays."""

    title: str
    description: str
    kind: WorkKind
    lane: Lane | None
    estimate: str
    starts: int | None
    due: int | None
    parent: int | None
    skills: Collection[str]
    checks: Collection[str]
    after: Collection[int]
    fields: Mapping[str, str | int | Sequence[str]]
    """Of fields of one's own, by name: what is to stand there."""


def from_launch(days: int) -> Sentence:
    """A number of days told from the launch: "10 days before launch"."""
    if days == 0:
        return say("on the day of the launch")
    if days == -1:
        return say("1 day before launch")
    if days == 1:
        return say("1 day after launch")
    if days < 0:
        return say("{n} days before launch", n=-days)
    return say("{n} days after launch", n=days)


def without_names(text: str, names: Collection[str]) -> str:
    """The text with the names of people left out: full ones, and first names by themselves."""
    first = {name.split()[0] for name in names if name.strip()}
    for name in sorted({*names, *first}, key=len, reverse=True):
        if len(name) > 2 and name in text:
            text = re.sub(rf"@?(?<!\w){re.escape(name)}(?!\w)", LEFT_OUT, text)
    return text


def changed(piece: Piece, changes: PieceChanges) -> Piece:
    """The piece as it is to be. What it waited for keeps the way in which it waits."""
    rest = {name: value for name, value in changes.items() if name not in {"after", "fields"}}
    for name in ("skills", "checks"):
        if name in rest:
            rest[name] = tuple(rest[name])  # type: ignore[arg-type]
    if "after" in changes:
        standing = {one.on: one for one in piece.waits}
        rest["waits"] = tuple(standing.get(on, PieceWait(on)) for on in changes["after"])
    return replace(piece, **rest)  # type: ignore[arg-type]


def without(pieces: Iterable[Piece], key: int) -> list[Piece]:
    """The others, and nothing among them that is a part of it or waits for it."""
    return [
        replace(
            one,
            parent=None if one.parent == key else one.parent,
            waits=tuple(wait for wait in one.waits if wait.on != key),
        )
        for one in pieces
        if one.key != key
    ]


_Wrong = tuple[Sentence, str]
"""Why not, and of which field that is."""


def why_not_piece(piece: Piece, pieces: Sequence[Piece]) -> _Wrong | None:
    """Say why a piece can't be so among the others, and of which field that is; or nothing."""
    known = {one.key: one for one in pieces if one.key != piece.key}
    looks = (
        _why_not_days(piece),
        _why_not_lists(piece),
        _why_not_part(piece, known),
        _why_not_wait(piece, known),
    )
    return next((wrong for wrong in looks if wrong), None)


def _why_not_days(piece: Piece) -> _Wrong | None:
    estimate = read_estimate(piece.estimate) if piece.estimate else None
    if piece.estimate and estimate is None:
        return say("Write days, like 2 or 2-3-6. Halves count."), "estimate"
    if estimate and (reason := why_not_estimate(estimate)):
        return reason, "estimate"
    for days, named in ((piece.starts, "starts"), (piece.due, "due")):
        if days is not None and abs(days) > FURTHEST:
            return say("At most {most} days from the launch.", most=FURTHEST), named
    if piece.starts is not None and piece.due is not None and piece.due < piece.starts:
        return say("It is due before it may start. Choose a later day, or an earlier start."), "due"
    return None


def _why_not_lists(piece: Piece) -> _Wrong | None:
    if reason := why_not_ask_for(piece.skills):
        return reason, "skills"
    if len(piece.checks) > CHECKS_AT_MOST:
        return say("At most {most} lines in a checklist.", most=CHECKS_AT_MOST), "checks"
    return None


def _why_not_part(piece: Piece, known: Mapping[int, Piece]) -> _Wrong | None:
    if piece.parent is None:
        return None
    if piece.parent not in known:
        return say("Choose a piece of this template."), "parent"
    titles = {one.key: one.title for one in known.values()} | {piece.key: piece.title}
    above = {one.key: one.parent for one in known.values()}
    reason = why_not_below(piece.key, piece.parent, above, titles)
    return (reason, "parent") if reason else None


def _why_not_wait(piece: Piece, known: Mapping[int, Piece]) -> _Wrong | None:
    on = [one.on for one in piece.waits]
    if any(one not in known for one in on):
        return say("Choose pieces of this template."), "after"
    if len(on) > WAITS_AT_MOST:
        return say("At most {most} others.", most=WAITS_AT_MOST), "after"
    following: dict[int, set[int]] = {}
    for one in known.values():
        for wait in one.waits:
            following.setdefault(wait.on, set()).add(one.key)
    path = next((way for other in on if (way := path_between(piece.key, other, following))), None)
    if path is None:
        return None
    titles = {one.key: one.title for one in known.values()} | {piece.key: piece.title}
    around = " → ".join(f"“{titles[one]}”" for one in [*path, path[0]])
    return say("Each would wait for the next: {path}. Leave one out.", path=around), "after"


def why_not_keep(*, pieces: int) -> Sentence | None:
    """Say why no template of work can be made, or nothing if one can."""
    if not pieces:
        return say("There is no work here yet: there is nothing to keep.")
    if pieces > PIECES_AT_MOST:
        return say(
            "There are {n} pieces of work here, and a template holds {most}. Drop what isn't "
            "done again, or take a smaller initiative.",
            n=pieces,
            most=PIECES_AT_MOST,
        )
    return None


def why_not_use(*, retired: bool, holds: int, launch: date | None, today: date) -> Sentence | None:
    """Say why a template of work can't be used, or nothing if it can."""
    if retired:
        return say("This template is retired. Choose another one.")
    if not holds:
        return say("This template is empty. Add a piece to it first.")
    if launch and abs((launch - today).days) > 5 * 366:
        return say("Please check the year of the launch.")
    return None


@dataclass(frozen=True, slots=True)
class Laid:
    """A piece as it would be added: its texts and days for one launch, and what to know of it."""

    piece: Piece
    starts_on: date | None
    due_on: date | None
    notes: tuple[Sentence, ...] = ()
    own: Mapping[int, list[Content]] = field(default_factory=dict)
    """What stands in fields of one's own: {field: rows}."""

    def given(self, now: datetime) -> GivenWork:
        """As work takes it in."""
        piece = self.piece
        estimate = read_estimate(piece.estimate) if piece.estimate else None
        return GivenWork(
            title=piece.title,
            moves=(GivenMove(WorkState.TO_DO, now),),
            kind=piece.kind,
            lane=piece.lane,
            description=piece.description,
            days=estimate.days if estimate else None,
            sureness=estimate.sureness if estimate else None,
            low=estimate.low if estimate else None,
            high=estimate.high if estimate else None,
            starts_on=self.starts_on,
            due_on=self.due_on,
            checks=tuple(GivenCheck(text, None) for text in piece.checks),
            skills=piece.skills,
        )


@dataclass(frozen=True, slots=True)
class Launch:
    """What the days of a template are laid by: the launch that it was told from, the one that they
    are for, and what stands in the year.
    """

    told_from: date | None
    day: date | None
    today: date
    closed: Closed
    spans: Sequence[Span] = ()
    off_closed: bool = True
    """Whether days move off those on which nobody works."""


def laid_out(pieces: Iterable[Piece], launch: Launch) -> list[Laid]:
    """Every piece with its days for this launch; without one they have none."""
    return [_laid(one, launch) for one in pieces]


def _laid(piece: Piece, launch: Launch) -> Laid:
    def text(one: str) -> str:
        return moved(one, launch.told_from, launch.day)

    words = replace(
        piece,
        title=text(piece.title),
        description=text(piece.description),
        checks=tuple(text(one) for one in piece.checks),
    )
    if launch.day is None:
        return Laid(words, None, None)
    notes: list[Sentence] = []
    due = _day(piece, piece.due, launch, -1, notes)
    starts = _day(piece, piece.starts, launch, 1, notes)
    if starts and due and starts > due:
        starts = due
    if due and due < launch.today:
        notes.append(say("That day is over."))
    notes += [
        _frozen(span)
        for span in launch.spans
        if span.freeze and due is not None and span.holds(due)
    ]
    return Laid(words, starts, due, tuple(notes))


def _day(
    piece: Piece, days: int | None, launch: Launch, step: int, notes: list[Sentence]
) -> date | None:
    """The day, moved off a closed one where that is wanted; what is due moves back, not on."""
    if days is None or launch.day is None:
        return None
    asked = day = launch.day + timedelta(days=days)
    if not launch.closed(piece.lane, day):
        return day
    named = {"day": dates.weekday_and_day(asked)}
    if not launch.off_closed:
        notes.append(say("{day} is a day on which nobody works.", **named))
        return day
    for _ in range(_BACK_AT_MOST):
        day += timedelta(days=step)
        if not launch.closed(piece.lane, day):
            notes.append(_moved_off(step, named))
            return day
    return asked


def _moved_off(step: int, named: dict[str, Sentence]) -> Sentence:
    if step < 0:
        return say("Its due day moved off {day}, on which nobody works.", **named)
    return say("Its first day moved off {day}, on which nobody works.", **named)


def _frozen(span: Span) -> Sentence:
    if span.freeze is FreezeKind.HARD:
        return say("In a hard freeze: {name}.", name=span.name)
    return say("In a soft freeze: {name}.", name=span.name)
