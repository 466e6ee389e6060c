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


class Reserve(models.Model):
    """That a team of IT keeps so many hours a week for small changes, from a Monday on.

    Nothing is ever changed here: what is set anew is another row, and the last one for a week
    counts. 0 hours: none from then on.
    """

    team = models.ForeignKey("accounts.Team", models.CASCADE, related_name="+")
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    since = models.DateField()
    set_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["team", "since"], name="reserves_by_team")
        ]

    def __str__(self) -> str:
        return f"team {self.team_id}: {self.hours} hours from {self.since}"
