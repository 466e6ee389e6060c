from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.trace.rules import (
    ADDRESS_LIMIT,
    COMMIT_LIMIT,
    NAME_LIMIT,
    ORIGIN_LIMIT,
    CodeKind,
    CodeState,
)


class CodeLink(models.Model):
    """A branch, pull request or CI run that belongs to a piece of work, as its system of `origin`
    told it last, or a person.

    What is called the same by the same system is one of a piece of work. Two pieces of work each
    have their own row of one pull request: nobody learns of work that they can't see.
    """

    item = models.ForeignKey("work.WorkItem", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices={k.value: k.value for k in CodeKind})
    origin = models.CharField(max_length=ORIGIN_LIMIT)
    external_id = models.CharField(max_length=ADDRESS_LIMIT)
    name = models.CharField(max_length=NAME_LIMIT, blank=True)
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=16, blank=True, choices={s.value: s.value for s in CodeState}
    )
    address = models.CharField(max_length=ADDRESS_LIMIT, blank=True)
    commit = models.CharField(max_length=COMMIT_LIMIT, blank=True)
    branch = models.CharField(max_length=NAME_LIMIT, blank=True)
    said_at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item", "kind", "origin", "external_id"], name="each_code_linked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.item_id}"
