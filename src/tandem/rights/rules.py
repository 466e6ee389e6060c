"""Who decides what, and what becomes of the others' suggestions. Plain Python."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.formats.looks import same_but_for_looks


class Matter(StrEnum):
    """What somebody decides about a piece of joint work."""

    GOAL = "goal"
    AUDIENCE = "audience"
    VALUE = "value"
    MUST_HAVE = "must_have"
    WORDING = "wording"
    METRIC = "metric"
    DATE = "date"
    ESTIMATE = "estimate"
    APPROACH = "approach"
    SYSTEMS = "systems"
    RISK = "risk"
    ACCEPTANCE = "acceptance"
    BUDGET = "budget"
    PRIORITY = "priority"
    SMALL_CHANGES = "small_changes"
    LOOKS = "looks"
    USE = "use"
    COST = "cost"
    TRACKING = "tracking"
    DATA = "data"
    CHANGEABLE = "changeable"
    OWES = "owes"
    MORE = "more"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Matter.GOAL: say("The goal"),
            Matter.AUDIENCE: say("The audience"),
            Matter.VALUE: say("What it is worth"),
            Matter.MUST_HAVE: say("What is a must-have"),
            Matter.WORDING: say("The wording"),
            Matter.METRIC: say("The metric and its target"),
            Matter.DATE: say("The promised date"),
            Matter.ESTIMATE: say("The estimate"),
            Matter.APPROACH: say("The approach and its constraints"),
            Matter.SYSTEMS: say("Which systems are affected"),
            Matter.RISK: say("The answers of the risk check"),
            Matter.ACCEPTANCE: say("The technical acceptance"),
            Matter.BUDGET: say("The budget"),
            Matter.PRIORITY: say("The priority in the queue"),
            Matter.SMALL_CHANGES: say("The order of small changes"),
            Matter.LOOKS: say("What it could look like"),
            Matter.USE: say("How people will use it"),
            Matter.COST: say("Run cost and upkeep"),
            Matter.TRACKING: say("The tracking plan"),
            Matter.DATA: say("The data it needs"),
            Matter.CHANGEABLE: say("What Marketing can change later"),
            Matter.OWES: say("Who owes what by when"),
            Matter.MORE: say("What else a brief says"),
        }[self]

    @property
    @cache
    def governs(self) -> Sentence | None:
        """Where it counts, for those whose name doesn't say it."""
        return {
            Matter.GOAL: say("An idea's goal, and “Why” in the brief."),
            Matter.AUDIENCE: say("For whom: of an idea, and in the brief."),
            Matter.VALUE: say("What a requirement is worth."),
            Matter.MUST_HAVE: say("What it must do and how much that matters; the first version."),
            Matter.WORDING: say("An idea's sentence, and the words of a requirement."),
            Matter.DATE: say("An idea's date and its reason."),
            Matter.ESTIMATE: say("How many days a requirement or a change takes."),
            Matter.APPROACH: say("Whether an idea can be done; constraints in the brief."),
            Matter.ACCEPTANCE: say("When IT accepts a use case."),
            Matter.SMALL_CHANGES: say("What IT's reserved hours are spent on first."),
            Matter.USE: say("Use cases and what becomes of each “what if”."),
        }.get(self)


class Decider(StrEnum):
    """Who decides a matter. What either side decides needs no suggestion from anybody."""

    MARKETING = "marketing"
    IT = "it"
    SPONSOR = "sponsor"
    EITHER = "either"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Decider.MARKETING: Lane.MARKETING.label,
            Decider.IT: Lane.IT.label,
            Decider.SPONSOR: say("The sponsor"),
            Decider.EITHER: say("Either side"),
        }[self]

    @property
    def lane(self) -> Lane | None:
        """The side, where it is one."""
        return Lane(self.value) if self in {Decider.MARKETING, Decider.IT} else None


BY_DEFAULT: Mapping[Matter, Decider] = {
    **dict.fromkeys(
        [
            *(Matter.GOAL, Matter.AUDIENCE, Matter.VALUE, Matter.MUST_HAVE),
            *(Matter.WORDING, Matter.METRIC, Matter.DATE, Matter.SMALL_CHANGES),
        ],
        Decider.MARKETING,
    ),
    **dict.fromkeys(
        [
            *(Matter.ESTIMATE, Matter.APPROACH, Matter.SYSTEMS, Matter.RISK),
            *(Matter.ACCEPTANCE, Matter.COST),
        ],
        Decider.IT,
    ),
    **dict.fromkeys([Matter.BUDGET, Matter.PRIORITY], Decider.SPONSOR),
    **dict.fromkeys([Matter.LOOKS, Matter.USE], Decider.MARKETING),
    **dict.fromkeys(
        [Matter.TRACKING, Matter.DATA, Matter.CHANGEABLE, Matter.OWES, Matter.MORE],
        Decider.EITHER,
    ),
}
"""How Tandem begins. An administrator may change each row."""


