"""Words and rules about people. Plain Python: no Django, no database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from tandem.core.words import Sentence, say


class Lane(StrEnum):
    """The two sides. On screen they are called by their label, never "lane"."""

    MARKETING = "marketing"
    IT = "it"

    @property
    def label(self) -> Sentence:
        return say("Marketing") if self is Lane.MARKETING else say("IT")

    @property
    def other(self) -> "Lane":
        return Lane.IT if self is Lane.MARKETING else Lane.MARKETING


class WorkspaceRole(StrEnum):
    """What a person may do in the whole workspace, apart from any one initiative."""

    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    VIEWER = "viewer"
    PARTNER = "partner"
    """Of an agency: sees and does something on the initiatives they were put on, nowhere else."""

    @property
    def label(self) -> Sentence:
        return {
            WorkspaceRole.ADMINISTRATOR: say("Administrator"),
            WorkspaceRole.MEMBER: say("Member"),
            WorkspaceRole.VIEWER: say("Viewer (reads only)"),
            WorkspaceRole.PARTNER: say("Partner (from an agency)"),
        }[self]


class AskedOf(StrEnum):
    """Of whom a second factor is asked, whether they wish for one or not."""

    NOBODY = ""
    ADMINISTRATORS = "administrators"
    EVERYBODY = "everybody"

    @property
    def label(self) -> Sentence:
        if self is AskedOf.NOBODY:
            return say("nobody: each decides for themselves")
        return say("everybody") if self is AskedOf.EVERYBODY else say("administrators")

    def concerns(self, role: WorkspaceRole) -> bool:
        """Whether it is asked of somebody with this role."""
        administrator = role is WorkspaceRole.ADMINISTRATOR
        return self is AskedOf.EVERYBODY or (self is AskedOf.ADMINISTRATORS and administrator)


class Pace(StrEnum):
    """What somebody wants first: all of it, or soon."""

    DETAIL = "detail"
    SPEED = "speed"

    @property
    def label(self) -> Sentence:
        return say("detail before speed") if self is Pace.DETAIL else say("speed before detail")


class Nerve(StrEnum):
    """How somebody goes about what isn't certain."""

    CAREFUL = "careful"
    BOLD = "bold"

    @property
    def label(self) -> Sentence:
        return say("careful") if self is Nerve.CAREFUL else say("takes risks")


class Showing(StrEnum):
    """How something is best shown to somebody."""

    EXAMPLES = "examples"
    WORDS = "words"

    @property
    def label(self) -> Sentence:
        return say("likes examples") if self is Showing.EXAMPLES else say("likes words")


class ActorKind(StrEnum):
    """What stands behind an act: a person, a person's token, a guest, or nobody but the clock."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105 - a kind of actor, not a secret
    GUEST = "guest"
    CLOCK = "clock"


class GuestMay(StrEnum):
    """What a guest may do, beside reading what was shared with them."""

    COMMENT = "comment"
    APPROVE = "approve"

    @property
    def label(self) -> Sentence:
        return say("comment") if self is GuestMay.COMMENT else say("say yes or no when asked")


class Scope(StrEnum):
    """What a token may do on behalf of its person. A token never may more than the person."""

    READ = "read"
    WRITE = "write"

    @property
    def label(self) -> Sentence:
        return say("Read") if self is Scope.READ else say("Read and write")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a person in the browser, a person's token, or the clock.

    Every service takes one; there is no default. `lanes` are the sides the person is a member of
    today; a person of a small company may hold both.
    """

    kind: ActorKind
    person_id: int | None
    name: str
    role: WorkspaceRole | None = None
    lanes: frozenset[Lane] = frozenset()
    scope: Scope = Scope.WRITE
    guest_of: int = 0
    """The one subject that a guest was given; everything else isn't there for them."""
    guest_may: frozenset[GuestMay] = frozenset()

    @property
    def is_guest(self) -> bool:
        return self.kind is ActorKind.GUEST

    @property
    def me(self) -> int:
        """The id of the person behind this actor; 0, which nobody has, for the clock."""
        return self.person_id or 0

    @property
    def sees_everything(self) -> bool:
        """The clock does: what it finds it shows nobody."""
        return self.kind is ActorKind.CLOCK

    @property
    def is_administrator(self) -> bool:
        return self.role is WorkspaceRole.ADMINISTRATOR

    @property
    def is_partner(self) -> bool:
        """Whether nothing is there for them but the initiatives they were put on."""
        return self.role is WorkspaceRole.PARTNER

    @property
    def may_write(self) -> bool:
        """Whether they act as the company's own people do. No partner does: what is theirs, too,
        asks for `may_take_part`.
        """
        return self.role in {WorkspaceRole.ADMINISTRATOR, WorkspaceRole.MEMBER}

    @property
    def may_take_part(self) -> bool:
        """Whether they do more than read where they see something: say, ask, suggest, attach.

        A partner does while they belong to a side; when that ends, they see nothing either.
        """
        return self.may_write or (self.is_partner and bool(self.lanes))


