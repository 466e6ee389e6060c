"""The five paths: how heavy the way is, what each allows, and what forbids one."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules.stage import PATH, InitiativeKind, Stage

WORDS_LIMIT = 1_000
REPEAT_WITHIN = timedelta(days=365)
ADDS_UP_WITHIN = timedelta(days=30)
FULL_CHECK_DAYS = 5


class Track(StrEnum):
    """How heavy the way of an initiative is. On the screen: its path. Lightest first."""

    REPEAT = "repeat"
    SMALL_CHANGE = "small_change"
    EXPERIMENT = "experiment"
    STANDARD = "standard"
    EMERGENCY = "emergency"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Track.REPEAT: say("Repeat"),
            Track.SMALL_CHANGE: say("Small change"),
            Track.EXPERIMENT: say("Experiment"),
            Track.STANDARD: say("Standard"),
            Track.EMERGENCY: say("Emergency"),
        }[self]

    @property
    @cache
    def hint(self) -> Sentence:
        return {
            Track.REPEAT: say(
                "As last time: the signed brief is copied, its dates move with the launch day, "
                "and both owners confirm what differs."
            ),
            Track.SMALL_CHANGE: say(
                "A few days of IT's work on a system we know. IT confirms it, then it is planned."
            ),
            Track.EXPERIMENT: say(
                "A short, small test that can be taken back. IT looks at it for ten minutes, "
                "within a working day; afterwards it is promoted or stopped."
            ),
            Track.STANDARD: say("Assess, brief, both signatures, plan. For everything else."),
            Track.EMERGENCY: say(
                "There is harm if it waits. Somebody else approves it; IT's full check follows "
                "within five working days."
            ),
        }[self]


_ALL = frozenset(PATH)
_STEPS = {
    Track.STANDARD: _ALL,
    Track.REPEAT: _ALL - {Stage.ASSESS, Stage.BRIEF},
    Track.SMALL_CHANGE: _ALL - {Stage.ASSESS, Stage.BRIEF},
    Track.EXPERIMENT: frozenset({Stage.IDEA, Stage.BUILD, Stage.CLOSED}),
    Track.EMERGENCY: _ALL - {Stage.ASSESS, Stage.BRIEF, Stage.PLAN},
}


def stage_after(stage: Stage, track: Track) -> Stage | None:
    """The next stage of a path after this one; none after the last, and none from beside it."""
    if stage not in PATH:
        return None
    later = PATH[PATH.index(stage) + 1 :]
    return next((each for each in later if each in _STEPS[track]), None)


class PathLimit(StrEnum):
    """A number that an administrator may change."""

    SMALL_DAYS = "small_change_days"
    EXPERIMENT_DAYS = "experiment_days"
    EXPERIMENT_SHARE = "experiment_share"
    EXPERIMENT_BUDGET = "experiment_budget"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            PathLimit.SMALL_DAYS: say("A small change takes IT at most so many days"),
            PathLimit.EXPERIMENT_DAYS: say("An experiment lasts at most so many working days"),
            PathLimit.EXPERIMENT_SHARE: say("It reaches at most so many % of its audience"),
            PathLimit.EXPERIMENT_BUDGET: say("It costs at most so many euros"),
        }[self]


LIMITS = {
    PathLimit.SMALL_DAYS: 3,
    PathLimit.EXPERIMENT_DAYS: 10,
    PathLimit.EXPERIMENT_SHARE: 10,
    PathLimit.EXPERIMENT_BUDGET: 2_000,
}
"""How much, until an administrator says otherwise."""

LIMIT_AT_MOST = 1_000_000


def why_not_path_limit(limit: PathLimit, amount: int) -> Sentence | None:
    """Say why a limit can't be this, or nothing if it can."""
    most = 100 if limit is PathLimit.EXPERIMENT_SHARE else LIMIT_AT_MOST
    if not 0 <= amount <= most:
        return say("Choose from 0 to {most}.", most=most)
    return None


@dataclass(frozen=True, slots=True)
class Signed:
    """A brief that both sides signed, as a repeat looks at it."""

    initiative_id: int
    sentence: str
    kind: InitiativeKind
    signed_on: date
    systems: Mapping[int, str] = field(default_factory=dict)
    data: frozenset[str] = frozenset()
    launched_on: date | None = None


@dataclass(frozen=True, slots=True)
class PathFacts:
    """What is known of an initiative when somebody chooses its path.

    `systems` are those named for it and not refused, by id. `unknown` are the names of those that
    IT hasn't confirmed or that aren't in use yet; `data` what flows, by its code;
    `new_data` what none of them holds; `nearby` how many days of other small changes each had
    within the last 30.
    """

    stage: Stage
    kind: InitiativeKind
    limits: Mapping[PathLimit, int]
    systems: Mapping[int, str] = field(default_factory=dict)
    untouched: bool = False
    unknown: tuple[str, ...] = ()
    data: Mapping[str, Sentence] = field(default_factory=dict)
    new_data: tuple[Sentence, ...] = ()
    new_personal: tuple[Sentence, ...] = ()
    nearby: Mapping[int, Decimal] = field(default_factory=dict)
    has_brief: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What people say about an initiative on a light path; IT or an approver says yes to it."""

    days: Decimal = Decimal(0)
    share: int = 0
    budget: int = 0
    new_system: bool = False
    new_data: bool = False
    build_spend: bool = False
    reversible: bool = True
    repeats: Signed | None = None
    launch_on: date | None = None
    reason: str = ""
    approver: int | None = None


def sides_asked(track: Track) -> frozenset[Lane]:
    """The sides whose yes a path needs; an emergency needs its approver's instead."""
    if track is Track.REPEAT:
        return frozenset(Lane)
    return frozenset({Lane.IT}) if track in {Track.SMALL_CHANGE, Track.EXPERIMENT} else frozenset()


def why_not_speak(*, spoken: bool, for_other: bool) -> Sentence | None:
    """Say why somebody's word on a path isn't waited for, or nothing if it is."""
    if spoken:
        return say("Your side has said its word. It waits for the other owner.")
    if for_other:
        return say("You confirmed it for the other side. Somebody else confirms it for yours.")
    return None


def why_not_end_experiment(track: Track, stage: Stage) -> Sentence | None:
    """Say why there is no experiment to end, or nothing if there is."""
    if track is not Track.EXPERIMENT or stage is not Stage.BUILD:
        return say("No experiment runs here.")
    return None


def why_not_finish_check(*, asked: bool, missing: Collection[Sentence]) -> Sentence | None:
    """Say why the full check after an emergency isn't done, or nothing if it is."""
    if not asked:
        return say("No full check is waited for here.")
    if missing:
        return say("Still missing: {what}.", what=next(iter(missing)))
    return None


_DATE = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b|\b(\d\d)\.(\d\d)\.(20\d\d)\b")


def shifted(text: str, by: timedelta) -> str:
    """The text with its dates (2026-03-31, 31.03.2026) moved. What is no date stays as it is."""

    def moved(found: re.Match[str]) -> str:
        parts = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
        try:
            day = date(*map(int, parts)) + by
        except (ValueError, OverflowError):
            return found[0]
        return day.strftime("%Y-%m-%d" if found[1] else "%d.%m.%Y")

    return _DATE.sub(moved, text)
