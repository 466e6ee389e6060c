from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.upkeep.rules.marks import MarkKind


class Mark(models.Model):
    """When something was done last that keeps the workspace well, and how that went.

    One row a kind: what happened before is in the history, where somebody did it.
    """

    kind = models.CharField(
        max_length=16, unique=True, choices={kind.value: kind.value for kind in MarkKind}
    )
    at = models.DateTimeField(default=clock.now)
    well = models.BooleanField(default=True)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"


class ClosingCalendar(models.Model):
    """The calendar whose whole days are the company's closing days. At most one row."""

    # Sealed: an address that opens without a password is one by itself.
    address = models.TextField()
    host = models.CharField(max_length=253)
    left_out = models.JSONField(default=list)  # names, in small letters
    days = models.JSONField(default=list)  # what it had when it was read last: [["2026-12-24", …]]
    asked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    trouble = models.JSONField(
        null=True
    )  # [template, values] of the sentence that says what failed
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_closing_calendar")
        ]

    def __str__(self) -> str:
        return f"The calendar at {self.host}"
