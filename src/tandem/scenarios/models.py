from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.core import clock
from tandem.scenarios.rules import NAME_LIMIT, WORDS_LIMIT, LeverKind, Voice

_LANES = {lane.value: lane.value for lane in Lane}


class Scenario(models.Model):
    """A named copy of a plan's levers. It shares the id of its own Subject.

    Private until it is shared; at the deal table from `table_at` on; then proposed, adopted or
    declined. `made_of` is the plan it stands on, as ids and digests; `said` what the engine said
    last, to the content in `said_digest`.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    name = models.CharField(max_length=NAME_LIMIT)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set
    made_of = models.JSONField(default=dict)
    shared_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    table_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    adopted = models.BooleanField(null=True)
    settled_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    promise = models.ForeignKey("plans.Promise", models.PROTECT, null=True, related_name="+")
    said = models.JSONField(null=True)
    said_at = models.DateTimeField(null=True)
    said_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["made_by", "form_key"], name="one_scenario_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["initiative", "-subject"], name="scenarios_of_initiative")
        ]

    def __str__(self) -> str:
        return self.name


class LeverMoved(models.Model):
    """One thing that is otherwise in a scenario, and who moved it last."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="levers")
    kind = models.CharField(max_length=8, choices={one.value: one.value for one in LeverKind})
    about = models.BigIntegerField(default=0)
    other = models.BigIntegerField(default=0)
    number = models.SmallIntegerField(null=True)
    day = models.DateField(null=True)
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    words = models.CharField(max_length=WORDS_LIMIT, blank=True)
    moved_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["scenario", "kind", "about", "other"], name="each_lever_moved_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} in {self.scenario_id}"


class Agreement(models.Model):
    """Somebody agreed for a side, or as sponsor, to exactly this content of a scenario. A later
    move ends it.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="agreements")
    voice = models.CharField(max_length=16, choices={one.value: one.value for one in Voice})
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    content = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["scenario", "voice"],
                condition=models.Q(ended_at=None),
                name="one_standing_agreement_of_a_voice",
            )
        ]

    def __str__(self) -> str:
        return f"{self.voice} agrees to {self.scenario_id}"
