from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.imports.rules.steps import AT_WORK, NAME_LIMIT, ImportFailure, ImportState

_AT_WORK = [state.value for state in AT_WORK]


class Import(models.Model):
    """Files of another tool on their way in: into what has work, or, without a home, to Ideas &
    work as ideas. What was found in them, what means what, how they compare with what is here, and
    what came of it.

    The worker does one step at a time, under a lease that it renews: when it dies, another goes on.
    """

    home = models.ForeignKey("activity.Subject", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    state = models.CharField(
        max_length=16,
        default=ImportState.LOOKING.value,
        choices={state.value: state.value for state in ImportState},
    )
    source = models.CharField(max_length=80, blank=True)
    found = models.JSONField(default=dict)
    means = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    failed = models.CharField(
        max_length=16, blank=True, choices={one.value: one.value for one in ImportFailure}
    )
    detail = models.TextField(blank=True)
    # How much of the step is through, of how much.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "form_key"], name="one_import_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["made_at"],
                condition=models.Q(state__in=_AT_WORK),
                name="imports_at_work",
            ),
            models.Index(fields=["home", "-made_at"], name="imports_by_home"),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}: {self.state}"


class ImportFile(models.Model):
    """One of its files, kept under the digest of its content until nobody needs it any more."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_LIMIT)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["digest"], name="import_files_by_digest")
        ]

    def __str__(self) -> str:
        return f"file {self.position} of {self.of_id}"


class TakenIn(models.Model):
    """A piece of work, or an idea, that came from another tool: by what it is known again there,
    what it said when it came last, and what has no other place here.
    """

    item = models.OneToOneField(
        "activity.Subject", models.CASCADE, primary_key=True, related_name="+"
    )
    # What has the work; an idea has none.
    home = models.ForeignKey("activity.Subject", models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=80)
    key = models.CharField(max_length=100)
    source_id = models.CharField(max_length=100, blank=True)
    url = models.TextField(blank=True)
    first = models.ForeignKey(Import, models.PROTECT, related_name="taken")
    last = models.ForeignKey(Import, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    # What came in: codes and days, of texts digests. Compared when the item comes again.
    said = models.JSONField(default=dict)
    # [what, text] of what has no other place.
    told = models.JSONField(default=list)
    # Digests of the comments that came in already.
    comments = models.JSONField(default=list)
    seconds = models.PositiveIntegerField(default=0)
    # How long its record was when it came in: a longer one says that somebody touched it.
    length = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["home", "source", "key"], name="taken_in_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["source", "key"],
                condition=models.Q(home__isnull=True),
                name="ideas_taken_in",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} is {self.item_id}"
