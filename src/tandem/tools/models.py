from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.tools.rules import (
    ADDRESS_LIMIT,
    KEY_LIMIT,
    LINE_LIMIT,
    NAME_LIMIT,
    STANDING,
    AnswerKind,
    LookState,
    PaidEvery,
    Purpose,
    Sign,
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
    # When its department said that it uses it; when a file said so. The earlier one counts.
    declared_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(null=True)
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


class FileLook(models.Model):
    """A file that is looked through for tools: payments, what a page loads, programs that were let
    into accounts. It goes when that is done; neither its name nor any line of it is kept.

    The worker looks through it under a lease that it renews: when it dies, another begins anew.
    """

    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=8)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    turned = models.BooleanField(default=False)
    state = models.CharField(
        max_length=16,
        default=LookState.ASKING.value,
        choices={one.value: one.value for one in LookState},
    )
    why = models.TextField(blank=True)
    # How many bytes of the file are through; rows, those that say nothing, what was found.
    done = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=models.Q(state__in=[one.value for one in STANDING]),
                name="one_look_per_file",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["made_at"],
                condition=models.Q(state=LookState.WAITING.value),
                name="tool_files_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"file {self.pk}: {self.state}"


class Find(models.Model):
    """Something that may be a tool: until somebody says which, or that it is none.

    What was refused once stays refused, whatever file comes next: of it only a digest of its key is
    kept, and no name.
    """

    key = models.CharField(max_length=KEY_LIMIT, unique=True)
    name = models.CharField(max_length=NAME_LIMIT)
    domain = models.CharField(max_length=ADDRESS_LIMIT, blank=True)
    sign = models.CharField(max_length=16, choices={one.value: one.value for one in Sign})
    purpose = models.CharField(
        max_length=16,
        default=Purpose.OTHER.value,
        choices={one.value: one.value for one in Purpose},
    )
    # What it seems to see of persons, as its purpose or what it may read says; a first guess.
    data_classes = models.JSONField(default=list)
    tool = models.ForeignKey(Tool, models.CASCADE, null=True, related_name="finds")
    found_at = models.DateTimeField(default=clock.now)
    refused_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Sighting(models.Model):
    """What one file says was paid for it in a month by a department, or that it was seen in that
    month (an amount of 0). No line, and nobody's name. Files overlap: of what several say of the
    same month, department and currency the largest counts.
    """

    find = models.ForeignKey(Find, models.CASCADE, related_name="sightings")
    look = models.ForeignKey(FileLook, models.CASCADE, related_name="sightings")
    month = models.DateField()
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, related_name="+"
    )
    currency_code = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    lines = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.find_id} in {self.month}: {self.amount}"
