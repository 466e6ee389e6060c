from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.briefs.rules import (
    ItemKind,
    Priority,
    Section,
    Statement,
    WayOut,
    Weight,
    WhatIfOutcome,
)
from tandem.core import clock

_LANES = {lane.value: lane.value for lane in Lane}


class Brief(models.Model):
    """The requirements document of an initiative. It shares its Subject's id."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    initiative = models.OneToOneField("initiatives.Initiative", models.PROTECT, related_name="+")
    started_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    form_key = models.CharField(max_length=36, blank=True)

    def __str__(self) -> str:
        return f"brief of {self.initiative_id}"


class Item(models.Model):
    """A part of a brief with a lasting id and short name (R1); its text is its current revision.

    `section` is where it stands now: each revision says where it stood, for that is signed, too.
    `position` is only for reading.
    """

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices={k.value: k.value for k in ItemKind})
    section = models.CharField(max_length=16, choices={s.value: s.value for s in Section})
    current = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    unanswered = models.PositiveIntegerField(default=0)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["brief", "kind", "number"], name="one_short_name"),
            models.UniqueConstraint(fields=["brief", "form_key"], name="one_item_per_form"),
        ]

    def __str__(self) -> str:
        return ItemKind(self.kind).short_name(self.number)


class Revision(models.Model):
    """One exact text of an item. Written once, never changed: signatures point to its digest."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    section = models.CharField(max_length=16, choices={s.value: s.value for s in Section})
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    priority = models.CharField(
        max_length=8, blank=True, choices={p.value: p.value for p in Priority}
    )
    fields = models.JSONField(default=dict)
    removed = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "number"], name="one_revision_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"


class WhatIf(models.Model):
    """“What if …?”, asked of a use case, and what Marketing says becomes of it. The answer is also
    written into the use case, for it is part of what is signed."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="what_ifs")
    question = models.CharField(max_length=300)
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(
        max_length=16, blank=True, choices={o.value: o.value for o in WhatIfOutcome}
    )
    words = models.TextField(blank=True)
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "question"], name="one_card_per_question")
        ]

    def __str__(self) -> str:
        return f"what if {self.pk}"


class Delivery(models.Model):
    """That somebody brought what the brief says they owe."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="delivery")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"delivery of {self.item_id}"


class Snapshot(models.Model):
    """One exact content of a brief, taken when somebody says something about it."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField(default=clock.now)
    revisions = models.ManyToManyField(Revision, related_name="snapshots")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["brief", "number"], name="one_snapshot_per_number"),
            models.UniqueConstraint(fields=["brief", "digest"], name="one_snapshot_per_content"),
        ]

    def __str__(self) -> str:
        return f"snapshot {self.number}"


class Playback(models.Model):
    """What IT says it understood of one snapshot, and what Marketing answered."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="playbacks")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="playbacks")
    text = models.TextField()
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(default=False)
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"playback {self.pk}"


class SignOff(models.Model):
    """A side's statement on one exact content. A row, never changed; `signed_as` is how whoever
    made it was called then."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="sign_offs")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="sign_offs")
    lane = models.CharField(max_length=16, choices=_LANES)
    statement = models.CharField(max_length=8, choices={s.value: s.value for s in Statement})
    note = models.TextField(blank=True)
    signed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=120)
    signed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.lane} {self.statement} on {self.snapshot_id}"


class Estimate(models.Model):
    """IT's rough effort for a requirement, in days from … to …. The newest counts."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="estimates")
    low = models.DecimalField(max_digits=8, decimal_places=2)
    high = models.DecimalField(max_digits=8, decimal_places=2)
    stated_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.low} to {self.high} days for {self.item_id}"


class Baseline(models.Model):
    """The must-have effort when both sides had signed everything. The newest counts."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="baselines")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    days = models.DecimalField(max_digits=10, decimal_places=2)
    set_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.days} days"


class ChangeRequest(models.Model):
    """A change of a signed item that waits, or how it ended. Its text is never changed: writing it
    anew is another one."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="changes")
    item = models.ForeignKey(Item, models.CASCADE, related_name="changes")
    base = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    priority = models.CharField(
        max_length=8, blank=True, choices={p.value: p.value for p in Priority}
    )
    fields = models.JSONField(default=dict)
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lane = models.CharField(max_length=16, choices=_LANES)
    written_at = models.DateTimeField(default=clock.now)

    low = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    new_system = models.BooleanField(default=False)
    new_data = models.BooleanField(default=False)
    moves_promise = models.BooleanField(default=False)
    stated_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField(null=True)

    outcome = models.CharField(max_length=16, blank=True)
    weight = models.CharField(max_length=16, blank=True, choices={w.value: w.value for w in Weight})
    way_out = models.CharField(
        max_length=16, blank=True, choices={w.value: w.value for w in WayOut}
    )
    note = models.TextField(blank=True)
    closed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    revision = models.OneToOneField(Revision, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(SignOff, models.PROTECT, null=True, related_name="+")
    callable_until = models.DateTimeField(null=True)
    called_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    called_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(outcome=""), name="one_open_change_per_item"
            )
        ]

    def __str__(self) -> str:
        return f"change of {self.item_id}"


class AllowanceEntry(models.Model):
    """A line of the ledger: days used by a change (+), taken back with it or given back (-)."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="allowance_entries")
    change = models.ForeignKey(ChangeRequest, models.PROTECT, null=True, related_name="entries")
    days = models.DecimalField(max_digits=8, decimal_places=2)
    revision_key = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["brief", "revision_key"],
                condition=~models.Q(revision_key=""),
                name="one_return_per_quarterly_revision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.days} days"