@dataclass(frozen=True, slots=True)
class Rights:
    """The table as it holds now: the defaults, and what the company has changed."""

    changed: Mapping[Matter, Decider] = field(default_factory=dict)

    def decider(self, matter: Matter) -> Decider:
        return self.changed.get(matter, BY_DEFAULT[matter])

    def lane(self, matter: Matter) -> Lane | None:
        """The side that decides it; nothing where either side does, or the sponsor."""
        return self.decider(matter).lane

    def asked(self, matter: Matter) -> Lane:
        """The side that is waited for: the one that decides it, else the one that usually does."""
        return self.lane(matter) or BY_DEFAULT[matter].lane or Lane.MARKETING


Fields = Mapping[str, object]
"""What stands in each field of something, as JSON."""


def merged(now: Fields, before: Fields, after: Fields) -> dict[str, object]:
    """What a suggestion makes of the present fields: it changes what it changed, and leaves what
    others changed meanwhile.
    """
    names = dict.fromkeys([*now, *before, *after])
    return {
        name: value
        for name in names
        if (value := (now if after.get(name) == before.get(name) else after).get(name)) is not None
    }


def still_stands(now: Fields, before: Fields, after: Fields) -> bool:
    """Whether what a suggestion changed is still as it left it."""
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    return all(now.get(name) == after.get(name) for name in changed)


class Settlement(StrEnum):
    """How a suggestion ended. Open ones have none."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TIDIED = "tidied"
    UNDONE = "undone"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Settlement.ACCEPTED: say("taken over"),
            Settlement.DECLINED: say("declined"),
            Settlement.WITHDRAWN: say("taken back"),
            Settlement.TIDIED: say("applied at once: it only tidies"),
            Settlement.UNDONE: say("applied at once, then undone"),
        }[self]


def why_not_be_decided_by(matter: Matter, decider: Decider) -> Sentence | None:
    """Say why somebody can't decide a matter, or nothing if they can."""
    if matter in {Matter.ESTIMATE, Matter.USE} and decider is Decider.SPONSOR:
        return say(
            "{matter}: this is asked for every day. Let one side or both decide it.",
            matter=matter.label,
        )
    return None


BREAK_IN_LASTS = timedelta(hours=8)
"""How long an administrator sees a restricted initiative after breaking in."""

TEXT_LIMIT = 20_000
WHY_LIMIT = 1_000


def why_not_suggest(*, takes_part: bool, decides: bool, same: bool) -> Sentence | None:
    """Say why somebody can't suggest a change, or nothing if they can."""
    if not takes_part:
        return say("You can read here. To suggest something, ask an administrator.")
    if decides:
        return say("You decide this yourself: change it where it stands.")
    if same:
        return say("It says exactly that already. Change the text, then send it.")
    return None


def why_not_by_one(deciders: Collection[Decider]) -> Sentence | None:
    """Say that no one side could take a suggestion over, or nothing where one can."""
    if len(set(deciders)) > 1:
        who = sorted({decider.label for decider in deciders})
        return say(
            "This touches what {one} and {another} decide. Suggest each by itself.",
            one=who[0],
            another=who[1],
        )
    return None


def why_not_sponsor(*, active: bool, owns: bool) -> Sentence | None:
    """Say why somebody can't be the sponsor of an initiative, or nothing if they can."""
    if not active:
        return say("Choose somebody who is here.")
    if owns:
        return say("An owner can't be the sponsor, too: the sponsor decides between the owners.")
    return None


def why_not_settle(*, open_still: bool) -> Sentence | None:
    """Say why a suggestion can't be settled any more, or nothing while it waits."""
    if not open_still:
        return say("This suggestion has been settled already.")
    return None


def text_digest(text: str) -> str:
    """The name of one exact text: what somebody had before them when they decided."""
    return hashlib.sha256(text.encode()).hexdigest()


def only_tidies(before: str, after: str) -> bool:
    """Whether a change is cosmetic: equal but for what carries no meaning (`formats.looks`).

    "£10" is not "£1.0", and "Polish" is not "polish".
    """
    return same_but_for_looks(before, after)
