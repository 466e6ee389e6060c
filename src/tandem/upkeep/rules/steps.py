"""The first steps of a workspace, and what is left of them. Plain Python."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say


class FirstStep(StrEnum):
    """What an administrator does on the first day, in this order."""

    COMPANY = "company"
    DAYS = "days"
    DEPARTMENTS = "departments"
    PEOPLE = "people"
    DUTY = "duty"
    MAIL = "mail"
    IDEA = "idea"

    @property
    def label(self) -> Sentence:
        return _LABELS[self]

    @property
    def why(self) -> Sentence:
        return _WHY[self]


_LABELS = {
    FirstStep.COMPANY: say("The company and its hours"),
    FirstStep.DAYS: say("Holidays and closing days"),
    FirstStep.DEPARTMENTS: say("Departments and their sides"),
    FirstStep.PEOPLE: say("People"),
    FirstStep.DUTY: say("Who is on duty"),
    FirstStep.MAIL: say("Mail"),
    FirstStep.IDEA: say("The first idea"),
}
_WHY = {
    FirstStep.COMPANY: say("Due dates count its working hours, where it is."),
    FirstStep.DAYS: say("Nobody is asked for an answer on a day on which nobody works."),
    FirstStep.DEPARTMENTS: say("At least one of Marketing and one of IT: that makes it a tandem."),
    FirstStep.PEOPLE: say("From a list, or one by one. Each gets a link to choose a password."),
    FirstStep.DUTY: say("One of each side answers what is addressed to the whole side."),
    FirstStep.MAIL: say("So that invitations and what waits for somebody reach them."),
    FirstStep.IDEA: say("One sentence is enough."),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a workspace has. `passed`: which steps were said to be fine as they are."""

    country: bool
    closing_days: bool
    sides: Collection[Lane]
    people: int
    on_duty: Collection[Lane]
    mail: bool
    ideas: bool
    passed: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class StepState:
    """A step; `done` because it is there, `passed` because somebody said so."""

    step: FirstStep
    done: bool
    passed: bool

    @property
    def is_over(self) -> bool:
        return self.done or self.passed


def states_of(facts: Facts) -> list[StepState]:
    """How far every step is."""
    there = {
        FirstStep.COMPANY: facts.country,
        FirstStep.DAYS: facts.closing_days,
        FirstStep.DEPARTMENTS: set(Lane) <= set(facts.sides),
        FirstStep.PEOPLE: facts.people > 1,
        FirstStep.DUTY: set(Lane) <= set(facts.on_duty),
        FirstStep.MAIL: facts.mail,
        FirstStep.IDEA: facts.ideas,
    }
    return [StepState(step, there[step], step.value in facts.passed) for step in FirstStep]


def next_after(step: FirstStep, states: Collection[StepState]) -> FirstStep | None:
    """Which step comes after one: the next that isn't over, from the beginning if need be."""
    order = list(FirstStep)
    open_ones = [one.step for one in states if not one.is_over and one.step is not step]
    later = [one for one in open_ones if order.index(one) > order.index(step)]
    return next(iter(later or open_ones), None)


def is_typed(typed: str, name: str) -> bool:
    """Whether somebody typed a name, whatever its case and however many spaces."""
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()
