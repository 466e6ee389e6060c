"""Answers that the workspace can suggest: from the systems touched, and from the last check."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tandem.core.words import Sentence, say
from tandem.risk.rules.questions import Known, QuestionSet, RiskQuestion
from tandem.risk.rules.tier import UNKNOWN
from tandem.systems.rules import DataClass

_WEIGHT = {
    DataClass.CUSTOMER_CONTACT: 1,
    DataClass.BEHAVIOUR: 1,
    DataClass.CUSTOMER_IDENTITY: 2,
    DataClass.PAYMENT: 3,
    DataClass.SPECIAL: 4,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an initiative before anybody is asked. None: not known."""

    systems: int | None = None
    """How many IT confirmed; none while IT hasn't said which."""
    names: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    """Those of them that aren't in use yet, or that IT hasn't confirmed in the catalogue."""
    unowned: tuple[str, ...] = ()
    criticality: int | None = None
    """Of the most critical: 1 is the most."""
    data: frozenset[DataClass] | None = None
    wished: bool | None = None
    """Whether anybody wished for a date."""
    elsewhere: int | None = None


@dataclass(frozen=True, slots=True)
class LastTime:
    """The last check of the same systems, in the same version of the questions."""

    initiative_id: int
    sentence: str
    on: date
    answers: Mapping[str, int] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"/initiatives/{self.initiative_id}/risk/"


class Source(StrEnum):
    """Where an answer comes from."""

    PERSON = "person"
    FACTS = "facts"
    LAST_TIME = "last_time"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer that is suggested, and why."""

    place: int
    why: Sentence
    source: Source


def suggestions(asked: QuestionSet, facts: Facts, last: LastTime | None) -> dict[str, Suggestion]:
    """What is known already, by question. Facts of today go before what was answered last time."""
    found = {}
    for question in asked.questions:
        suggested = _from_facts(question, facts) or _from_last(question, last)
        if suggested:
            found[question.key] = suggested
    return found


def _from_last(question: RiskQuestion, last: LastTime | None) -> Suggestion | None:
    place = last.answers.get(question.key) if last else None
    if last is None or place is None or place == UNKNOWN or place >= len(question.answers):
        return None
    return Suggestion(
        place, say("As last time: “{sentence}”.", sentence=last.sentence), Source.LAST_TIME
    )


def _from_facts(question: RiskQuestion, facts: Facts) -> Suggestion | None:
    if question.known_by is None:
        return None
    known = _KNOWN[question.known_by](facts)
    if known is None:
        return None
    place, why = known
    return Suggestion(min(place, len(question.answers) - 1), why, Source.FACTS)


_Found = tuple[int, Sentence] | None


def _new_system(facts: Facts) -> _Found:
    if not facts.new:
        return None
    return 2, say("Of a vendor of whom nothing is in use yet: {names}.", names=_named(facts.new))


def _criticality(facts: Facts) -> _Found:
    if facts.systems == 0:
        return 0, say("No system is affected.")
    if facts.criticality is None:
        return None
    place = {1: 2, 2: 1}.get(facts.criticality, 0)
    return place, say("So says the catalogue of: {names}.", names=_named(facts.names))


def _data(facts: Facts) -> _Found:
    if facts.data is None:
        return None
    place = max((_WEIGHT.get(one, 0) for one in facts.data), default=0)
    if not facts.data:
        return 0, say("Answered: no personal data flow.")
    return place, say(
        "Answered: {data}.", data=", ".join(one.label for one in DataClass if one in facts.data)
    )


def _date(facts: Facts) -> _Found:
    if facts.wished is False:
        return 0, say("Nobody has wished for a date.")
    return None


def _owners(facts: Facts) -> _Found:
    if facts.unowned:
        return 2, say("Nobody owns: {names}.", names=_named(facts.unowned))
    if facts.systems:
        return 1, say("All affected systems have an owner.")
    return None


def _systems(facts: Facts) -> _Found:
    if facts.systems is None:
        return None
    if facts.systems == 0:
        return 0, say("No system is affected.")
    place = 0 if facts.systems == 1 else 1 if facts.systems <= 3 else 2
    return place, say("IT confirmed: {names}.", names=_named(facts.names))


def _elsewhere(facts: Facts) -> _Found:
    if facts.elsewhere is None:
        return None
    if not facts.elsewhere:
        return 0, say("Nothing else is under way on the same systems.")
    if facts.elsewhere == 1:
        return 1, say("One other initiative is under way on the same systems.")
    place = 1 if facts.elsewhere <= 2 else 2
    return place, say("{count} others are under way on the same systems.", count=facts.elsewhere)


_KNOWN = {
    Known.NEW_SYSTEM: _new_system,
    Known.CRITICALITY: _criticality,
    Known.DATA: _data,
    Known.DATE: _date,
    Known.OWNERS: _owners,
    Known.SYSTEMS: _systems,
    Known.ELSEWHERE: _elsewhere,
}
_NAMED = 4


def _named(names: Collection[str]) -> str:
    shown = sorted(names)[:_NAMED]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" +{more}" if more else "")
