"""Plays a story through the services: each act in its moment, by whoever does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tandem.accounts.rules import Actor
from tandem.briefs import queries as briefs
from tandem.briefs.queries import BriefWhole, ItemRow
from tandem.core import clock
from tandem.demo.days import ZONE, working_day
from tandem.demo.people import Cast
from tandem.demo.story import Act, Unreadable


@dataclass
class Play:
    """A story while it is played: its initiative, and what its lines have given names to."""

    cast: Cast
    now: datetime
    initiative: int = 0
    named: dict[str, int] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    """The links of guests, which nothing else keeps."""

    def actor(self, act: Act) -> Actor:
        """Whoever acts, with the sides they have that day."""
        return self.cast.actor(act.who)

    def day(self, ahead: str | int) -> date:
        """The day so many days after the day on which the company is loaded."""
        return self.now.astimezone(ZONE).date() + timedelta(days=int(ahead))

    def launch_day(self, ahead: str) -> date:
        """That day, or the next Monday where it is a Friday or a weekend."""
        day = self.day(ahead)
        return day + timedelta(days=7 - day.weekday()) if day.weekday() > 3 else day

    def name(self, act: Act, pk: int) -> None:
        """Let later lines speak of what this one made."""
        if act.label:
            self.named[act.label] = pk

    def meant(self, act: Act) -> int:
        """What an earlier line gave this line's name to."""
        if act.label not in self.named:
            raise Unreadable(f"line {act.line}: nothing is called #{act.label} here")
        return self.named[act.label]

    def brief(self, act: Act) -> BriefWhole:
        """The brief as whoever acts sees it."""
        return briefs.whole(self.actor(act), self.initiative)

    def item(self, act: Act, label: str) -> ItemRow:
        """A part of the brief by its short name: R1."""
        for item in self.brief(act).items:
            if item.label == label:
                return item
        raise Unreadable(f"line {act.line}: the brief has no {label}")


Doing = Callable[[Play, Act], object]
_DOINGS: dict[str, Doing] = {}


def act(name: str) -> Callable[[Doing], Doing]:
    """Let a story's lines say `name`."""

    def known(doing: Doing) -> Doing:
        _DOINGS[name] = doing
        return doing

    return known


def doings() -> frozenset[str]:
    """Everything that a story's lines can say."""
    return frozenset(_DOINGS)


def play(acts: list[Act], cast: Cast) -> None:
    """Play a story from its first line to its last."""
    now = clock.now()
    stage = Play(cast, now)
    for each in acts:
        if each.what not in _DOINGS:
            raise Unreadable(f"line {each.line}: nobody knows how to “{each.what}”")
        with clock.at(working_day(now, each.ago, each.at)):
            _DOINGS[each.what](stage, each)
