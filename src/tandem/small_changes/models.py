from typing import ClassVar

from django.db import models


class Place(models.Model):
    """Where a small change stands in the queue. What has no place yet stands behind all others."""

    initiative = models.OneToOneField(
        "initiatives.Initiative", models.CASCADE, primary_key=True, related_name="+"
    )
    rank = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["rank"], name="small_changes_by_rank")
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} at {self.rank}"
