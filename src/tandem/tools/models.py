from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.tools.rules import (
    ADDRESS_LIMIT,
    LINE_LIMIT,
    NAME_LIMIT,
    AnswerKind,
    PaidEvery,
    Purpose,
    ToolState,
)


class Tool(models.Model):
    """Software that a department uses and pays for or embeds. It shares its Subject's id.

    No column here names a person: tools are counted, never people. Who declared one stands in the
    record, as with any act.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    name = models.CharField(max_length=NAME_LIMIT)
    address = models.CharField(max_length=ADDRESS_LIMIT, blank=True)
    domain = models.CharField(max_length=ADDRESS_LIMIT, blank=True)
    vendor = models.CharField(max_length=NAME_LIMIT, blank=True)
    purpose = models.CharField(
        max_length=16,
        default=Purpose.OTHER.value,
        choices={one.value: one.value for one in Purpose},
    )
    what_for = models.TextField(blank=True)
    missed_by = models.CharField(max_length=LINE_LIMIT, blank=True)
    data_classes = models.JSONField(default=list)
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, related_name="+"
    )
    cost = models.BigIntegerField(null=True)
    every = models.CharField(
        max_length=8,
        default=PaidEvery.MONTH.value,
        choices={one.value: one.value for one in PaidEvery},
    )
    renews_on = models.DateField(null=True)
    # As the last of its answers says; an Answered row is the fact.
    state = models.CharField(
        max_length=16,
        default=ToolState.DECLARED.value,
        choices={one.value: one.value for one in ToolState},
    )
    system = models.ForeignKey("systems.System", models.PROTECT, null=True, related_name="+")
    # What words are looked for in: name, vendor and address, without capitals.
    found_by = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    declared_at = models.DateTimeField(default=clock.now)
    # By when IT said it would answer, as it was told to whoever declared it.
    promised_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["form_key"], name="one_tool_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "subject"], name="tools_by_name")
        ]

    def __str__(self) -> str:
        return self.name


class Answered(models.Model):
    """What IT said about a tool. The last one holds; those before stay."""

    tool = models.ForeignKey(Tool, models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=16, choices={one.value: one.value for one in AnswerKind})
    words = models.TextField(blank=True)
    replaced_by = models.CharField(max_length=NAME_LIMIT, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.kind} of tool {self.tool_id}"
