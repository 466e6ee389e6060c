from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.goals.rules import ObjectiveState


class Vision(models.Model):
    """Where the company goes: one text a year. It shares its Subject's id."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField(unique=True)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"vision of {self.year}"


class Objective(models.Model):
    """A goal of the year under the vision. It shares its Subject's id."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    title = models.CharField(max_length=160)
    words = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField()
    owner = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    sponsor = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=16,
        default=ObjectiveState.OPEN.value,
        choices={one.value: one.value for one in ObjectiveState},
    )
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["written_by", "form_key"], name="one_goal_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["year", "subject"], name="goals_by_year")
        ]

    def __str__(self) -> str:
        return self.title


class Endorsement(models.Model):
    """That somebody stands behind a vision or a goal, until a day."""

    subject = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    endorsed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    endorsed_at = models.DateTimeField(default=clock.now)
    until = models.DateField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject", "endorsed_by"],
                condition=models.Q(replaced_at=None),
                name="one_standing_endorsement",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} until {self.until}"


class Serving(models.Model):
    """That an initiative (its Subject) serves a goal, from when until when."""

    initiative = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="servings")
    linked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(ended_at=None),
                name="one_goal_per_initiative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} serves {self.objective_id}"
