from typing import ClassVar

from django.db import models
from django.db.models import Q

from tandem.core import clock
from tandem.own_fields.rules import NAME_LIMIT, OPTION_LIMIT, UNIT_LIMIT, FieldType
from tandem.work.rules import WorkKind


class OwnField(models.Model):
    """A field that a kind of work has here. Retired, its values stay and are shown no more."""

    kind = models.CharField(max_length=8, choices={one.value: one.value for one in WorkKind})
    name = models.CharField(max_length=NAME_LIMIT)
    type = models.CharField(max_length=8, choices={one.value: one.value for one in FieldType})
    unit = models.CharField(max_length=UNIT_LIMIT, blank=True)
    required = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=Q(retired_at=None),
                name="one_own_field_per_kind_and_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.kind}"


class FieldOption(models.Model):
    """Something that can be chosen. Retired, it stays where it was chosen."""

    field = models.ForeignKey(OwnField, models.CASCADE, related_name="options")
    name = models.CharField(max_length=OPTION_LIMIT)
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["field", "name"], name="one_option_per_field_and_name")
        ]

    def __str__(self) -> str:
        return self.name


class FieldValue(models.Model):
    """What stands in a field of a piece of work; of several chosen, a row each."""

    item = models.ForeignKey("work.WorkItem", models.CASCADE, related_name="+")
    field = models.ForeignKey(OwnField, models.CASCADE, related_name="+", db_index=False)
    text = models.TextField(blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    day = models.DateField(null=True)
    yes = models.BooleanField(null=True)
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    option = models.ForeignKey(FieldOption, models.CASCADE, null=True, related_name="+")
    set_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item", "field"], condition=Q(option=None), name="one_value_per_field"
            ),
            models.UniqueConstraint(
                fields=["item", "field", "option"], name="each_option_chosen_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["field", "item"], name="field_values_by_field")
        ]

    def __str__(self) -> str:
        return f"{self.field_id} of {self.item_id}"


class FieldLine(models.Model):
    """What a field of a piece of work said before somebody changed many at once, and after."""

    edit = models.ForeignKey("work.BulkEdit", models.CASCADE, related_name="+")
    item = models.ForeignKey("work.WorkItem", models.CASCADE, related_name="+")
    field = models.ForeignKey(OwnField, models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()

    def __str__(self) -> str:
        return f"{self.field_id} of {self.item_id} in {self.edit_id}"
