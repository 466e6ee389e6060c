"""The data-protection check: nine European criteria, of which two make a full assessment due.

The criteria are those of the European data-protection board's guidelines on assessments (WP 248);
the lawful bases those of article 6 of the General Data Protection Regulation; what a full
assessment has to say stands in its article 35 (7).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.systems.rules import DataClass

FULL_FROM = 2
"""From so many criteria on a full assessment is due."""


class Criterion(StrEnum):
    """One of the nine; each makes a high risk for people likelier."""

    SCORING = "scoring"
    AUTOMATED = "automated"
    MONITORING = "monitoring"
    SENSITIVE = "sensitive"
    LARGE = "large"
    COMBINED = "combined"
    VULNERABLE = "vulnerable"
    NEW = "new"
    BARRED = "barred"

    @property
    @cache
    def label(self) -> Sentence:
        return _CRITERIA[self]


_CRITERIA = {
    Criterion.SCORING: say("People are rated or predicted: scores, profiles, likely behaviour"),
    Criterion.AUTOMATED: say(
        "A machine decides by itself what has legal or similar effects for people"
    ),
    Criterion.MONITORING: say("People are watched systematically: tracking, cameras, logs of use"),
    Criterion.SENSITIVE: say(
        "Sensitive or very personal data: health, beliefs, origin, payment, location"
    ),
    Criterion.LARGE: say("On a large scale: many people, much of each, long or far"),
    Criterion.COMBINED: say("Data from different sources are matched or combined"),
    Criterion.VULNERABLE: say("People who can't easily say no: children, employees, patients"),
    Criterion.NEW: say("New technology, or a known one in a new way"),
    Criterion.BARRED: say("It can keep people from a right, a service or a contract"),
}


class LawfulBasis(StrEnum):
    """On what ground personal data may be used."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL = "legal"
    VITAL = "vital"
    PUBLIC = "public"
    INTERESTS = "interests"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            LawfulBasis.CONSENT: say("Consent: people said yes"),
            LawfulBasis.CONTRACT: say("A contract with them needs it"),
            LawfulBasis.LEGAL: say("A law obliges us"),
            LawfulBasis.VITAL: say("Somebody's life depends on it"),
            LawfulBasis.PUBLIC: say("A task in the public interest"),
            LawfulBasis.INTERESTS: say("Legitimate interests, weighed against theirs"),
        }[self]


@dataclass(frozen=True, slots=True)
class Processing:
    """What is said of how personal data are used. The last three belong to a full assessment."""

    criteria: frozenset[Criterion]
    purpose: str
    basis: LawfulBasis
    basis_note: str = ""
    retention: str = ""
    recipients: str = ""
    necessity: str = ""
    risks: str = ""
    measures: str = ""

    @property
    def full(self) -> bool:
        """Whether a full assessment is due."""
        return is_full(self.criteria)

    @property
    def codes(self) -> list[str]:
        """The criteria in order, as they are kept."""
        return [one.value for one in Criterion if one in self.criteria]


TEXTS = tuple(one.name for one in fields(Processing) if one.name not in {"criteria", "basis"})
"""What is typed of it."""
NEEDED = ("purpose", "retention", "recipients")
NEEDED_IN_FULL = ("necessity", "risks", "measures")


def is_full(criteria: Collection[str]) -> bool:
    """Whether so many criteria make a full assessment due."""
    return len(criteria) >= FULL_FROM


def why_not_processing(
    given: Processing, classes: Collection[DataClass]
) -> tuple[str, Sentence] | None:
    """Say which part is missing, or nothing if all is there. `classes`: which data flow."""
    for name in NEEDED:
        if not getattr(given, name):
            return name, say("Please write something here.")
    if DataClass.SPECIAL in classes and Criterion.SENSITIVE not in given.criteria:
        return "criteria", say("Special categories of data flow, and those are sensitive.")
    if given.basis is LawfulBasis.INTERESTS and not given.basis_note:
        return "basis_note", say("Say what was weighed against what.")
    if DataClass.SPECIAL in classes and not given.basis_note:
        return "basis_note", say("Special categories need an exception, too: say which.")
    for name in NEEDED_IN_FULL:
        if given.full and not getattr(given, name):
            return name, say(
                "{count} criteria are met, so that a full assessment is due. It needs this, too.",
                count=len(given.criteria),
            )
    return None


class ProtectionStep(StrEnum):
    """How far a data-protection check has come."""

    NOT_NEEDED = "not_needed"
    TO_WRITE = "to_write"
    TO_LOOK = "to_look"
    DONE = "done"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ProtectionStep.NOT_NEEDED: say("not needed"),
            ProtectionStep.TO_WRITE: say("to be written"),
            ProtectionStep.TO_LOOK: say("being looked at"),
            ProtectionStep.DONE: say("done"),
        }[self]


@dataclass(frozen=True, slots=True)
class ProtectionStanding:
    """How far it has come: which personal data flow, what was written for which, who looked."""

    flowing: frozenset[DataClass] | None = None
    """None while nobody has said whether personal data flow; empty where none do."""
    written_for: frozenset[DataClass] | None = None
    """None while nothing is written."""
    full: bool = False
    fine: bool | None = None

    @property
    def uncovered(self) -> tuple[DataClass, ...]:
        """What flows now, and wasn't thought of when it was written."""
        if self.written_for is None:
            return ()
        missing = (self.flowing or frozenset()) - self.written_for
        return tuple(one for one in DataClass if one in missing)

    @property
    def step(self) -> ProtectionStep:
        if not self.flowing:
            return ProtectionStep.NOT_NEEDED
        if self.written_for is None or self.uncovered or self.fine is False:
            return ProtectionStep.TO_WRITE
        if self.full and self.fine is None:
            return ProtectionStep.TO_LOOK
        return ProtectionStep.DONE


def personal(classes: Iterable[str]) -> frozenset[DataClass]:
    """Which of these kinds of data tell something about a person."""
    return frozenset(one for one in map(DataClass, classes) if one.is_personal)


def why_not_write(standing: ProtectionStanding) -> Sentence | None:
    """Say why nothing has to be written, or nothing if something has."""
    if standing.flowing is None:
        return say("Say first whether personal data flow, and which.")
    if not standing.flowing:
        return say("No personal data flow, so that there is nothing to say here.")
    return None


def why_not_look(standing: ProtectionStanding) -> Sentence | None:
    """Say why nobody has to look at it, or nothing if somebody has."""
    if standing.step is ProtectionStep.TO_LOOK:
        return None
    if standing.step is ProtectionStep.DONE:
        return say("Nobody has to look at it any more.")
    return say("It has to be written first.")


def criteria_known(
    classes: Collection[DataClass], holding: Collection[str]
) -> dict[Criterion, Sentence]:
    """Which criteria what is known speaks for, and why. `holding`: names of the affected systems
    that hold personal data.
    """
    found = {}
    if sensitive := [one for one in DataClass if one in classes and one in _SENSITIVE]:
        found[Criterion.SENSITIVE] = say(
            "Answered: {data}.", data=", ".join(one.label for one in sensitive)
        )
    if DataClass.BEHAVIOUR in classes:
        found[Criterion.MONITORING] = say("Answered: {data}.", data=DataClass.BEHAVIOUR.label)
    if len(holding) > 1:
        found[Criterion.COMBINED] = say(
            "Several affected systems hold such data: {names}.", names=", ".join(sorted(holding))
        )
    return found


_SENSITIVE = frozenset({DataClass.PAYMENT, DataClass.SPECIAL})
