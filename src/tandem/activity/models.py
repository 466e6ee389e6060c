import secrets
from typing import ClassVar

from django.db import models

from tandem.accounts.rules import Lane
from tandem.activity import registry
from tandem.activity.rules import GENESIS, MailChoice, Step, SubjectRole
from tandem.core import clock

_LANES = {lane.value: lane.value for lane in Lane}


def new_salt() -> str:
    return secrets.token_hex(16)


class Subject(models.Model):
    """Anything that can be looked at, talked about and waited for.

    The owning context makes it in its own transaction and shares its id. Whether it is open, and
    to whom, stands on its root (the initiative): so visibility is one join, for every door.
    """

    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    restricted = models.BooleanField(default=False)
    sponsor = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    # Of the goal it serves: written by whoever knows of goals, it counts where there is no own one.
    goal_sponsor = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    chain_length = models.PositiveIntegerField(default=0)
    chain_head = models.CharField(max_length=64, default=GENESIS)
    salt = models.CharField(max_length=32, default=new_salt, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        # What is hidden is little: to count what is left, it is found without reading the rest.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["id"], condition=models.Q(restricted=True), name="restricted_subjects"
            )
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(kind="company"), name="one_company"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        return registry.url_of(self.kind, self.pk, self.parent_id)


class SubjectAccess(models.Model):
    """What a person is on a root subject, for which side, from when until when."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="access")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, choices={r.value: r.value for r in SubjectRole})
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    starts_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject", "person", "role", "lane"],
                condition=models.Q(ends_at=None),
                name="one_open_access",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "subject"], name="access_by_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} on {self.subject_id}"


class Event(models.Model):
    """One thing that happened, chained to the one before it on the same subject."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=48)
    actor_kind = models.CharField(max_length=16)
    actor = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subject", "number"], name="one_event_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.number} on {self.subject_id}"


class Checkpoint(models.Model):
    """A day's digest over all chain heads. Kept elsewhere, it proves that nothing was cut off."""

    at = models.DateTimeField()
    subjects = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"checkpoint {self.pk}"


class CheckpointHead(models.Model):
    """A chain head that moved since the checkpoint before; the rest stood still."""

    checkpoint = models.ForeignKey(Checkpoint, models.CASCADE, related_name="heads")
    # Not a foreign key: the record of a subject must outlive an attempt to remove it.
    subject_id = models.BigIntegerField()
    length = models.PositiveIntegerField()
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.length}"


class Turn(models.Model):
    """Something waits for someone until a date: for a person, or for a side of the initiative."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="turns")
    kind = models.CharField(max_length=48)
    lane = models.CharField(max_length=16, blank=True, choices=_LANES)
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    # Whoever of it is faster; the side beside it is the team's, whose clocks and deadlines count.
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    owners_only = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    # How many working days there are: the date is worked out anew when the clock paused.
    days = models.PositiveSmallIntegerField(null=True)
    due_at = models.DateTimeField()
    # When the next reminder or question is due; nothing: none follows.
    next_at = models.DateTimeField(null=True)
    # Whom somebody of the side passed it to. Whose it was stays above: asking again is the same.
    delegate = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject", "kind", "lane"],
                condition=models.Q(closed_at=None, person=None, team=None),
                name="one_open_turn_per_side",
            ),
            models.UniqueConstraint(
                fields=["subject", "kind", "team"],
                condition=models.Q(closed_at=None, team__isnull=False),
                name="one_open_turn_per_team",
            ),
            models.UniqueConstraint(
                fields=["subject", "kind", "lane", "person"],
                condition=models.Q(closed_at=None, person__isnull=False),
                name="one_open_turn_per_person",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at"], condition=models.Q(closed_at=None), name="open_turns_by_due"
            ),
            models.Index(
                fields=["next_at"],
                condition=models.Q(closed_at=None, next_at__isnull=False),
                name="open_turns_by_next_step",
            ),
            # By whom they may be; see `_near` in queries/turns.py.
            models.Index(
                fields=["lane"], condition=models.Q(closed_at=None), name="open_turns_by_lane"
            ),
            models.Index(
                fields=["person"],
                condition=models.Q(closed_at=None, person__isnull=False),
                name="open_turns_by_person",
            ),
            models.Index(
                fields=["delegate"],
                condition=models.Q(closed_at=None, delegate__isnull=False),
                name="open_turns_by_delegate",
            ),
            models.Index(
                fields=["team"],
                condition=models.Q(closed_at=None, team__isnull=False),
                name="open_turns_by_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.subject_id}"

    @property
    def kind_words(self) -> registry.TurnKind:
        return registry.turn_named(self.kind)


class TurnStep(models.Model):
    """Who was reminded of a turn, or asked about it, as what and when. Each once."""

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=16, choices={step.value: step.value for step in Step})
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["turn", "step", "person"],
                condition=~models.Q(step=Step.DELEGATED.value),
                name="each_step_once",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "turn"], name="steps_by_person")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.person_id} about turn {self.turn_id}"


class TurnSnooze(models.Model):
    """A person doesn't want to see a turn before a moment. It goes on waiting for everybody."""

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="snoozes")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["turn", "person"], name="one_snooze_per_person")
        ]

    def __str__(self) -> str:
        return f"turn {self.turn_id} until {self.until}"


class Incident(models.Model):
    """A side has its hands full: what it owes waits meanwhile, for some days at most."""

    lane = models.CharField(max_length=16, choices=_LANES)
    starts_at = models.DateTimeField(default=clock.now)
    declared_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["lane"], condition=models.Q(ends_at=None), name="one_incident_per_side"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lane} since {self.starts_at}"


class Notification(models.Model):
    """Something a person is told: about what, by whom; read or not, mailed or not."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    turn = models.ForeignKey(Turn, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=48)
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-at", "-id"], name="notifications_newest"),
            models.Index(
                fields=["person"], condition=models.Q(read_at=None), name="notifications_unread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"


class MailPreference(models.Model):
    """How a person wants to hear of notifications outside the app. Without a row: a digest."""

    person = models.OneToOneField("accounts.Person", models.CASCADE, related_name="+")
    choice = models.CharField(
        max_length=16, choices={choice.value: choice.value for choice in MailChoice}
    )
    hour = models.PositiveSmallIntegerField(default=8)
    # The day, in the person's zone, of the last digest.
    digest_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.choice}"


class Outbox(models.Model):
    """Something that has to happen outside the transaction that wanted it. The only queue."""

    kind = models.CharField(max_length=48)
    payload = models.JSONField(default=dict)  # ids alone
    made_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    dead_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at", "id"], condition=models.Q(dead_at=None), name="outbox_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class SearchText(models.Model):
    """A text that can be found, as the index keeps it; written by whoever writes the text.

    The words stand in a table of the database's own making as well (`migrations/0004`): FTS5 on
    SQLite, a `tsvector` on PostgreSQL. A text that changes gets a new row, so the newest rows are
    the newest texts.
    """

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    part = models.CharField(max_length=48)
    is_title = models.BooleanField(default=False)
    text = models.TextField()
    words = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subject", "part"], name="one_search_text_per_part")
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.subject_id}"
