"""Words and rules of signing in. Plain Python: no Django, no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

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

    @property
    def sentence(self) -> Sentence:
        return {
            Happened.PASSWORD_CHOSEN: say(
                "A new password was chosen for you in Tandem, and every browser that was signed "
                "in as you is signed out."
            )
        }[self]


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
