"""Words and rules of signing in. Plain Python: no Django, no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from tandem.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something may fail: `free` times at once, then after a pause that doubles each
    time. It grows no longer than `longest`, and all is forgotten after a quiet while.
    """

    free: int
    first: timedelta
    longest: timedelta = timedelta(minutes=15)
    forgets: timedelta = timedelta(hours=2)

    def until(self, failed: int, last_at: datetime) -> datetime:
        """The moment from which one more try is taken, after so many that failed."""
        if failed < self.free:
            return last_at
        # Beyond 2**20 the pause is the longest anyway, and a timedelta has an end.
        doublings = min(failed - self.free, 20)
        return last_at + min(self.first * (1 << doublings), self.longest)

    def counted(self, failed: int, last_at: datetime, now: datetime) -> int:
        """How many of the failed tries still count."""
        return 0 if now - last_at >= self.forgets else failed


OF_AN_ADDRESS = Patience(free=5, first=timedelta(seconds=30))
"""For one e-mail address from browsers that nobody has signed in with as them before."""

OF_A_KNOWN_BROWSER = Patience(free=5, first=timedelta(seconds=30))
"""For a browser with which this person has signed in: strangers can't slow it down."""

OF_A_NETWORK = Patience(free=40, first=timedelta(seconds=10))
"""For all tries of one place of the network; an office has one for everybody."""

OF_MAILED_LINKS = Patience(free=3, first=timedelta(minutes=10), longest=timedelta(hours=1))
"""For one address that a link is asked for."""

RESET_LINK_LASTS = timedelta(hours=1)
PROOF_LASTS = timedelta(minutes=20)
"""How long somebody who has proved who they are needn't do it again."""
KNOWN_FOR = timedelta(days=180)
"""How long a browser is remembered as one's own."""


def why_wait(until: datetime, now: datetime, clock: str) -> Sentence:
    """Say when to try again; `clock` is that moment on the company's clock."""
    seconds = (until - now).total_seconds()
    if seconds <= 90:
        return say(
            "Too many tries that didn't fit. Please wait a moment: from {clock} on, in about "
            "{seconds} seconds, you can try again.",
            clock=clock,
            seconds=max(1, round(seconds)),
        )
    return say(
        "Too many tries that didn't fit. Please take a break: from {clock} on, in {minutes} "
        "minutes, you can try again.",
        clock=clock,
        minutes=-int(-seconds // 60),
    )


class Happened(IntEnum):
    """What somebody is mailed about their own sign-in. The number stands in the outbox."""

    PASSWORD_CHOSEN = 1
    SECOND_FACTOR_SET_UP = 2
    SECOND_FACTOR_REMOVED = 3
    SECOND_FACTOR_TAKEN_OFF = 4
    RECOVERY_CODE_USED = 5
    RECOVERY_CODES_RENEWED = 6
    PASSKEY_ADDED = 7
    PASSKEY_REMOVED = 8

    @property
    def sentence(self) -> Sentence:
        return {
            Happened.PASSWORD_CHOSEN: say(
                "A new password was chosen for you in Tandem, and every browser that was signed "
                "in as you is signed out."
            ),
            Happened.SECOND_FACTOR_SET_UP: say(
                "From now on Tandem asks for a code of your phone when you sign in."
            ),
            Happened.SECOND_FACTOR_REMOVED: say(
                "Tandem no longer asks you for a code of your phone when you sign in."
            ),
            Happened.SECOND_FACTOR_TAKEN_OFF: say(
                "An administrator took the second factor off your account, after checking that it "
                "was you who asked. You are signed out everywhere; your password opens alone."
            ),
            Happened.RECOVERY_CODE_USED: say(
                "One of your recovery codes was used to sign in. It opens nothing any more."
            ),
            Happened.RECOVERY_CODES_RENEWED: say(
                "You have new recovery codes; those of before open nothing any more."
            ),
            Happened.PASSKEY_ADDED: say("A passkey was added: it signs you in without a password."),
            Happened.PASSKEY_REMOVED: say(
                "One of your passkeys was removed; it opens nothing now."
            ),
        }[self]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a passkey opens: the name of the host, and the start of its addresses."""

    name: str
    origin: str


def site_for_keys(scheme: str, host: str) -> Site | None:
    """The site that browsers make passkeys for: by https, or on this very machine. Never an
    address of numbers.
    """
    name = host.partition(":")[0]
    if "[" in host or name.replace(".", "").isdigit():
        return None
    return Site(name, f"{scheme}://{host}") if scheme == "https" or name == "localhost" else None


MOST_PASSKEYS = 20
NAME_LIMIT = 60


class Checked(StrEnum):
    """How an administrator made sure that somebody who lost their phone is who they say."""

    IN_PERSON = "in_person"
    CALL = "call"
    VIDEO = "video"

    @property
    def label(self) -> Sentence:
        return {
            Checked.IN_PERSON: say("they stood before me"),
            Checked.CALL: say("I called them at a number I had before"),
            Checked.VIDEO: say("I saw them on video, and know their face"),
        }[self]


STEP = 30
"""Seconds for which a code of an app stands (RFC 6238)."""
RECOVERY_CODES = 10
CODE_LIMIT = 40
HALFWAY_LASTS = timedelta(minutes=10)
"""Between the password and the code."""
SET_UP_LASTS = timedelta(minutes=30)
"""Between the picture on the screen and the first code."""

OF_CODES = Patience(free=5, first=timedelta(seconds=30))
"""For the codes of one person: whoever asks for them knew the password."""


def bare(code: str) -> str:
    """A code as it is compared: people write spaces and dashes into it."""
    return "".join(sign for sign in code.lower() if sign.isalnum())


def in_groups(code: str, size: int = 4) -> str:
    """A long code as it is read."""
    return " ".join(code[at : at + size] for at in range(0, len(code), size))


def why_not_remove(*, demanded: bool) -> Sentence | None:
    """Say why somebody can't do without a second factor, or nothing if they can."""
    if demanded:
        return say(
            "Your company asks for a second factor here. You can set up another phone instead."
        )
    return None


def why_not_take_off(*, is_self: bool, has_one: bool) -> Sentence | None:
    """Say why an administrator can't take somebody's second factor off, or nothing if they can."""
    if is_self:
        return say("Not your own: ask another administrator, or remove it under My sign-in.")
    if not has_one:
        return say("They have no second factor.")
    return None


def why_not_mail(*, by_mail: bool, open_account: bool) -> Sentence | None:
    """Say why somebody can't be mailed an invitation, or nothing if they can."""
    if not by_mail:
        return say("No mail is set up here. Make a link and hand it over yourself.")
    if not open_account:
        return say("Their account is closed, or their time here is over. Open it first.")
    return None


def why_not_demand(*, own: bool) -> Sentence | None:
    """Say why an administrator can't ask a second factor of others, or nothing if they can."""
    if not own:
        return say("Set up a second factor for yourself first: you would lock yourself out.")
    return None


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """What somebody recognises a browser by: "Firefox · Linux"; "" where nothing is known of it."""
    found = (
        next((name for mark, name in known if mark in user_agent), "")
        for known in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(part for part in found if part)
