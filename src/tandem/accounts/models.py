from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models, transaction

from tandem.accounts.rules import (
    READS_A_MINUTE,
    WRITES_A_MINUTE,
    AskedOf,
    Lane,
    Nerve,
    Pace,
    Scope,
    Showing,
    WorkspaceRole,
)
from tandem.core import clock


class Workspace(models.Model):
    """The company. One row; it is made by the set-up page or by the demonstration."""

    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="Europe/Berlin")
    country = models.CharField(max_length=8, blank=True, default="")
    opens_at = models.TimeField(default="09:00")
    closes_at = models.TimeField(default="17:00")
    # Only the demonstration offers sign-in by one click; a workspace can't become one later.
    demonstration = models.BooleanField(default=False)
    # How many parts of it are still to be played; kept by whoever plays them.
    demonstration_left = models.PositiveSmallIntegerField(default=0)
    sponsor = models.ForeignKey("Person", models.PROTECT, null=True, related_name="+")
    # Of whom more than a password is asked, whether they wished for it or not.
    second_factor_of = models.CharField(
        max_length=16, blank=True, choices={one.value: one.value for one in AskedOf}
    )
    # How often each token, or each person's browser, may ask the API in a minute.
    reads_a_minute = models.PositiveIntegerField(default=READS_A_MINUTE)
    writes_a_minute = models.PositiveIntegerField(default=WRITES_A_MINUTE)
    made_at = models.DateTimeField(default=clock.now)
    # Beside public holidays; every calendar asks: [["2026-12-24", "Christmas Eve"]].
    closing_days = models.JSONField(default=list)
    mail = models.TextField(blank=True, default="")  # the server and its password, sealed
    steps_passed = models.JSONField(default=list)
    steps_put_away_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_workspace")
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """Part of the company. Marketing and IT departments have a side; legal and finance don't."""

    name = models.CharField(max_length=120, unique=True)
    lane = models.CharField(
        max_length=16, blank=True, choices={lane.value: lane.value for lane in Lane}
    )
    head = models.ForeignKey("Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find by address whatever its case: nobody remembers how they were typed in."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who can sign in. Never deleted, only deactivated: what they signed stays theirs."""

    last_login: Any = None  # who signed in when is in the sessions; one write less
    email = models.EmailField(max_length=254, unique=True)  # kept in lower case
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="people")
    role = models.CharField(
        max_length=16,
        default=WorkspaceRole.MEMBER.value,
        choices={role.value: role.value for role in WorkspaceRole},
    )
    time_zone = models.CharField(max_length=64, blank=True)
    country = models.CharField(max_length=8, blank=True)
    # Hours of their own; nothing: those of the workspace. The days are ISO weekdays, "12345".
    opens_at = models.TimeField(null=True)
    closes_at = models.TimeField(null=True)
    works_on = models.CharField(max_length=7, blank=True)
    deputy = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # From outside: no account, no password; comes in by a link and sees one thing. Never active.
    guest = models.BooleanField(default=False)
    # A cache of what is asked at sign-in: since when there is more than a password.
    second_factor_at = models.DateTimeField(null=True)
    # A cache for the bar of every page: since when their timer runs. The timer is a row above.
    timer_since = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(default=clock.now)
    deactivated_at = models.DateTimeField(null=True)
    deactivated_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    USERNAME_FIELD = "email"
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.deactivated_at is None

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is right. A weaker hash of earlier days is renewed, in a transaction: Django
        would write it outside one, around the queue of writers.
        """
        return check_password(raw_password, self.password, self._renew_hash)

    @transaction.atomic
    def _renew_hash(self, raw_password: str) -> None:
        self.set_password(raw_password)
        self._password = None  # Renewed, not changed: validators needn't hear of it.
        self.save(update_fields=["password"])


class HowToWork(models.Model):
    """What a person says of themselves: how to work with them. Nobody else writes it."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="how")
    pace = models.CharField(max_length=16, blank=True, choices={p.value: p.value for p in Pace})
    nerve = models.CharField(max_length=16, blank=True, choices={n.value: n.value for n in Nerve})
    showing = models.CharField(
        max_length=16, blank=True, choices={s.value: s.value for s in Showing}
    )
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"how to work with {self.person_id}"


class Skill(models.Model):
    """Something that a person can do, in their own words."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="skills")
    name = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "name"], name="each_skill_once")
        ]

    def __str__(self) -> str:
        return self.name


