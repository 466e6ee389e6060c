from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.projects.rules import ProjectState

_STATES = {state.value: state.value for state in ProjectState}


class ItProject(models.Model):
    """Work of IT alone. It shares the id of its Subject, which bears its title.

    `version` counts every change of what it says and of its dates.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    purpose = models.TextField(blank=True)
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=16, default=ProjectState.PLANNED.value, choices=_STATES)
    systems = models.ManyToManyField("systems.System", related_name="+")
    added_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["added_by", "form_key"], name="one_project_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ends_on", "starts_on"], name="projects_by_day")
        ]

    def __str__(self) -> str:
        return f"IT project {self.pk}"


class ProjectMove(models.Model):
    """Its dates were moved, and why."""

    project = models.ForeignKey(ItProject, models.CASCADE, related_name="moves")
    starts_before = models.DateField()
    ends_before = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone")

    def __str__(self) -> str:
        return f"{self.project_id}: to {self.ends_on}"


class ProjectStep(models.Model):
    """It became something else: begun, done, stopped and why, planned again."""

    project = models.ForeignKey(ItProject, models.CASCADE, related_name="steps")
    before = models.CharField(max_length=16, choices=_STATES)
    after = models.CharField(max_length=16, choices=_STATES)
    reason = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.project_id}: {self.before} to {self.after}"


class ProjectWait(models.Model):
    """An initiative or an IT project waits for another; one of the two is an IT project.

    An initiative goes live only when what it waits for is done. An IT project begins then.
    """

    waiting = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    on = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["waiting", "on"], name="each_project_awaited_once")
        ]

    def __str__(self) -> str:
        return f"{self.waiting_id} waits for {self.on_id}"
