import secrets
from typing import ClassVar

from django.db import models

from tandem.core import clock
from tandem.systems.rules import Criticality, EntryKind, FlowHow, Lifecycle, Target


def new_stamp() -> str:
    return secrets.token_hex(16)


class System(models.Model):
    """An entry of the catalogue: a system, a report, an audience. It shares its Subject's id."""

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(
        max_length=16,
        default=EntryKind.SYSTEM.value,
        choices={kind.value: kind.value for kind in EntryKind},
    )
    aliases = models.JSONField(default=list)
    vendor = models.CharField(max_length=120, blank=True)
    it_owner = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    business_owner = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+"
    )
    criticality = models.PositiveSmallIntegerField(
        default=Criticality.USEFUL.value, choices={one.value: one.name for one in Criticality}
    )
    data_classes = models.JSONField(default=list)
    support_hours = models.CharField(max_length=200, blank=True)
    support_team = models.CharField(max_length=120, blank=True)
    yearly_cost = models.BigIntegerField(null=True)
    renews_on = models.DateField(null=True)
    lifecycle = models.CharField(
        max_length=16,
        default=Lifecycle.LIVE.value,
        choices={one.value: one.value for one in Lifecycle},
    )
    target = models.CharField(
        max_length=16, default=Target.KEEP.value, choices={one.value: one.value for one in Target}
    )
    replaced_by = models.CharField(max_length=120, blank=True)
    target_means = models.TextField(blank=True)
    # What words are looked for in: name, other names and vendor, without capitals.
    found_by = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    # Empty until IT has said that the entry is right; Marketing may add what IT hasn't seen.
    confirmed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    form_key = models.CharField(max_length=36, null=True)  # noqa: DJ001 - unique where it is set

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["added_by", "form_key"], name="one_system_per_form")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "subject"], name="systems_by_name")
        ]

    def __str__(self) -> str:
        return self.name


class DataFlow(models.Model):
    """Data of some kinds goes from one system to another. It ends; it is never deleted."""

    from_system = models.ForeignKey(System, models.PROTECT, related_name="+")
    to_system = models.ForeignKey(System, models.PROTECT, related_name="+")
    data_classes = models.JSONField(default=list)
    how = models.CharField(
        max_length=16,
        default=FlowHow.UNSAID.value,
        choices={one.value: one.value for one in FlowHow},
    )
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    # Empty until IT has said that the flow is right; Marketing may add what IT hasn't seen.
    confirmed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["from_system", "to_system", "how"],
                condition=models.Q(retired_at=None),
                name="one_live_flow_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_system_id} → {self.to_system_id}"


class CatalogueSource(models.Model):
    """Where entries come from again and again: another catalogue, by the name people give it."""

    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=240, unique=True)
    added_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SourcedEntry(models.Model):
    """That an entry came from a source, by what it is known again there. What is no longer there
    is marked; nothing is deleted.
    """

    source = models.ForeignKey(CatalogueSource, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    system = models.ForeignKey(System, models.PROTECT, related_name="+")
    # What the source said last, digests by role: what people changed here since stays.
    said = models.JSONField(default=dict)
    seen_at = models.DateTimeField(default=clock.now)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "key"], name="sourced_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} is {self.system_id}"


class CatalogueFile(models.Model):
    """A file of a source that somebody is about to take in; its text goes once that is done."""

    source_name = models.CharField(max_length=120)
    content = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"file {self.pk} of {self.by_id}"


class CatalogueState(models.Model):
    """One row whose stamp is another after every change: what is cached of the catalogue holds as
    long as the stamp does, in every process.
    """

    stamp = models.CharField(max_length=32, default=new_stamp)

    def __str__(self) -> str:
        return self.stamp
