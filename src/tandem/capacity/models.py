from typing import ClassVar

from django.db import models

from tandem.core import clock


class CapacityLook(models.Model):
    """Whether the teams that an initiative needs had enough days, when that was last counted.

    `teams` are codes and numbers: [team, days asked, days there], of those that it needs.
    """

    initiative = models.OneToOneField(
        "initiatives.Initiative", models.CASCADE, primary_key=True, related_name="+"
    )
    looked_at = models.DateTimeField(default=clock.now)
    until = models.DateField()
    dated = models.BooleanField()
    teams = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["looked_at"], name="capacity_by_look")
        ]

    def __str__(self) -> str:
        return f"capacity for {self.initiative_id} until {self.until}"
