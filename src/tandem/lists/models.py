from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.lists.rules import NAME_LIMIT, Listed, Sharing


class SavedView(models.Model):
    """What somebody asks of Ideas & work, or of all work, under a name: filters, order, columns.

    It holds no rows: whoever opens it sees what they may see.
    """

    owner = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LIMIT)
    listed = models.CharField(
        max_length=8,
        default=Listed.IDEAS.value,
        choices={one.value: one.value for one in Listed},
    )
    # As it stands in an address (`ListAsked.query`, `WorkAsked.query`).
    asked = models.TextField(blank=True)
    shared = models.CharField(
        max_length=16,
        default=Sharing.OWN.value,
        choices={one.value: one.value for one in Sharing},
    )
    # The owner's when it was shared: it stays shared there if they go elsewhere.
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, related_name="+"
    )
    # Since when others find it.
    shared_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_view_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class ChosenView(models.Model):
    """The view that Ideas & work opens with for somebody."""

    person = models.OneToOneField(
        "accounts.Person", models.CASCADE, primary_key=True, related_name="+"
    )
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="chosen")
    chosen_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.view_id}"
