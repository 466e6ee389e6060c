from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.initiatives.rules import PathLimit, Stage, Track

_LANES = {lane.value: lane.value for lane in Lane}
_STAGES = {stage.value: stage.value for stage in Stage}


class StageMove(models.Model):
    """That an initiative moved on, by whom, and what had been asked of it. Never judged again."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    before = models.CharField(max_length=16, choices=_STAGES)
    after = models.CharField(max_length=16, choices=_STAGES)
    # Nobody: the clock, because no answer came.
    moved_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField(default=clock.now)
    # Which conditions there were, as [key, how]: "met" or "passed", by the sponsor. Conditions
    # that come later don't change it. (Rows of earlier versions say true.)
    conditions = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.before} to {self.after}"


class ConditionPass(models.Model):
    """That a sponsor let a condition before a stage pass, and why. Taken back, its row stays."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    before = models.CharField(max_length=16, choices=_STAGES)
    key = models.CharField(max_length=48)
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    reason = models.TextField()
    # Of a signature: what exactly was passed. A changed text isn't passed with it.
    content = models.CharField(max_length=64, blank=True)
    # On which whoever disagrees can put their dissent.
    decision = models.ForeignKey("talk.Decision", models.PROTECT, null=True, related_name="+")
    passed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    passed_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative", "before", "key"],
                condition=models.Q(ended_at=None),
                name="one_pass_per_condition",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.key} passed before {self.before}"


class PathChoice(models.Model):
    """That a path was chosen, on which terms, and how that ended. Its terms are never changed:
    whoever sees it differently chooses anew. In force once everybody asked has said yes.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    track = models.CharField(max_length=16, choices={one.value: one.value for one in Track})
    days = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    share = models.PositiveSmallIntegerField(default=0)
    budget = models.PositiveIntegerField(default=0)
    launch_on = models.DateField(null=True)
    # By how many days the dates of a repeat move.
    shift = models.IntegerField(default=0)
    repeats = models.ForeignKey(
        "initiatives.Initiative", models.PROTECT, null=True, related_name="+"
    )
    snapshot = models.ForeignKey("briefs.Snapshot", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    approver = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    chosen_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, choices={one.value: one.value for one in Lane})
    chosen_at = models.DateTimeField(default=clock.now)
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # What was learned from an experiment.
    learned = models.TextField(blank=True)
    # When IT's full check after an emergency was done.
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(ended_at=None, in_force_at=None),
                name="one_path_that_waits",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(ended_at=None, in_force_at__isnull=False),
                name="one_path_in_force",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["track", "in_force_at"], name="paths_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.track}"


class PathWord(models.Model):
    """What a side, or the approver, says to the terms of a path."""

    choice = models.ForeignKey(PathChoice, models.PROTECT, related_name="words")
    lane = models.CharField(
        max_length=16, blank=True, choices={one.value: one.value for one in Lane}
    )
    agrees = models.BooleanField()
    note = models.TextField(blank=True)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["choice", "lane"], name="one_word_per_side")
        ]

    def __str__(self) -> str:
        return f"{self.choice_id}: {self.agrees}"


class PathAmount(models.Model):
    """A limit of a path, where an administrator said so."""

    limit = models.CharField(
        max_length=24, primary_key=True, choices={one.value: one.value for one in PathLimit}
    )
    amount = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.limit}: {self.amount}"
