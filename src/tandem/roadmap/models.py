from typing import ClassVar

from django.db import models

from tandem.core import clock


class Appearance(models.Model):
    """Where customers meet what an initiative makes: on channels, in markets, of a campaign.

    Said by Marketing. Older ones stay, replaced.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    channels = models.JSONField(default=list)
    markets = models.CharField(max_length=200, blank=True)
    campaign = models.CharField(max_length=80, blank=True)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(replaced_at=None),
                name="one_standing_appearance",
            )
        ]

    def __str__(self) -> str:
        return f"appearance of {self.initiative_id}"