CLOCK = Actor(ActorKind.CLOCK, None, "Tandem")

SET_UP_LINK_LASTS = timedelta(hours=24)
PASSWORD_LINK_LASTS = timedelta(days=7)
WEEKDAYS = frozenset(range(1, 8))
WORKING_DAYS = "12345"
"""The days that people work on who said nothing else, Monday first."""

HOW_LIMIT = 1_000
SKILL_LIMIT = 60
MOST_SKILLS = 20
TEAM_NAME_LIMIT = 60
TOKEN_LASTS_AT_MOST = 365
"""Days. What is forgotten ends by itself."""


def why_not_by_token(kind: ActorKind, role: WorkspaceRole) -> Sentence | None:
    """Say why a program can't do this to an administrator's account, or nothing if it may.

    A leaked token of an administrator must not become a way in that outlives it: no password
    link for an administrator, no new administrator. People do that, signed in.
    """
    if kind is ActorKind.TOKEN and role is WorkspaceRole.ADMINISTRATOR:
        return say("Only somebody who is signed in does this for an administrator, not a token.")
    return None


def why_not_deactivate(
    *, is_self: bool, is_last_administrator: bool, is_sponsor: bool
) -> Sentence | None:
    """Say why a person can't be deactivated, or nothing if they can."""
    if is_self:
        return say("You can't deactivate yourself. Ask another administrator.")
    if is_sponsor:
        return say("They are the company's sponsor. Name another one in Settings first.")
    return why_not_lose_administrator(is_last=is_last_administrator)


def why_not_lose_administrator(*, is_last: bool) -> Sentence | None:
    """Say why somebody must stay an administrator, or nothing if they needn't."""
    if is_last:
        return say("This is the last administrator. Make somebody else one first.")
    return None


def why_not_be_partner(*, lanes: int, answers_for_others: bool) -> Sentence | None:
    """Say why somebody can't be a partner, or nothing if they can. `lanes`: how many sides they
    belong to; `answers_for_others`: is sponsor, head, liaison, on duty or somebody's deputy.
    """
    if lanes != 1:
        return say("A partner works for one side. Choose Marketing or IT for them first.")
    if answers_for_others:
        return say(
            "A partner answers for nobody else. Name another sponsor, head, liaison, duty person "
            "or deputy first."
        )
    return None


def why_not_work_until(until: date | None, *, today: date) -> Sentence | None:
    """Say why somebody's work here can't end on a day, or nothing if it can."""
    if until is not None and until < today:
        return say("Choose a day from today on. To end it now, close the account.")
    return None


def why_not_open(opens_at: time, closes_at: time) -> Sentence | None:
    """Say why a working day can't have these hours, or nothing if it can."""
    if opens_at >= closes_at:
        return say("The day must end after it begins.")
    return None


def why_not_have_hours(
    opens_at: time | None, closes_at: time | None, days: Collection[int]
) -> Sentence | None:
    """Say why a person can't work these hours on these weekdays, or nothing if they can.

    Both times or none; the days are 1 (Monday) to 7, none means Monday to Friday.
    """
    if (opens_at is None) is not (closes_at is None):
        return say("Write both, when the day begins and when it ends, or neither.")
    if not set(days) <= WEEKDAYS:
        return say("Choose days of the week.")
    return why_not_open(opens_at, closes_at) if opens_at and closes_at else None


def why_not_call_team(name: str, *, taken: bool) -> Sentence | None:
    """Say why a team can't be called so, or nothing if it can."""
    if name.casefold() in {lane.label.casefold() for lane in Lane}:
        return say("That is the name of a whole side. Choose another one.")
    if taken:
        return say("There is a team called so already.")
    if not name[:1].isalnum() or "@" in name:
        return say("Begin with a letter or a digit, and leave “@” out: people write “@” before it.")
    return None


