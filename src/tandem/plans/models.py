from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from tandem.core import clock
from tandem.plans.problems.learning import Measure
from tandem.plans.promises import Failure


class Currency(models.Model):
    """The one in which this company counts. Changing it changes no amount."""

    code = models.CharField(max_length=3)
    set_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.code


class DayRate(models.Model):
    """What a working day of a team costs; without a team, of everybody else."""

    team = models.ForeignKey("accounts.Team", models.CASCADE, null=True, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    set_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Nothing is no team: without this, there could be many rates for everybody else.
            models.UniqueConstraint(
                Coalesce("team", 0),
                condition=models.Q(replaced_at=None),
                name="one_standing_rate_per_team",
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} a day"


class Budget(models.Model):
    """Money for an initiative: asked for by its people, given or refused by who decides it."""

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    build = models.DecimalField(max_digits=12, decimal_places=2)
    media = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    run = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    given = models.BooleanField(null=True)
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(given=True, replaced_at=None),
                name="one_standing_budget",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(given=None, replaced_at=None),
                name="one_budget_asked_for",
            ),
        ]

    def __str__(self) -> str:
        return f"budget of {self.initiative_id}"


class Worth(models.Model):
    """What Marketing says a requirement is worth, one to five."""

    item = models.ForeignKey("briefs.Item", models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField()
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(replaced_at=None), name="one_standing_worth"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.points}"


class Spend(models.Model):
    """What a requirement costs beside people's days: a licence, a supplier."""

    item = models.ForeignKey("briefs.Item", models.CASCADE, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(replaced_at=None), name="one_standing_spend"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.amount}"


class DaysLimit(models.Model):
    """How many working days IT has for an initiative."""

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    days = models.DecimalField(max_digits=5, decimal_places=1)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(replaced_at=None),
                name="one_standing_limit_of_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.days} days"


class ScopeList(models.Model):
    """What will be built, as IT handed it over, and what Marketing said to it.

    Its amounts are kept as they were then.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=16)
    budget = models.DecimalField(max_digits=12, decimal_places=2)
    money = models.DecimalField(max_digits=12, decimal_places=2)
    days = models.DecimalField(max_digits=7, decimal_places=2)
    note = models.TextField(blank=True)
    handed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(default=clock.now)
    accepted = models.BooleanField(null=True)
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["initiative", "number"], name="one_list_per_number")
        ]

    def __str__(self) -> str:
        return f"list {self.number} of {self.initiative_id}"


class ScopeListItem(models.Model):
    """A requirement that is on a list, with what it was said to take."""

    scope_list = models.ForeignKey(ScopeList, models.CASCADE, related_name="items")
    item = models.ForeignKey("briefs.Item", models.PROTECT, related_name="+")
    days = models.DecimalField(max_digits=7, decimal_places=2)
    money = models.DecimalField(max_digits=12, decimal_places=2)
    worth = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["scope_list", "item"], name="once_on_a_list")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} on {self.scope_list_id}"


class Promise(models.Model):
    """The day that was promised, by whom, and what the forecast said to it then. Those before it
    stay: moved promises are counted.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    day = models.DateField()
    why = models.TextField(blank=True)
    chance = models.FloatField(null=True)
    given_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=models.Q(replaced_at=None),
                name="one_standing_promise",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.day}"


class Forecast(models.Model):
    """What the engine said of an initiative's work at a moment: ids, moments and numbers.

    The last of each day stays, so that what was said can be held against what came.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    day = models.DateField()
    digest = models.CharField(max_length=64)
    seed = models.PositiveIntegerField()
    trials = models.PositiveIntegerField()
    engine = models.PositiveSmallIntegerField()
    even = models.DateTimeField(null=True)
    safe = models.DateTimeField(null=True)
    late = models.DateTimeField(null=True)
    promised_day = models.DateField(null=True)
    chance = models.FloatField(null=True)
    curve = models.JSONField(default=list)
    answer = models.JSONField(default=dict)
    gaps = models.JSONField(default=list)
    planned = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["initiative", "-id"], name="forecasts_newest")
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} as of {self.made_at}"


class FirstSaid(models.Model):
    """The first days that a forecast said of a piece of work: held later against what came."""

    item = models.OneToOneField("work.WorkItem", models.CASCADE, primary_key=True, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    even = models.DateTimeField()
    safe = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["safe"], name="first_said_by_safe_day")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} by {self.safe}"


class Learned(models.Model):
    """What finished work taught of estimates, and how the later part of it had turned out against
    the earlier. The newest counts in every forecast; those before it stay.
    """

    made_at = models.DateTimeField(default=clock.now)
    day = models.DateField(unique=True)
    measure = models.CharField(max_length=8, choices={one.value: one.value for one in Measure})
    cases = models.PositiveIntegerField()
    habits = models.JSONField()
    score = models.JSONField()
    sides = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"from {self.cases} pieces on {self.day}"


class PlanWatched(models.Model):
    """An initiative whose work is forecast: whether something has changed since it was looked at.

    `changed_at` is set while it waits for a worker; `failed` says what went wrong the last time.
    """

    initiative = models.OneToOneField(
        "initiatives.Initiative", models.CASCADE, primary_key=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    failed = models.CharField(
        max_length=8, blank=True, choices={one.value: one.value for one in Failure}
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["changed_at"],
                condition=models.Q(changed_at__isnull=False),
                name="plans_that_changed",
            ),
            models.Index(fields=["looked_at"], name="plans_by_look"),
        ]

    def __str__(self) -> str:
        return f"watch of {self.initiative_id}"


class EventsRead(models.Model):
    """How far the record has been read for changes of plans, and when all were last looked for."""

    last = models.BigIntegerField(default=0)
    swept_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"up to event {self.last}"


class TimeShare(models.Model):
    """What part of their time somebody gives to an initiative, as it was agreed; zero is none.

    `helps`: they may do instead what one person alone has there and hasn't begun.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()
    helps = models.BooleanField(default=False)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative", "person"],
                condition=models.Q(replaced_at=None),
                name="one_standing_share_of_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} gives {self.initiative_id} {self.percent} %"


class SoftFreezeKept(models.Model):
    """An initiative doesn't go live in this soft freeze, as both sides agreed; until they pass it
    after all.
    """

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    freeze = models.ForeignKey("year.Freeze", models.CASCADE, related_name="+")
    kept_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=clock.now)
    passed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["initiative", "freeze"],
                condition=models.Q(passed_at=None),
                name="a_soft_freeze_is_kept_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} keeps out of {self.freeze_id}"
