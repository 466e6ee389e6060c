from django.db import models

from tandem.core import clock
from tandem.upkeep.rules.marks import MarkKind


class Mark(models.Model):
    """When something was done last that keeps the workspace well, and how that went.

    One row a kind: what happened before is in the history, where somebody did it.
    """

    kind = models.CharField(
        max_length=16, unique=True, choices={kind.value: kind.value for kind in MarkKind}
    )
    at = models.DateTimeField(default=clock.now)
    well = models.BooleanField(default=True)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"