class SideMembership(models.Model):
    """A person's belonging to Marketing or IT, from a day, perhaps until one (inclusive)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sides")
    lane = models.CharField(max_length=16, choices={lane.value: lane.value for lane in Lane})
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "lane"],
                condition=models.Q(ends_on=None),
                name="one_open_membership_per_side",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.lane}"


class Team(models.Model):
    """People of a department who work together, and are spoken to together: "@Newsletter"."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=60, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class TeamMembership(models.Model):
    """A person's belonging to a team, from a day, perhaps until one (inclusive)."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="teams")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["team", "person"],
                condition=models.Q(ends_on=None),
                name="one_open_membership_per_team",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.team_id}"


class Absence(models.Model):
    """A person is away from a day until one, both included.

    The moments are those days where the person is: queries compare moments, whatever the zone.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "ends_at"], name="absences_by_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.starts_on} to {self.ends_on}"


class Duty(models.Model):
    """Who answers for a whole side, from when until when.

    Planned for a week, or standing until taken back; the week's person goes first.
    """

    lane = models.CharField(max_length=16, choices={lane.value: lane.value for lane in Lane})
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True)
    week = models.DateField(null=True)  # its Monday, where the company is

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["lane"], condition=models.Q(ends_at=None), name="one_on_duty_per_side"
            ),
            models.UniqueConstraint(
                fields=["lane", "week"],
                condition=models.Q(week__isnull=False),
                name="one_on_duty_per_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lane}: {self.person_id}"


class Liaison(models.Model):
    """The person of IT who knows a marketing team's goals, from when until when.

    Without a team it is for those of the department whose team has none of its own.
    """

    department = models.ForeignKey(Department, models.CASCADE, related_name="liaisons")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["department"],
                condition=models.Q(ends_at=None, team=None),
                name="one_liaison_per_department",
            ),
            models.UniqueConstraint(
                fields=["team"], condition=models.Q(ends_at=None), name="one_liaison_per_team"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id}: {self.person_id}"


class AnswerTime(models.Model):
    """In how many working days a side answers questions. Without a row: one."""

    lane = models.CharField(
        max_length=16, unique=True, choices={lane.value: lane.value for lane in Lane}
    )
    days = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.lane}: {self.days}"


class OneTimeLink(models.Model):
    """A secret that works once: to set up an empty workspace, or to choose a password."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link {self.pk}"


class BrowserSession(AbstractBaseSession):
    """A browser that somebody signed in with, or a guest's. What it holds is Django's.

    Whose it is and which browser it was stand beside that, for the list of where one is signed in.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    device = models.CharField(max_length=60, blank=True)
    begun_at = models.DateTimeField(default=clock.now)
    # To the hour: each page would be a write otherwise.
    seen_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"session of {self.person_id}"

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """What reads what it holds; Django's own does, and ours writes it the same way."""
        return SessionStore


class ApiToken(models.Model):
    """A key for programs. Only its hash is kept; it may never more than its person may."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=16, choices={scope.value: scope.value for scope in Scope})
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    # The worker notes it every ten minutes, so that reading writes nothing.
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class KeptAnswer(models.Model):
    """What a program was answered under an `Idempotency-Key`, for a day. It is written with what it
    tells of, in one transaction: both are there, or neither.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # The token's id; 0: from a browser.
    token = models.BigIntegerField()
    address = models.CharField(max_length=300)
    key = models.CharField(max_length=200)
    # SHA-256 of what was sent: the same key with something else is a mistake of the program.
    sent = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    # Null: it told a secret, which isn't kept.
    content = models.TextField(null=True)  # noqa: DJ001 - no content isn't an empty one
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "token", "address", "key"], name="one_answer_per_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} under {self.key}"


class GuestLink(models.Model):
    """A private link that lets a guest in, to one subject, until a moment. Only its hash is kept.

    The subject is known by its id alone: subjects are further up.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    subject_id = models.BigIntegerField(db_index=True)
    may = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link of {self.person_id} to {self.subject_id}"
