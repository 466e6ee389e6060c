"""What rules say, in words; how each was asked before somebody changed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import InitiativeKind, Stage, Track
from tandem.routine.models import AskedRule, EarlierRule, Rule
from tandem.routine.rules import Difference, RuleAsked, Then, To, When, differences
from tandem.work.rules import WorkKind

CHANGES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule was changed or taken over: by whom, when, and what says something else since."""

    version: int
    by: Name
    at: datetime
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Span:
    """A rule as it was asked for what happened after one event and up to another; without an end it
    is as it is asked now.
    """

    rule_id: int
    place_id: int | None
    asked: RuleAsked
    after: int
    until: int | None = None

    def holds(self, event_id: int, root_id: int) -> bool:
        """Whether it answers what happened there then."""
        there = self.place_id in {None, root_id}
        return there and event_id > self.after and (self.until is None or event_id <= self.until)


def asked_of(one: AskedRule) -> RuleAsked:
    """What a rule says, as its row keeps it."""
    return RuleAsked(
        name=one.name,
        when=When(one.when),
        then=Then(one.then),
        stage=Stage(one.stage) if one.stage else None,
        work_kind=WorkKind(one.work_kind) if one.work_kind else None,
        kind=InitiativeKind(one.kind) if one.kind else None,
        lane=Lane(one.lane) if one.lane else None,
        track=Track(one.track) if one.track else None,
        template_id=one.template_id,
        text=one.text,
        to=To(one.to) if one.to else None,
        person_id=one.person_id,
        team_id=one.team_id,
        days=one.days,
    )


def asked_when(one: Rule, event_id: int) -> AskedRule | None:
    """A rule as it was asked when something happened; none where it answered nothing then."""
    if event_id > one.after_event:
        return one
    return one.earlier.filter(after_event__lt=event_id, until_event__gte=event_id).first()


def rules_that_act(*, after: int) -> list[Span]:
    """What rules say about what happened after an event: those that aren't over and don't rest, as
    they are asked now, and as they were before. For the clock.
    """
    acting = list(Rule.objects.filter(ended_at=None, resting_since=None).order_by("pk"))
    places = {one.pk: one.place_id for one in acting}
    before = EarlierRule.objects.filter(rule__in=places, until_event__gt=after) if acting else ()
    return [
        *(Span(one.pk, one.place_id, asked_of(one), one.after_event) for one in acting),
        *(
            Span(one.rule_id, places[one.rule_id], asked_of(one), one.after_event, one.until_event)
            for one in before
        ),
    ]


def said_by(one: AskedRule) -> dict[Sentence, str]:
    """What a rule says, line by line. Its template and team are read with it."""
    asked, known = asked_of(one), names([one.person_id])
    return _said(asked, one, known)


def _said(asked: RuleAsked, one: AskedRule, known: Mapping[int, Name]) -> dict[Sentence, str]:
    whom: str | None = asked.to.label if asked.to else None
    if one.person_id:
        whom = known[one.person_id].name
    elif one.team:
        whom = one.team.name
    lines: dict[Sentence, str | None] = {
        say("When"): asked.when.label,
        say("Stage"): asked.stage and asked.stage.label,
        say("Kind of work"): asked.work_kind and asked.work_kind.label,
        say("Whose work"): asked.lane and asked.lane.label,
        say("Initiatives"): asked.kind and asked.kind.label,
        say("Path"): asked.track and asked.track.label,
        say("Then"): asked.then.label,
        say("Template"): one.template.name if one.template else "",
        say("Words"): asked.text,
        say("For"): whom,
        say("Days for a to-do"): str(asked.days) if asked.then is Then.TASK else None,
    }
    return {label: said for label, said in lines.items() if said}


def changes_of(one: Rule) -> list[RuleChange]:
    """What was changed of a rule, newest first."""
    found = one.earlier.select_related("template", "team").order_by("-version")
    versions: list[AskedRule] = [one, *found[:CHANGES_SHOWN]]
    known = names(pk for row in versions for pk in (row.person_id, row.made_by_id))

    def whole(row: AskedRule) -> dict[Sentence, str]:
        about = {say("Name"): row.name, **_said(asked_of(row), row, known)}
        return {**about, say("Acts as"): known[row.made_by_id].name}

    return [
        RuleChange(
            version=after.version,
            by=known[after.made_by_id],
            at=after.made_at,
            differences=differences(whole(before), whole(after)),
        )
        for after, before in pairwise(versions)
    ]
