from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.rights.rules import Decider, Matter, Settlement


class DecisionRight(models.Model):
    """A row of the table that the company has changed; what has no row is as Tandem begins."""

    matter = models.CharField(
        max_length=16, unique=True, choices={matter.value: matter.value for matter in Matter}
    )
    decider = models.CharField(
        max_length=16, choices={decider.value: decider.value for decider in Decider}
    )
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.matter}: {self.decider}"


class BreakIn(models.Model):
    """An administrator opened a restricted initiative for some hours, and said why."""

    subject = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"break-in {self.pk} into {self.subject_id}"


class Proposal(models.Model):
    """A change that somebody suggests who doesn't decide it."""

    subject = models.ForeignKey("activity.Subject", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=32)
    target = models.CharField(max_length=32, blank=True)
    matter = models.CharField(
        max_length=16, choices={matter.value: matter.value for matter in Matter}
    )
    before = models.TextField(blank=True)
    text = models.TextField()
    # Where it is more than a text: each field before, and as it was suggested.
    fields_before = models.JSONField(default=dict)
    fields_after = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    settled_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=16, blank=True, choices={outcome.value: outcome.value for outcome in Settlement}
    )
    answer = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject", "settled_at"], name="proposals_of_a_subject")
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk} on {self.subject_id}"
