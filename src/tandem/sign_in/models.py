from django.db import models


class FailedTries(models.Model):
    """How often somebody failed at one door lately. Of the door only a digest is kept."""

    door = models.CharField(max_length=64, unique=True)
    failed = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.failed} tries"
