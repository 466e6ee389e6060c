"""Simple rules: when something happens, something is done. Plain Python.

Nothing that a rule does is a thing that starts one: work that is added, a to-do, a word to
somebody. So no rule can start another, nor itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import InitiativeKind, Stage, Track
from tandem.work.rules import WorkKind

NAME_LIMIT = 80
TEXT_LIMIT = 200
RULES_AT_MOST = 50
RUNS_AN_HOUR = 30
AN_HOUR = timedelta(hours=1)
LOOKED_BACK = timedelta(days=90)
DAYS_AT_MOST = 90


class When(StrEnum):
    """What starts a rule."""

    STAGE = "stage"
    SIGNED = "signed"
    SCOPE = "scope"
    WORK_DONE = "work_done"
    WORK_ACCEPTED = "work_accepted"
    APPROVED = "approved"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            When.STAGE: say("it reaches a stage"),
            When.SIGNED: say("both sides have signed the brief"),
            When.SCOPE: say("Marketing accepts what will be built"),
            When.WORK_DONE: say("a piece of work is done"),
            When.WORK_ACCEPTED: say("a piece of work is accepted"),
            When.APPROVED: say("somebody gives the yes that was asked for"),
        }[self]

    @property
    def event(self) -> str:
        """The kind of event that tells of it."""
        return {
            When.STAGE: "initiative.moved",
            When.SIGNED: "brief.signed",
            When.SCOPE: "scope.accepted",
            When.WORK_DONE: "work_item.moved",
            When.WORK_ACCEPTED: "work_item.accepted",
            When.APPROVED: "approval.answered",
        }[self]

    @property
    def is_of_work(self) -> bool:
        return self in {When.WORK_DONE, When.WORK_ACCEPTED}


class Then(StrEnum):
    """What a rule does."""

    TEMPLATE = "template"
    WORK = "work"
    TASK = "task"
    TELL = "tell"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Then.TEMPLATE: say("add the work of a template"),
            Then.WORK: say("add a piece of work"),
            Then.TASK: say("give a to-do"),
            Then.TELL: say("tell somebody"),
        }[self]


class To(StrEnum):
    """Whom it is for."""

    OWNER_MARKETING = "owner_marketing"
    OWNER_IT = "owner_it"
    DUTY_MARKETING = "duty_marketing"
    DUTY_IT = "duty_it"
    PERSON = "person"
    TEAM = "team"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            To.OWNER_MARKETING: say("the Marketing owner"),
            To.OWNER_IT: say("the IT owner"),
            To.DUTY_MARKETING: say("whoever is on duty for Marketing"),
            To.DUTY_IT: say("whoever is on duty for IT"),
            To.PERSON: say("a person"),
            To.TEAM: say("a team"),
        }[self]

    @property
    def owner_of(self) -> Lane | None:
        return {To.OWNER_MARKETING: Lane.MARKETING, To.OWNER_IT: Lane.IT}.get(self)

    @property
    def duty_of(self) -> Lane | None:
        return {To.DUTY_MARKETING: Lane.MARKETING, To.DUTY_IT: Lane.IT}.get(self)


class RunOutcome(StrEnum):
    """What became of a run."""

    DONE = "done"
    REFUSED = "refused"
    NOBODY = "nobody"
    TOO_MANY = "too_many"
    GONE = "gone"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            RunOutcome.DONE: say("done"),
            RunOutcome.REFUSED: say("not done: whoever made the rule may not do this there"),
            RunOutcome.NOBODY: say("not done: there was nobody to give it to"),
            RunOutcome.TOO_MANY: say("not done: the rule had run too often within an hour"),
            RunOutcome.GONE: say("not done: whoever made the rule may do nothing any more"),
        }[self]


@dataclass(frozen=True, slots=True)
class RuleAsked:
    """A rule as somebody makes it. What is empty of the conditions holds for all."""

    name: str
    when: When
    then: Then
    stage: Stage | None = None
    work_kind: WorkKind | None = None
    kind: InitiativeKind | None = None
    lane: Lane | None = None
    """Of the work that is done or accepted."""
    track: Track | None = None
    template_id: int | None = None
    text: str = ""
    to: To | None = None
    person_id: int | None = None
    team_id: int | None = None
    days: int = 3
    """Until when a to-do is to be done, in days."""

    @property
    def words(self) -> Sentence:
        """The whole rule in a sentence's two halves."""
        when: Sentence | str = self.when.label
        if self.when is When.STAGE and self.stage:
            when = say("it reaches {stage}", stage=self.stage.label)
        elif self.when.is_of_work and self.work_kind:
            when = say("{what} ({kind})", what=self.when.label, kind=self.work_kind.label)
        if self.then is Then.TEMPLATE or not self.to:
            return say("When {when}: {then}", when=when, then=self.then.label)
        return say(
            "When {when}: {then}, for {to}", when=when, then=self.then.label, to=self.to.label
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What a rule says otherwise than before: of what, and both, empty where it says nothing."""

    of: Sentence
    before: str
    after: str


def differences(
    before: Mapping[Sentence, str], after: Mapping[Sentence, str]
) -> tuple[Difference, ...]:
    """What is said otherwise, in the order in which a rule says it."""
    labels = dict.fromkeys([*after, *before])
    found = (Difference(one, before.get(one, ""), after.get(one, "")) for one in labels)
    return tuple(one for one in found if one.before != one.after)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, with what rules ask about it."""

    kind: str
    data: Mapping[str, object]
    initiative_kind: InitiativeKind | None = None
    track: Track | None = None
    work_kind: WorkKind | None = None
    work_lane: Lane | None = None
    both_signed: bool = False


def starts(rule: RuleAsked, one: Happening) -> bool:
    """Whether this starts the rule."""
    if one.kind != rule.when.event:
        return False
    told = {
        When.STAGE: rule.stage is not None and one.data.get("after") == rule.stage.value,
        When.SIGNED: one.both_signed,
        When.SCOPE: True,
        When.WORK_DONE: one.data.get("after") == "done",
        When.WORK_ACCEPTED: True,
        When.APPROVED: one.data.get("answer") in {"yes", "remark"},
    }[rule.when]
    return told and _fits(rule, one)


def _fits(rule: RuleAsked, one: Happening) -> bool:
    asked = (
        (rule.kind, one.initiative_kind),
        (rule.track, one.track),
        (rule.work_kind if rule.when.is_of_work else None, one.work_kind),
        (rule.lane if rule.when.is_of_work else None, one.work_lane),
    )
    return all(wanted is None or wanted == stands for wanted, stands in asked)


def why_not_rule(rule: RuleAsked) -> tuple[Sentence, str] | None:
    """Say why a rule can't be so, and of which field that is; or nothing if it can."""
    if rule.when is When.STAGE and rule.stage is None:
        return say("Choose the stage."), "stage"
    if rule.then is Then.TEMPLATE:
        return None if rule.template_id else (say("Choose a template."), "template")
    if not rule.text:
        return say("Please write something here."), "text"
    if rule.to is None:
        return say("Choose whom it is for."), "to"
    return _why_not_for(rule)


def _why_not_for(rule: RuleAsked) -> tuple[Sentence, str] | None:
    if rule.to is To.PERSON and rule.person_id is None:
        return say("Choose the person."), "person"
    if rule.to is To.TEAM and rule.team_id is None:
        return say("Choose the team."), "team"
    if rule.to is To.TEAM and rule.then is not Then.TELL:
        return say("A team can be told. Work and to-dos are for one person."), "to"
    if rule.then is Then.TASK and not 1 <= rule.days <= DAYS_AT_MOST:
        return say("From 1 to {most} days.", most=DAYS_AT_MOST), "days"
    return None
