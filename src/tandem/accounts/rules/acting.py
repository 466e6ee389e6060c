"""Who acts, for which side, and what they may in the whole workspace. Plain Python."""

from dataclasses import dataclass
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
    SETTINGS = "settings"
    """Also people and what holds for everybody, as far as the person is an administrator."""

    @property
    def label(self) -> Sentence:
        return {
            Scope.READ: say("Read"),
            Scope.WRITE: say("Read and write"),
            Scope.SETTINGS: say("Read and write, people and settings too"),
        }[self]

    def covers(self, wanted: "Scope") -> bool:
        """Whether a token with this scope may what asks for another."""
        order = list(Scope)
        return order.index(wanted) <= order.index(self)


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
    scope: Scope = Scope.SETTINGS
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
