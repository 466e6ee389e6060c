from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.assessment.rules import Authority, Ruling, TouchState, Word
from tandem.assessment.rules.consulting import ConsultState
from tandem.core import clock

_LANES = {lane.value: lane.value for lane in Lane}
_AUTHORITIES = {one.value: one.value for one in Authority}


class Touch(models.Model):
    """That an initiative is said to affect a system, and what IT says to that."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    system = models.ForeignKey("systems.System", models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices={one.value: one.value for one in TouchState})
    named_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    named_for = models.CharField(max_length=16, choices=_LANES)
    named_at = models.DateTimeField(default=clock.now)
    settled_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["initiative", "system"], name="one_touch_per_system")
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} touches {self.system_id}: {self.state}"


class TouchesNothing(models.Model):
    """That IT said: no system is affected. It ends when one is."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(ended_at=None),
                name="touches_nothing_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} touches nothing"


class Consult(models.Model):
    """That whoever answers for an affected system was asked whether it is so, and what they said.

    It shares the id of its own Subject, which stands below the initiative; whoever is asked is
    given that one Subject. Of nobody: whoever is on duty for IT is asked.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    system = models.ForeignKey("systems.System", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=16, choices={one.value: one.value for one in ConsultState})
    text = models.TextField(blank=True)
    closed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["initiative", "system"], name="one_consult_per_system")
        ]

    def __str__(self) -> str:
        return f"consult {self.pk}: {self.state}"


class Feasibility(models.Model):
    """IT's word, Marketing's answer to it, the sponsor's ruling. Older words stay, replaced."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    word = models.CharField(max_length=16, choices={one.value: one.value for one in Word})
    text = models.TextField()
    alternative = models.TextField(blank=True)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    ruling = models.CharField(
        max_length=16, blank=True, choices={one.value: one.value for one in Ruling}
    )
    reason = models.TextField(blank=True)
    ruled_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    ruled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(replaced_at=None),
                name="one_standing_word",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.word}"


class DataCheck(models.Model):
    """Whether personal data flow, which, and what was said to it. Older answers stay, replaced."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    personal = models.BooleanField()
    classes = models.JSONField(default=list)
    text = models.TextField(blank=True)
    by_authority = models.BooleanField()
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(replaced_at=None),
                name="one_standing_data_check",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.personal}"


class KeptImpact(models.Model):
    """How far an initiative reached when both sides signed its brief, or when IT last looked at
    what had changed since. Older ones stay.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    # Made by the program from the catalogue: ids, names, classes of data and the words of paths.
    systems = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    signed = models.BooleanField()
    kept_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["initiative", "-id"], name="newest_kept_impact")
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {len(self.systems)} systems"


class HoldAuthority(models.Model):
    """That a person may hold initiatives for a reason, from a day, perhaps until one, inclusive."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=_AUTHORITIES)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    named_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class Hold(models.Model):
    """That an initiative stands still for a reason, until somebody of that authority lifts it."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=_AUTHORITIES)
    reason = models.TextField()
    lifts = models.TextField()
    look_again_on = models.DateField()
    held_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    held_at = models.DateTimeField(default=clock.now)
    lifted_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative", "kind"],
                condition=models.Q(lifted_at=None),
                name="one_standing_hold_per_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} held for {self.kind}"


class HoldRenewal(models.Model):
    """That a hold was to go on until another day. One that went up is settled by rulings."""

    hold = models.ForeignKey(Hold, models.PROTECT, related_name="renewals")
    reason = models.TextField()
    look_again_on = models.DateField()
    renewed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    renewed_at = models.DateTimeField(default=clock.now)
    went_up = models.BooleanField()
    settled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"renewal of {self.hold_id}"


class HoldRuling(models.Model):
    """What the sponsor, or a risk owner, decided about a renewal that went up, and why."""

    renewal = models.ForeignKey(HoldRenewal, models.PROTECT, related_name="rulings")
    as_sponsor = models.BooleanField()
    keep = models.BooleanField()
    reason = models.TextField()
    ruled_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["renewal", "as_sponsor"], name="one_ruling_each")
        ]

    def __str__(self) -> str:
        return f"{self.renewal_id}: {self.keep}"
