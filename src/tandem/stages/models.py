from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.initiatives.rules import Stage

_LANES = {lane.value: lane.value for lane in Lane}
_STAGES = {stage.value: stage.value for stage in Stage}


class StageMove(models.Model):
    """That an initiative moved on, by whom, and what had been asked of it. Never judged again."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    before = models.CharField(max_length=16, choices=_STAGES)
    after = models.CharField(max_length=16, choices=_STAGES)
    moved_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
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
