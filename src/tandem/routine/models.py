from enum import StrEnum
from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.initiatives.rules import InitiativeKind, Stage, Track
from tandem.routine.rules import NAME_LIMIT, TEXT_LIMIT, CameTo, Every, RunOutcome, Then, To, When
from tandem.work.rules import TITLE_LIMIT, WorkKind

_LANES = {lane.value: lane.value for lane in Lane}


class Recurrence(models.Model):
    """A piece of work that comes back by itself, as somebody set it up: made by the clock with what
    that person may do.

    `next_on` is the next day on which it comes; none where that isn't known yet (the last one isn't
    done), or it is over.
    """

    home = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_LIMIT)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=8, choices={one.value: one.value for one in WorkKind})
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    estimate = models.CharField(max_length=30, blank=True)
    checks = models.JSONField(default=list)
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    due_after = models.PositiveSmallIntegerField(default=0)
    several = models.BooleanField(default=False)
    every = models.CharField(max_length=16, choices={one.value: one.value for one in Every})
    weekdays = models.JSONField(default=list)
    month_day = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    times = models.PositiveSmallIntegerField(null=True)
    next_on = models.DateField(null=True)
    came = models.PositiveIntegerField(default=0)
    set_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    paused_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    paused_at = models.DateTimeField(null=True)
    # It rests by itself: whoever set it up may no longer add this work here.
    resting_since = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["set_by", "form_key"], name="one_recurrence_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_on"],
                condition=models.Q(ended_at=None, paused_at=None, resting_since=None),
                name="recurrences_that_run",
            ),
            models.Index(fields=["home", "id"], name="recurrences_by_home"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} of {self.home_id}"


class Coming(models.Model):
    """A day on which it was to come back, and what became of that."""

    recurrence = models.ForeignKey(Recurrence, models.CASCADE, related_name="comings")
    on = models.DateField()
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=16, choices={one.value: one.value for one in CameTo})
    # Days before it that were passed over, because nothing ran then.
    missed = models.PositiveSmallIntegerField(default=0)
    item = models.OneToOneField("work.WorkItem", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["recurrence", "on"], name="comes_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.recurrence_id} on {self.on}: {self.outcome}"


def _codes(of: type[StrEnum]) -> dict[str, str]:
    return {one.value: one.value for one in of}


class AskedRule(models.Model):
    """What a rule says, and as whom: one version of it."""

    name = models.CharField(max_length=NAME_LIMIT)
    when = models.CharField(max_length=16, choices=_codes(When))
    stage = models.CharField(max_length=16, blank=True, choices=_codes(Stage))
    work_kind = models.CharField(max_length=8, blank=True, choices=_codes(WorkKind))
    kind = models.CharField(max_length=16, blank=True, choices=_codes(InitiativeKind))
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    track = models.CharField(max_length=16, blank=True, choices=_codes(Track))
    then = models.CharField(max_length=16, choices=_codes(Then))
    template = models.ForeignKey(
        "patterns.WorkPattern", models.PROTECT, null=True, related_name="+"
    )
    text = models.CharField(max_length=TEXT_LIMIT, blank=True)
    to = models.CharField(max_length=16, blank=True, choices=_codes(To))
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField(default=3)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    # What had happened before is nothing for it.
    after_event = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Rule(AskedRule):
    """When something happens, something is done, with what whoever made it may do: for one
    initiative, or without a place for all of them.
    """

    place = models.ForeignKey("activity.Subject", models.PROTECT, null=True, related_name="+")
    resting_since = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["made_by", "form_key"], name="one_rule_per_form")
        ]


class EarlierRule(AskedRule):
    """A rule as it was asked before somebody changed it or took it over. It answers what happened
    up to then, until the worker has looked.
    """

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="earlier")
    until_event = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rule", "version"], name="a_version_of_a_rule_once")
        ]


class RuleRun(models.Model):
    """A rule was started by an event, once, and what became of that."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="runs")
    event = models.ForeignKey("activity.Event", models.PROTECT, related_name="+")
    root = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=16, choices=_codes(RunOutcome))
    made = models.PositiveSmallIntegerField(default=0)
    item = models.ForeignKey("work.WorkItem", models.PROTECT, null=True, related_name="+")
    # As it was asked when that happened.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rule", "event"], name="a_rule_runs_once_an_event")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} by {self.event_id}: {self.outcome}"


class RulesRead(models.Model):
    """Up to which event the rules have looked: one row."""

    event = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"up to {self.event}"
