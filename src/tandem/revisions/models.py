from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.revisions.rules import Mark


class Revision(models.Model):
    """A booked quarterly re-planning of both departments. It shares its Subject's id."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    day = models.DateField()
    booked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    booked_at = models.DateTimeField(default=clock.now)
    prepared_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["year", "quarter"], name="one_revision_a_quarter")
        ]

    def __str__(self) -> str:
        return f"{self.year} Q{self.quarter}"


class RevisionMove(models.Model):
    """A revision was moved to another day, and why."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="moves")
    before = models.DateField()
    after = models.DateField()
    why = models.TextField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.revision_id}: to {self.after}"


class Snapshot(models.Model):
    """How everything stood when a revision was held. Its rows never change."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="snapshot")
    taken_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"as of {self.taken_at}"


class SnapshotRow(models.Model):
    """How one initiative or IT project stood then: codes, days and numbers, no words."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="rows")
    subject = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=16, blank=True)
    promised = models.DateField(null=True)
    safe = models.DateField(null=True)
    chance = models.FloatField(null=True)
    days = models.DecimalField(max_digits=8, decimal_places=1, default=0)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    list_number = models.PositiveIntegerField(default=0)
    place = models.PositiveIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["snapshot", "subject"], name="once_in_a_snapshot")
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.snapshot_id}"


class WalkMark(models.Model):
    """What was said of something while a revision was prepared. Those before it stay, replaced."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="marks")
    subject = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    mark = models.CharField(max_length=8, choices={one.value: one.value for one in Mark})
    note = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["revision", "subject"],
                condition=models.Q(replaced_at=None),
                name="one_standing_mark",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.mark}"
