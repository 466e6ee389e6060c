from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.year.rules import FreezeKind


class _Span(models.Model):
    """From a day to a day, both in it. Cancelled, never deleted. It shares its Subject's id."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    noted_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    cancelled_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Moment(_Span):
    """A date in marketing's year that doesn't move: a fair, a season, a holiday."""

    where = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["noted_by", "form_key"], name="one_moment_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ends_on", "starts_on"], name="moments_by_day")
        ]


class MomentMove(models.Model):
    """A fixed date has other days from then on; why, and by whom. Taking it back is one, too."""

    moment = models.ForeignKey(Moment, models.CASCADE, related_name="moves")
    starts_before = models.DateField()
    ends_before = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    def __str__(self) -> str:
        return f"{self.moment_id}: {self.starts_before} to {self.starts_on}"


class Freeze(_Span):
    """A time in which nothing is launched, or only what has to be."""

    kind = models.CharField(max_length=8, choices={one.value: one.value for one in FreezeKind})
    reason = models.TextField()
    systems = models.ManyToManyField("systems.System", related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["noted_by", "form_key"], name="one_freeze_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ends_on", "starts_on"], name="freezes_by_day")
        ]


class LaunchWindow(models.Model):
    """When launches may begin on a weekday. While there is no row at all, the usual hours hold."""

    weekday = models.PositiveSmallIntegerField(unique=True)
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens_at}"
