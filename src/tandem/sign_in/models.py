from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.sign_in.rules import NAME_LIMIT


class FailedTries(models.Model):
    """How often somebody failed at one door lately. Of the door only a digest is kept."""

    door = models.CharField(max_length=64, unique=True)
    failed = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.failed} tries"


class CodeApp(models.Model):
    """The app on somebody's phone that shows another code every half minute.

    Its secret has to be known here, so it is kept sealed with the key of this installation: whoever
    reads the database alone can't make codes with it.
    """

    person = models.OneToOneField("accounts.Person", models.CASCADE, related_name="+")
    sealed = models.TextField()
    since = models.DateTimeField(default=clock.now)
    # The half minute of the last code: none opens twice.
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"code app of {self.person_id}"


class RecoveryCode(models.Model):
    """A code on paper, for when the phone is lost. Only its digest is kept, and it opens once."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "digest"], name="each_recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"recovery code of {self.person_id}"


class Passkey(models.Model):
    """A key that somebody's device keeps and unlocks with a finger, a face or a PIN.

    What is kept here is public: it recognises the key, and opens nothing.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    name = models.CharField(max_length=NAME_LIMIT)
    key = models.CharField(max_length=64, unique=True)
    content = models.TextField()
    # Keys that count say how often they were used; others say 0 for ever.
    uses = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
