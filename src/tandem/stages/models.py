from django.db import models

from tandem.core import clock
from tandem.initiatives.rules import Stage

_STAGES = {stage.value: stage.value for stage in Stage}


class StageMove(models.Model):
    """That an initiative moved on, by whom, and what had been asked of it. Never judged again."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    before = models.CharField(max_length=16, choices=_STAGES)
    after = models.CharField(max_length=16, choices=_STAGES)
    moved_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(default=clock.now)
    # Which conditions there were, as [key, met]: conditions that come later don't change it.
    conditions = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.before} to {self.after}"
