"""What somebody wants to see of the roadmap, as its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any
from urllib.parse import urlencode

from tandem.core.words import Sentence, say
from tandem.initiatives.rules import InitiativeKind
from tandem.roadmap.rules.period import Period, Zoom, day_asked, period_around


class GroupBy(StrEnum):
    """In which order rows stand together."""

    GOAL = "goal"
    TEAM = "team"

    @property
    @cache
    def label(self) -> Sentence:
        return {GroupBy.GOAL: say("by goal"), GroupBy.TEAM: say("by team")}[self]


class WhoseYear(StrEnum):
    """Whose year."""

    BOTH = ""
    MARKETING = "marketing"
    IT = "it"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            WhoseYear.BOTH: say("both departments"),
            WhoseYear.MARKETING: say("Marketing: fixed dates and initiatives"),
            WhoseYear.IT: say("IT: projects and freezes"),
        }[self]


@dataclass(frozen=True, slots=True)
class Asked:
    """A period and what of it."""

    period: Period
    group: GroupBy = GroupBy.GOAL
    side: WhoseYear = WhoseYear.BOTH
    kind: InitiativeKind | None = None
    team: int | None = None
    goal: int | None = None
    owner: int | None = None
    against: int | None = None
    """The revision, by its id, as whose days bars are shown again."""

    @classmethod
    def of_query(cls, asked: Mapping[str, str], today: date) -> "Asked":
        """What an address says; what can't be is left out."""
        zoom = _one_of(Zoom, asked.get("zoom")) or Zoom.YEAR
        return cls(
            period_around(day_asked(asked, today), zoom),
            group=_one_of(GroupBy, asked.get("group")) or GroupBy.GOAL,
            side=_one_of(WhoseYear, asked.get("side")) or WhoseYear.BOTH,
            kind=_one_of(InitiativeKind, asked.get("kind")),
            team=_id(asked.get("team")),
            goal=_id(asked.get("goal")),
            owner=_id(asked.get("owner")),
            against=_id(asked.get("against")),
        )

    @property
    def is_filtered(self) -> bool:
        """Whether something is left out."""
        chosen = (self.kind, self.team, self.goal, self.owner)
        return bool(self.side) or any(one is not None for one in chosen)

    def query(self, **other: Any) -> str:
        """The address of the same with something else; what is the usual isn't said."""
        said = {
            "zoom": "" if self.period.zoom is Zoom.YEAR else self.period.zoom.value,
            "on": self.period.anchor.isoformat(),
            "group": "" if self.group is GroupBy.GOAL else self.group.value,
            "side": self.side.value,
            "kind": self.kind.value if self.kind else "",
            "team": self.team or "",
            "goal": self.goal or "",
            "owner": self.owner or "",
            "against": self.against or "",
        }
        said |= {name: "" if value is None else str(value) for name, value in other.items()}
        return "?" + urlencode({name: value for name, value in said.items() if value})


def _one_of(kind: Any, value: str | None) -> Any:
    return kind(value) if value and value in set(kind) else None


def _id(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 19 else None
