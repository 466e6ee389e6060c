from django.db import models

from tandem.core import clock
from tandem.initiatives.rules import InitiativeKind
from tandem.patterns.rules import NAME_LIMIT


class Pattern(models.Model):
    """A template of initiatives: a kind, answers, and parts of a brief, without names.

    Its dates mean its launch day; they move with the day that another initiative is wished for.
    """

    name = models.CharField(max_length=NAME_LIMIT)
    description = models.TextField(blank=True)
    kind = models.CharField(
        max_length=16,
        default=InitiativeKind.OTHER.value,
        choices={kind.value: kind.value for kind in InitiativeKind},
    )
    launch_day = models.DateField(null=True)
    answers = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    made_from = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    retired_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Beginning(models.Model):
    """That an initiative began from a template, and what of it is still to be filled in."""

    initiative = models.OneToOneField(
        "initiatives.Initiative", models.PROTECT, primary_key=True, related_name="+"
    )
    pattern = models.ForeignKey(Pattern, models.PROTECT, related_name="begun")
    left = models.JSONField(default=list)
    # What the template's short names are called in this brief: {"R2": "R1"}.
    named = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.initiative_id} from {self.pattern_id}"
