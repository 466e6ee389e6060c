from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.initiatives.rules import InitiativeKind
from tandem.patterns.rules import NAME_LIMIT


class Pattern(models.Model):
    """A template of initiatives: a kind, answers, and parts of a brief, without names.

    Its dates mean its launch day; they move with the day that another initiative is wished for.
    """

    name = models.CharField(max_length=NAME_LIMIT)
    description = models.TextField(blank=True)
    kind = models.CharField(
        max_length=16,
        default=InitiativeKind.OTHER.value,
        choices={kind.value: kind.value for kind in InitiativeKind},
    )
    launch_day = models.DateField(null=True)
    answers = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    made_from = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    retired_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Beginning(models.Model):
    """That an initiative began from a template, and what of it is still to be filled in."""

    initiative = models.OneToOneField(
        "initiatives.Initiative", models.PROTECT, primary_key=True, related_name="+"
    )
    pattern = models.ForeignKey(Pattern, models.PROTECT, related_name="begun")
    left = models.JSONField(default=list)
    # What the template's short names are called in this brief: {"R2": "R1"}.
    named = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.initiative_id} from {self.pattern_id}"


class WorkPattern(models.Model):
    """A template of work: pieces of nobody, their days told from a launch."""

    name = models.CharField(max_length=NAME_LIMIT)
    description = models.TextField(blank=True)
    # The launch that days in its texts were told from.
    launch_day = models.DateField(null=True)
    pieces = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    made_from = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    retired_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class WorkUse(models.Model):
    """A template of work was used on an initiative: for which launch, and by whom.

    It keeps the pieces as they were then: whoever adds the other side's part later adds what was
    looked at, whatever becomes of the template.
    """

    pattern = models.ForeignKey(WorkPattern, models.PROTECT, related_name="uses")
    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    pieces = models.JSONField(default=list)
    launch_day = models.DateField(null=True)
    off_closed = models.BooleanField(default=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "form_key"], name="one_use_of_work_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.pattern_id} on {self.initiative_id}"


class WorkMade(models.Model):
    """Which piece of a template became which piece of work, and who added it."""

    use = models.ForeignKey(WorkUse, models.PROTECT, related_name="made")
    key = models.PositiveIntegerField()
    item = models.OneToOneField("work.WorkItem", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["use", "key"], name="each_piece_made_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.use_id} is {self.item_id}"
