from typing import ClassVar

from django.db import models
from django.db.models import Q

from tandem.core import clock
from tandem.plans.rules import MoneyKind
from tandem.spending.rules import CHANNEL_LIMIT, CODE_LIMIT, NAME_LIMIT

_PARTS = {part.value: part.value for part in MoneyKind}


class CostCode(models.Model):
    """What accounting calls something that money goes into."""

    code = models.CharField(max_length=CODE_LIMIT)
    name = models.CharField(max_length=NAME_LIMIT)
    added_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code"], name="each_cost_code_once")
        ]

    def __str__(self) -> str:
        return self.code


class CurrencyRate(models.Model):
    """What one of a currency is worth in the company's, from a month on."""

    code = models.CharField(max_length=3)
    month = models.DateField()
    rate = models.DecimalField(max_digits=16, decimal_places=6)
    set_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "month"], name="one_rate_per_month")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.month}: {self.rate}"


class BudgetLine(models.Model):
    """What is planned of a budget: for what, of which part, with which code; media by month and
    channel. In the company's currency.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    part = models.CharField(max_length=8, choices=_PARTS)
    name = models.CharField(max_length=NAME_LIMIT)
    cost_code = models.ForeignKey(CostCode, models.PROTECT, null=True, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    month = models.DateField(null=True)
    channel = models.CharField(max_length=CHANNEL_LIMIT, blank=True)
    added_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["initiative"], name="lines_by_initiative")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount}"


class Upload(models.Model):
    """A file of expenses that somebody is about to take in; its text goes once that is done."""

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    content = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"upload {self.pk} of {self.initiative_id}"


class Actual(models.Model):
    """Money that was really spent, in its own currency: typed, or from a file."""

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    part = models.CharField(max_length=8, choices=_PARTS)
    line = models.ForeignKey(BudgetLine, models.PROTECT, null=True, related_name="+")
    cost_code = models.ForeignKey(CostCode, models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency_code = models.CharField(max_length=3)
    text = models.CharField(max_length=300)
    reference = models.CharField(max_length=100, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=40, blank=True)
    noted_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative", "digest"],
                condition=Q(removed_at=None) & ~Q(digest=""),
                name="each_expense_once",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["initiative", "-day"], name="actuals_by_initiative")
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency_code} on {self.day}"
