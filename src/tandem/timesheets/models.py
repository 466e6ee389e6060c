from typing import ClassVar

from django.db import models
from django.db.models import Q

from tandem.core import clock
from tandem.timesheets.rules import NAME_LIMIT

_ONE_THING = Q(subject__isnull=False, occupation=None) | Q(subject=None, occupation__isnull=False)


class Occupation(models.Model):
    """What people spend hours on that is no piece of work: meetings, support."""

    name = models.CharField(max_length=NAME_LIMIT)
    added_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(closed_at=None), name="each_occupation_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """The time that somebody spent on something on a day: a cell of their sheet.

    `home` is the root of what it was spent on. An entry that was taken in from elsewhere has the
    id it had there (`source`), and may be of somebody who is not here (`by_name`). `version`
    grows with each change, so that two windows lose nothing.
    """

    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120, blank=True)
    subject = models.ForeignKey("activity.Subject", models.PROTECT, null=True, related_name="+")
    home = models.ForeignKey("activity.Subject", models.PROTECT, null=True, related_name="+")
    occupation = models.ForeignKey(Occupation, models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    minutes = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    source = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 - where set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "subject", "day"],
                condition=Q(source=None),
                name="one_entry_per_work_and_day",
            ),
            models.UniqueConstraint(
                fields=["person", "occupation", "day"],
                condition=Q(source=None),
                name="one_entry_per_occupation_and_day",
            ),
            models.CheckConstraint(condition=_ONE_THING, name="an_entry_is_of_one_thing"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "day"], name="hours_by_person"),
            models.Index(fields=["home", "subject"], name="hours_by_home"),
            models.Index(fields=["day"], name="hours_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes on {self.day}"


class Timer(models.Model):
    """Somebody's timer while it runs: one at most. When it stops, its time is an entry."""

    person = models.OneToOneField(
        "accounts.Person", models.CASCADE, primary_key=True, related_name="+"
    )
    subject = models.ForeignKey("activity.Subject", models.CASCADE, null=True, related_name="+")
    occupation = models.ForeignKey(Occupation, models.CASCADE, null=True, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=_ONE_THING, name="a_timer_is_of_one_thing")
        ]

    def __str__(self) -> str:
        return f"timer of {self.person_id}"


class SheetRow(models.Model):
    """A row that somebody put on their sheet of a week, before any hours stand in it."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    week = models.DateField()
    subject = models.ForeignKey("activity.Subject", models.CASCADE, null=True, related_name="+")
    occupation = models.ForeignKey(Occupation, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "week", "subject"], name="one_row_per_work_and_week"
            ),
            models.UniqueConstraint(
                fields=["person", "week", "occupation"], name="one_row_per_occupation_and_week"
            ),
            models.CheckConstraint(condition=_ONE_THING, name="a_row_is_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"row of {self.person_id} in {self.week}"


class Remaining(models.Model):
    """What whoever does a piece of work said it still needs, in working days."""

    item = models.ForeignKey("work.WorkItem", models.CASCADE, related_name="+")
    days = models.DecimalField(max_digits=5, decimal_places=1)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    # What had been written down by then: what comes after it is taken off.
    minutes_then = models.PositiveIntegerField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(replaced_at=None), name="one_standing_remaining"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} still needs {self.days}"


class Closing(models.Model):
    """Up to which day hours are closed, as an administrator said; the newest counts."""

    until = models.DateField(null=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"closed until {self.until}"
