from typing import ClassVar

from django.db import models

from tandem.assessment.rules import Authority
from tandem.core import clock
from tandem.risk.rules import LawfulBasis, Source, Tier

_AUTHORITIES = {one.value: one.value for one in Authority}


class RiskCheck(models.Model):
    """The check of an initiative, in the version of the questions that it began with."""

    initiative = models.OneToOneField(
        "initiatives.Initiative", models.PROTECT, primary_key=True, related_name="+"
    )
    version = models.PositiveIntegerField()
    begun_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"risk check of {self.initiative_id}"


class RiskAnswer(models.Model):
    """An answer to one question: its place, or -1 for “we don't know yet”.

    A new one replaces it.
    """

    check_of = models.ForeignKey(RiskCheck, models.PROTECT, related_name="answers")
    key = models.CharField(max_length=40)
    place = models.SmallIntegerField()
    note = models.TextField(blank=True)
    source = models.CharField(max_length=16, choices={one.value: one.value for one in Source})
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["check_of", "key"],
                condition=models.Q(replaced_at=None),
                name="one_standing_risk_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.check_of_id}: {self.place}"


class RiskResult(models.Model):
    """That the answers were handed in: the tier they make, who has to look, which systems they are
    about. It ends when an answer changes, or when somebody sends it back.
    """

    check_of = models.ForeignKey(RiskCheck, models.PROTECT, related_name="results")
    tier = models.PositiveSmallIntegerField(choices={one.value: one.name for one in Tier})
    reviews = models.JSONField(default=list)
    systems = models.JSONField(default=list)
    risk_owner = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    handed_in_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["check_of"],
                condition=models.Q(ended_at=None),
                name="one_standing_risk_result",
            )
        ]

    def __str__(self) -> str:
        return f"result of {self.check_of_id}: {self.tier}"


class RiskReview(models.Model):
    """What somebody with authority said who looked at it: fine, or sent back with the reason."""

    result = models.ForeignKey(RiskResult, models.PROTECT, related_name="looked_at")
    kind = models.CharField(max_length=16, choices=_AUTHORITIES)
    fine = models.BooleanField()
    text = models.TextField(blank=True)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["result", "kind"], name="one_risk_review_each")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.result_id}: {self.fine}"


class RiskAcceptance(models.Model):
    """That the named risk owner accepts what remains, until a day, inclusive."""

    result = models.ForeignKey(RiskResult, models.PROTECT, related_name="accepted")
    until = models.DateField()
    text = models.TextField()
    accepted_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.result_id} accepted until {self.until}"


class DelayCost(models.Model):
    """What a week of waiting costs, in whole units of the company's money, as Marketing says."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    per_week = models.BigIntegerField()
    why = models.TextField(blank=True)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(replaced_at=None),
                name="one_standing_delay_cost",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.per_week}"


class DataProtection(models.Model):
    """What was written of how personal data are used, for the kinds of data that flowed then.

    Older texts stay, replaced.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    classes = models.JSONField(default=list)
    criteria = models.JSONField(default=list)
    basis = models.CharField(max_length=16, choices={one.value: one.value for one in LawfulBasis})
    purpose = models.TextField()
    basis_note = models.TextField(blank=True)
    retention = models.TextField()
    recipients = models.TextField()
    necessity = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(replaced_at=None),
                name="one_standing_data_protection",
            )
        ]

    def __str__(self) -> str:
        return f"data protection of {self.initiative_id}"


class ProtectionReview(models.Model):
    """What whoever answers for data protection said to a full assessment: fine, or sent back."""

    of = models.OneToOneField(DataProtection, models.PROTECT, related_name="review")
    fine = models.BooleanField()
    text = models.TextField(blank=True)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"review of {self.of_id}: {self.fine}"


class QuestionVersion(models.Model):
    """A version of what the risk check asks, beside the one that ships. It has a number once it is
    asked; until then it is being written. A check keeps the version it began with.
    """

    number = models.PositiveIntegerField(null=True, unique=True)
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(published_at=None, dropped_at=None),
                name="one_version_being_written",
            )
        ]

    def __str__(self) -> str:
        return f"questions {self.number}"