def why_not_have_skills(skills: Collection[str]) -> Sentence | None:
    """Say why these can't be somebody's skills, or nothing if they can."""
    if len(skills) > MOST_SKILLS:
        return say("At most {most}. Name those you want to be asked about.", most=MOST_SKILLS)
    if any(len(skill) > SKILL_LIMIT for skill in skills):
        return say("Keep each below {most} characters.", most=SKILL_LIMIT)
    return None


def why_not_last(days: int) -> Sentence | None:
    """Say why a token can't work for so many days, or nothing if it can."""
    if not 1 <= days <= TOKEN_LASTS_AT_MOST:
        return say("Choose from 1 to {most} days.", most=TOKEN_LASTS_AT_MOST)
    return None


def why_not_use_link(*, used: bool, expired: bool) -> Sentence | None:
    """Say why a one-time link no longer works, or nothing if it does."""
    if used:
        return say("This link has been used. Each link works once; ask for a new one.")
    if expired:
        return say("This link has run out. Ask for a new one.")
    return None


GUEST_LASTS_AT_MOST = 366
"""Days. Whoever works with us longer is invited anew, or is no guest."""


def why_not_invite_until(until: date, *, today: date) -> Sentence | None:
    """Say why a guest's link can't last until a day, or nothing if it can."""
    if until < today:
        return say("Choose a day from today on.")
    if (until - today).days > GUEST_LASTS_AT_MOST:
        return say("At most a year. After that, invite them again.")
    return None


def why_not_enter(*, revoked: bool, expired: bool) -> Sentence | None:
    """Say why a guest's link opens nothing any more, or nothing if it does."""
    if revoked:
        return say("Whoever invited you has ended this link, or sent you a newer one.")
    if expired:
        return say("This invitation has run out. Whoever invited you can send a new link.")
    return None


ANSWER_DAYS = 1
"""Working days that a side takes to answer a question, where it set none of its own."""

ANSWER_DAYS_AT_MOST = 10
AWAY_AT_MOST = 366
"""Days. Who is away longer isn't here any more: then the turns need somebody else for good."""


def why_not_be_away(first: date, last: date, *, today: date) -> Sentence | None:
    """Say why an absence can't have these days (both away), or nothing if it can."""
    if last < first:
        return say("The last day comes before the first.")
    if last < today:
        return say("These days are over.")
    if (last - first).days >= AWAY_AT_MOST:
        return say("Write down a year at most.")
    return None


def why_not_deputise(
    *,
    is_self: bool,
    acts: bool,
    mine: frozenset[Lane],
    theirs: frozenset[Lane],
) -> Sentence | None:
    """Say why somebody can't be a person's deputy, or nothing if they can.

    `acts`: has an open account and may write. `mine` are the person's sides, `theirs` the
    deputy's: who shares none of them could open what comes in, but do nothing about it.
    """
    if is_self:
        return say("A deputy is somebody else.")
    if not acts:
        return say("A deputy must be able to act: this person only reads or has left.")
    if mine and not mine & theirs:
        return say("A deputy belongs to the same side; else they could not act.")
    return None


WEEKS_AHEAD_AT_MOST = 53


def why_not_plan_week(week: date, *, today: date) -> Sentence | None:
    """Say why duty can't be planned for the week of this Monday, or nothing if it can."""
    if week.weekday() != 0:
        return say("A week begins on a Monday.")
    if (week - today).days > 7 * WEEKS_AHEAD_AT_MOST:
        return say("Plan a year ahead at most.")
    if (today - week).days > 6:
        return say("That week is over.")
    return None


def why_not_swap(*, first: bool, second: bool, same: bool) -> Sentence | None:
    """Say why two weeks of duty can't be swapped, or nothing if they can.

    `first`, `second`: somebody is planned for that week; `same`: it is one person.
    """
    if not (first and second):
        return say("Choose two weeks for which somebody is planned.")
    if same:
        return say("Both weeks are the same person's.")
    return None


def why_not_answer_within(days: int) -> Sentence | None:
    """Say why a side can't take so many working days for an answer, or nothing if it can."""
    if not 1 <= days <= ANSWER_DAYS_AT_MOST:
        return say("Choose from 1 to {most} working days.", most=ANSWER_DAYS_AT_MOST)
    return None
