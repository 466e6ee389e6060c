"""Words and rules of assessing: affected systems, feasibility, data, holds. Plain Python."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Stage
from tandem.systems.rules import DataClass

TEXT_LIMIT = 2_000
LOOK_AGAIN_WITHIN = timedelta(days=92)
RENEWALS_OF_ITS_OWN = 1
"""How often whoever holds may renew; the next time, sponsor and risk owner decide."""


class TouchState(StrEnum):
    """What IT says to a system that the initiative is said to affect."""

    DECLARED = "declared"
    CONFIRMED = "confirmed"
    REFUSED = "refused"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            TouchState.DECLARED: say("IT hasn't looked yet"),
            TouchState.CONFIRMED: say("affected"),
            TouchState.REFUSED: say("not affected"),
        }[self]


class Word(StrEnum):
    """IT's word on whether it can be done."""

    FEASIBLE = "feasible"
    FEASIBLE_IF = "feasible_if"
    NOT_AS_ASKED = "not_as_asked"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Word.FEASIBLE: say("Feasible"),
            Word.FEASIBLE_IF: say("Feasible if…"),
            Word.NOT_AS_ASKED: say("Not feasible as asked"),
        }[self]

    @property
    @cache
    def hint(self) -> Sentence:
        return {
            Word.FEASIBLE: say("How, in a sentence."),
            Word.FEASIBLE_IF: say("What has to be so."),
            Word.NOT_AS_ASKED: say("Why, and what would serve the same goal."),
        }[self]


class Ruling(StrEnum):
    """What the sponsor decides where the two sides don't come together."""

    AS_ASKED = "as_asked"
    ALTERNATIVE = "alternative"
    NOT_NOW = "not_now"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Ruling.AS_ASKED: say("As asked: IT finds a way"),
            Ruling.ALTERNATIVE: say("IT's alternative"),
            Ruling.NOT_NOW: say("Not now"),
        }[self]


class Authority(StrEnum):
    """For what somebody may hold an initiative."""

    SECURITY = "security"
    DATA_PROTECTION = "data_protection"
    RISK = "risk"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Authority.SECURITY: say("Security"),
            Authority.DATA_PROTECTION: say("Data protection"),
            Authority.RISK: say("Risk"),
        }[self]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far IT's word has come: the word, Marketing's answer to it, the sponsor's ruling."""

    word: Word
    alternative: bool = False
    accepted: bool | None = None
    ruling: Ruling | None = None

    @property
    def settled(self) -> bool:
        """Whether the way is clear: by the word itself, by both sides, or by the sponsor."""
        if self.word is not Word.NOT_AS_ASKED or self.accepted:
            return True
        return self.ruling in {Ruling.AS_ASKED, Ruling.ALTERNATIVE}

    @property
    def waits_for_marketing(self) -> bool:
        return self.word is Word.NOT_AS_ASKED and self.accepted is None and self.ruling is None

    @property
    def waits_for_sponsor(self) -> bool:
        return self.accepted is False and self.ruling is None


# Touches --------------------------------------------------------------------------------------


def why_not_touch(*, retired: bool) -> Sentence | None:
    """Say why a system can't be named as affected, or nothing if it can."""
    if retired:
        return say("This system is retired. Choose one that is in use.")
    return None


def why_not_touch_nothing(*, confirmed: int, declared: int) -> Sentence | None:
    """Say why it can't be said that nothing is affected, or nothing if it can."""
    if confirmed:
        return say("A system is confirmed as affected. Say first that it isn't.")
    if declared:
        return say("Say first of each system that was named whether it is affected.")
    return None


# Feasibility ----------------------------------------------------------------------------------


def why_not_assess(stage: Stage) -> Sentence | None:
    """Say why what was found can't be said any more, or nothing while it can."""
    if stage not in {Stage.IDEA, Stage.ASSESS}:
        return say("The brief has begun; from here on such changes are made in the brief.")
    return None


def why_not_answer(standing: Standing | None, *, accepted: bool) -> Sentence | None:
    """Say why Marketing has nothing to answer, or nothing if it has."""
    if standing is None or not standing.waits_for_marketing:
        return say("There is no alternative that waits for an answer.")
    if accepted and not standing.alternative:
        return say("IT offered no alternative. Say how you see it; then the sponsor decides.")
    return None


def why_not_rule(standing: Standing | None, ruling: Ruling) -> Sentence | None:
    """Say why the sponsor has nothing to decide, or nothing if they have."""
    if standing is None or not standing.waits_for_sponsor:
        return say("Both sides have to say how they see it first.")
    if ruling is Ruling.ALTERNATIVE and not standing.alternative:
        return say("IT offered no alternative. Choose another way.")
    return None


def why_not_these_classes(
    *, personal: bool, classes: Collection[DataClass]
) -> tuple[str, Sentence] | None:
    """Say which part of the data-protection answer doesn't fit, or nothing if all does."""
    named = any(one.is_personal for one in classes)
    if personal and not named:
        return "classes", say("Choose which personal data flow.")
    if named and not personal:
        return "personal", say("Such data are personal. Answer yes, or choose other kinds.")
    return None


# Holds ----------------------------------------------------------------------------------------


def why_not_authority(starts_on: date, ends_on: date | None) -> Sentence | None:
    """Say why an authority can't last like this, or nothing if it can."""
    if ends_on is not None and ends_on < starts_on:
        return say("The last day can't be before the first.")
    return None


def why_not_look_again(on: date, today: date) -> Sentence | None:
    """Say why a hold can't be looked at again that day, or nothing if it can."""
    if on <= today:
        return say("Choose a day after today.")
    if on - today > LOOK_AGAIN_WITHIN:
        return say("Look at it again within three months; it can be renewed then.")
    return None


def why_not_hold(*, held: bool) -> Sentence | None:
    """Say why it can't be held for the same once more, or nothing if it can."""
    if held:
        return say("It is on hold for this already. Renew that one, or lift it.")
    return None


def why_not_change_hold(*, lifted: bool, asked: bool = False) -> Sentence | None:
    """Say why a hold can't be renewed or lifted, or nothing if it can."""
    if lifted:
        return say("This hold has been lifted already.")
    if asked:
        return say("The sponsor and the risk owner decide on this one now.")
    return None


def why_not_decide_hold(*, lifted: bool, asked: bool, spoken: bool) -> Sentence | None:
    """Say why somebody has nothing to decide about a hold, or nothing if they have."""
    if lifted:
        return say("This hold has been lifted already.")
    if not asked:
        return say("Nobody has asked for a second renewal.")
    if spoken:
        return say("You have said what you decide. It waits for the other one.")
    return None


def goes_up(renewals: int) -> bool:
    """Whether the next renewal is no longer the holder's own to give."""
    return renewals >= RENEWALS_OF_ITS_OWN


def outcome(*, sponsor: bool | None, risk: bool | None) -> bool | None:
    """Whether a hold stays once sponsor and risk owner have spoken (True: keep it).

    None while one of them hasn't. It is lifted only if both want that: what could go wrong is
    accepted by its risk owner alone, so without one a sponsor can keep a hold, not lift it.
    """
    if sponsor or risk:
        return True
    return False if sponsor is False and risk is False else None
