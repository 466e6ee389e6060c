"""Who decides a scenario, and when. Plain Python."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Stage
from tandem.scenarios.rules.levers import Lever, LeverKind


class Voice(StrEnum):
    """Whose yes counts: a side's, or the sponsor's where that is who decides."""

    MARKETING = "marketing"
    IT = "it"
    SPONSOR = "sponsor"

    @property
    @cache
    def label(self) -> Sentence:
        return self.lane.label if self.lane else say("the sponsor")

    @property
    def lane(self) -> Lane | None:
        """The side, where it is one."""
        return None if self is Voice.SPONSOR else Lane(self.value)


SIDES = frozenset({Voice.MARKETING, Voice.IT})


class ScenarioState(StrEnum):
    """How far a scenario has come."""

    OPEN = "open"
    TABLE = "table"
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    DECLINED = "declined"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ScenarioState.OPEN: say("being tried"),
            ScenarioState.TABLE: say("at the deal table"),
            ScenarioState.PROPOSED: say("proposed"),
            ScenarioState.ADOPTED: say("adopted"),
            ScenarioState.DECLINED: say("declined"),
        }[self]

    @property
    def is_over(self) -> bool:
        return self in {ScenarioState.ADOPTED, ScenarioState.DECLINED}


_OVER = {Stage.LIVE, Stage.CLOSED, Stage.PARKED, Stage.DECLINED}


def why_not_try(stage: Stage) -> Sentence | None:
    """Say why nothing can be tried any more, or nothing if it can."""
    if stage in _OVER:
        return say("This is live or has ended: there is nothing to plan any more.")
    return None


def who_decides(levers: Collection[Lever], *, date_by_sponsor: bool) -> frozenset[Voice]:
    """Who must agree before it is adopted: each to what they decide. What is built is handed over
    by IT and accepted by Marketing, so both are asked for that; and so they are for what is
    neither's alone. A date that the sponsor promises asks the sponsor.
    """
    found: set[Voice] = set()
    for one in levers:
        if one.kind is LeverKind.DATE and date_by_sponsor:
            found.add(Voice.SPONSOR)
        elif one.kind is LeverKind.SCOPE or one.lane is None:
            found |= SIDES
        else:
            found.add(Voice(one.lane))
    return frozenset(found or SIDES)


def who_deals(levers: Collection[Lever], *, date_by_sponsor: bool) -> frozenset[Voice]:
    """Who presses Deal: both sides, and whoever else decides something of it."""
    return SIDES | who_decides(levers, date_by_sponsor=date_by_sponsor)


def why_not_propose(levers: Collection[Lever], state: ScenarioState) -> Sentence | None:
    """Say why it can't be proposed now, or nothing if it can."""
    if state is ScenarioState.PROPOSED:
        return say("It is proposed already.")
    if state.is_over:
        return say("This what-if is settled. Make a copy to go on from it.")
    return why_not_adopt(levers)


def why_not_adopt(levers: Collection[Lever]) -> Sentence | None:
    """Say why this can't become the plan, or nothing if it can."""
    if not levers:
        return say("Nothing is otherwise than in the plan. Move something first.")
    if any(one.is_nameless for one in levers):
        return say("Name who comes: nobody can plan with “somebody”.")
    if any(one.is_assumption for one in levers):
        return say(
            "It assumes what others haven't agreed to: a freeze that ends or comes, or work that "
            "is ready sooner. Ask them first, or put that back."
        )
    return None


def why_not_change(state: ScenarioState) -> Sentence | None:
    """Say why its levers can't be moved now, or nothing if they can."""
    if state is ScenarioState.PROPOSED:
        return say("It is proposed as it is. Take the proposal back, or make a copy.")
    if state.is_over:
        return say("This what-if is settled. Make a copy to go on from it.")
    return None


def why_not_must(levers: Collection[Lever], musts: Mapping[int, str]) -> Sentence | None:
    """A must is left out with a reason; `musts` are the labels of must-haves by id."""
    bare = [
        musts[one.about]
        for one in levers
        if one.kind is LeverKind.SCOPE and not one.number and one.about in musts and not one.words
    ]
    if bare:
        return say("{items} is a must: say why it could be left out.", items=", ".join(bare[:12]))
    return None


def why_not_answer(state: ScenarioState) -> Sentence | None:
    """Say why there is nothing to answer, or nothing if there is."""
    if state is not ScenarioState.PROPOSED:
        return say("This isn't proposed at the moment.")
    return None


def why_not_get_up(state: ScenarioState) -> Sentence | None:
    """Say why nobody can get up from the deal table, or nothing if they can."""
    if state is not ScenarioState.TABLE:
        return say("Nobody sits at the deal table with this one.")
    return None


def why_not_sit_down(state: ScenarioState) -> Sentence | None:
    """Say why it can't come to the deal table, or nothing if it can."""
    if state.is_over:
        return say("This what-if is settled. Make a copy to go on from it.")
    if state is ScenarioState.PROPOSED:
        return say("It is proposed and waits for an answer. Take the proposal back first.")
    return None


def why_not_same_person(mine: int, others: Collection[int]) -> Sentence | None:
    """Where both sides say yes, they are two people; `others` said it for the other side."""
    if mine in others:
        return say("It takes two people: somebody else says yes for the other side.")
    return None
