from typing import ClassVar

from django.db import models

from tandem.accounts.rules import SKILL_LIMIT, Lane
from tandem.core import clock
from tandem.work.rules import (
    CHECK_LIMIT,
    DependencyKind,
    Sureness,
    WorkKind,
    WorkState,
)

_LANES = {lane.value: lane.value for lane in Lane}
_STATES = {state.value: state.value for state in WorkState}


class WorkItem(models.Model):
    """A piece of work. It shares the id of its own Subject, which bears its title; its home is the
    root below which that stands: an initiative, or another kind that has work.

    `version` counts edits of what it says, not moves: nobody's text is stale because a card moved.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    # Found by `home` through the indexes that begin with it, and so for whoever asked.
    home = models.ForeignKey("activity.Subject", models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(
        max_length=8, default=WorkKind.TASK.value, choices={k.value: k.value for k in WorkKind}
    )
    description = models.TextField(blank=True)
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    state = models.CharField(max_length=16, default=WorkState.TO_DO.value, choices=_STATES)
    rank = models.BigIntegerField()
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", db_index=False
    )
    # One number with how sure it is, or three points; working days.
    days = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    low = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    high = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    sureness = models.CharField(
        max_length=8, blank=True, choices={one.value: one.value for one in Sureness}
    )
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    # Caches that something stands in its way now; the rows are in Block.
    blocked = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(default=clock.now)
    state_since = models.DateTimeField(default=clock.now)
    accepted_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["home", "number"], name="one_work_item_per_number"),
            models.UniqueConstraint(fields=["asked_by", "form_key"], name="one_work_item_per_form"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["home", "state", "rank"], name="work_by_home_and_state"),
            models.Index(fields=["home", "rank"], name="work_by_home"),
            # Holds all that the usual filter asks about, and what it answers with.
            models.Index(fields=["state", "lane", "due_on", "subject"], name="work_by_state"),
            models.Index(
                fields=["parent"], condition=models.Q(parent__isnull=False), name="work_in_parts"
            ),
            models.Index(
                fields=["due_on"], condition=models.Q(due_on__isnull=False), name="work_by_due_day"
            ),
            models.Index(
                fields=["home"], condition=models.Q(blocked=True), name="work_that_is_blocked"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} of {self.home_id}"


class Move(models.Model):
    """A card was moved: into another state, to another place, or both. The first row of an item is
    its beginning. Time in state, throughput and calibration are read from where the state changed.
    """

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="moves")
    before = models.CharField(max_length=16, blank=True, choices=_STATES)
    after = models.CharField(max_length=16, choices=_STATES)
    rank_before = models.BigIntegerField(null=True)
    rank_after = models.BigIntegerField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["item", "at"],
                condition=~models.Q(before=models.F("after")),
                name="work_state_changes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.before} to {self.after}"


class Assignment(models.Model):
    """Somebody does a piece of work, from when until when."""

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="assignments")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item", "person"],
                condition=models.Q(ends_at=None),
                name="assigned_once_at_a_time",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["person", "item"], condition=models.Q(ends_at=None), name="work_by_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} does {self.item_id}"


class SkillAsked(models.Model):
    """A skill that a piece of work asks for, as people name their own."""

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="skills")
    name = models.CharField(max_length=SKILL_LIMIT)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "name"], name="each_skill_asked_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "item"], name="work_by_skill")
        ]

    def __str__(self) -> str:
        return f"{self.name} for {self.item_id}"


class Covered(models.Model):
    """A piece of work is for a part of a brief: a requirement or a use case."""

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="covers")
    part = models.ForeignKey("briefs.Item", models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "part"], name="each_part_covered_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} for part {self.part_id}"


class Dependency(models.Model):
    """A piece of work waits for another, perhaps of another home, with so many working days
    between.
    """

    waiting = models.ForeignKey(WorkItem, models.CASCADE, related_name="waits_for")
    on = models.ForeignKey(WorkItem, models.CASCADE, related_name="waited_for_by")
    kind = models.CharField(
        max_length=16,
        default=DependencyKind.FINISH_START.value,
        choices={one.value: one.value for one in DependencyKind},
    )
    lag = models.SmallIntegerField(default=0)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["waiting", "on"], name="waits_once_for_each")
        ]

    def __str__(self) -> str:
        return f"{self.waiting_id} waits for {self.on_id}"


class Block(models.Model):
    """Something stood in the way of a piece of work, from when until when: what, and whom it waited
    for.
    """

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="blocks")
    reason = models.TextField()
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(ends_at=None), name="blocked_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} blocked since {self.starts_at}"


class Check(models.Model):
    """A line of an item's checklist."""

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="checks")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=CHECK_LIMIT)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return f"line {self.position} of {self.item_id}"


class BulkEdit(models.Model):
    """Somebody changed many pieces of work at once; what is needed to undo that is in its lines."""

    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"change of many {self.pk}"


class BulkLine(models.Model):
    """What one piece of work was before, and after: codes and days. And whom it was given to."""

    edit = models.ForeignKey(BulkEdit, models.CASCADE, related_name="lines")
    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.item_id} of {self.edit_id}"


class ColumnLimit(models.Model):
    """How much may stand in a column of boards: of one home, or of all that say nothing."""

    home = models.ForeignKey("activity.Subject", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=16, choices=_STATES)
    most = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["home", "state"], name="one_limit_per_column"),
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(home=None), name="one_limit_for_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.most}"
