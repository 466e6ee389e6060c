"""How the workspace is: a line for each thing, and what to do where it isn't well. Plain Python."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tandem.core.words import Sentence, say

WORKER_SILENT = timedelta(minutes=5)
JOB_OLD = timedelta(minutes=15)
BACKUP_OLD = timedelta(days=2)
VERIFY_OLD = timedelta(days=8)
SKEW_AT_MOST = timedelta(seconds=5)
DISK_LOW, DISK_EMPTY = 2_000_000_000, 300_000_000
_STEPS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


class State(StrEnum):
    """How something is."""

    WELL = "good"
    WATCH = "warn"
    BAD = "bad"
    TOLD = "outline"
    """Neither: only said."""

    @property
    def label(self) -> Sentence:
        return {
            State.WELL: say("well"),
            State.WATCH: say("have a look"),
            State.BAD: say("not well"),
            State.TOLD: say("for your information"),
        }[self]


@dataclass(frozen=True, slots=True)
class Done:
    """When something was done last, and whether it went well."""

    at: datetime
    well: bool


@dataclass(frozen=True, slots=True)
class HealthFacts:
    """What was measured. `kernel`: how the engine counts, and whether it could be faster."""

    now: datetime
    version: str
    database: str
    size: int
    disk_free: int
    skew: timedelta
    worker: Done | None
    waiting: int
    oldest: datetime | None
    failed: int
    mail: bool
    mail_readable: bool
    mail_tried: Done | None
    backup: Done | None
    verify: Done | None
    kernel: str
    kernel_compiled: bool
    address: str
    only_here: bool
    """Whether the address, with all links that begin with it, opens on this machine alone."""
    demonstration: bool


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing: how it is, and what to do. `page`: the name of an address."""

    name: Sentence
    state: State
    words: Sentence
    todo: Sentence | None = None
    page: str = ""


def health_lines(facts: HealthFacts) -> list[HealthLine]:
    """Every thing, in the order in which one would look."""
    return [
        _address(facts),
        _worker(facts),
        _jobs(facts),
        _disk(facts),
        _database(facts),
        _mail(facts),
        _backup(facts),
        _verify(facts),
        _clock(facts),
        _kernel(facts),
        HealthLine(say("Version"), State.TOLD, say("Tandem {version}.", version=facts.version)),
    ]


def worst_of(lines: list[HealthLine]) -> State:
    """The state of the whole."""
    states = {one.state for one in lines}
    return next((one for one in (State.BAD, State.WATCH) if one in states), State.WELL)


def in_bytes(count: int) -> str:
    """A size as people say it."""
    for least, unit in _STEPS:
        if count >= least:
            return f"{count / least:.1f} {unit}"
    return f"{count} B"


def ago(then: datetime, now: datetime) -> Sentence:
    """How long ago, roughly."""
    passed = max(timedelta(0), now - then)
    if passed < timedelta(minutes=2):
        return say("{n} seconds ago", n=int(passed.total_seconds()))
    if passed < timedelta(hours=2):
        return say("{n} minutes ago", n=int(passed.total_seconds() // 60))
    if passed < timedelta(days=2):
        return say("{n} hours ago", n=int(passed.total_seconds() // 3600))
    return say("{n} days ago", n=passed.days)


def _address(facts: HealthFacts) -> HealthLine:
    name, words = say("Address"), say("Tandem is at {address}.", address=facts.address)
    if not facts.only_here:
        return HealthLine(name, State.WELL, words)
    state = State.TOLD if facts.demonstration else State.WATCH
    words = say("{address} opens on this machine only; so do all links.", address=facts.address)
    return HealthLine(name, state, words, say("Set TANDEM_URL to the address that people type."))


def _worker(facts: HealthFacts) -> HealthLine:
    name = say("Worker")
    todo = say(
        "Start it: ./tandem run does so, or ./tandem worker beside a server of your own. Without "
        "it nothing is mailed, reminded or worked out."
    )
    if facts.worker is None:
        return HealthLine(name, State.BAD, say("It has never given a sign of life."), todo)
    words = say("Gave a sign of life {ago}.", ago=ago(facts.worker.at, facts.now))
    if facts.now - facts.worker.at > WORKER_SILENT:
        return HealthLine(name, State.BAD, words, todo)
    return HealthLine(name, State.WELL, words)


def _jobs(facts: HealthFacts) -> HealthLine:
    name = say("What is to be sent")
    late = facts.oldest is not None and facts.now - facts.oldest > JOB_OLD
    words = say("{n} waiting.", n=facts.waiting)
    if facts.oldest and late:
        words = say(
            "{n} waiting, the oldest is due since {at}.",
            n=facts.waiting,
            at=ago(facts.oldest, facts.now),
        )
    if facts.failed:
        return HealthLine(
            name,
            State.BAD,
            say("{words} {n} could not be sent.", words=words, n=facts.failed),
            say("Look what could not be sent and why; send it again once the reason is gone."),
            "outbox",
        )
    if late:
        todo = say(
            "If the worker gives signs of life, it has too much to do or is held up by mail."
        )
        return HealthLine(name, State.WATCH, words, todo, "outbox")
    return HealthLine(name, State.WELL, words)


def _disk(facts: HealthFacts) -> HealthLine:
    name, words = say("Disk"), say("{free} free.", free=in_bytes(facts.disk_free))
    todo = say("Make room where TANDEM_DATA lies, or move it to a larger disk.")
    if facts.disk_free < DISK_EMPTY:
        return HealthLine(name, State.BAD, words, todo)
    if facts.disk_free < DISK_LOW:
        return HealthLine(name, State.WATCH, words, todo)
    return HealthLine(name, State.WELL, words)


def _database(facts: HealthFacts) -> HealthLine:
    words = say("{what}, {size}.", what=facts.database, size=in_bytes(facts.size))
    return HealthLine(say("Database"), State.WELL, words)


def _mail(facts: HealthFacts) -> HealthLine:
    name = say("Mail")
    if not facts.mail:
        words = say("Not set up: links are handed over, and nothing is mailed.")
        return HealthLine(
            name, State.WATCH, words, say("Say where it is handed in."), "mail_settings"
        )
    if not facts.mail_readable:
        words = say("Its password was sealed with another key than this installation has.")
        return HealthLine(name, State.BAD, words, say("Write it again."), "mail_settings")
    if facts.mail_tried is None:
        words = say("Set up; no test mail was sent yet.")
        return HealthLine(name, State.TOLD, words, say("Send yourself one."), "mail_settings")
    when = ago(facts.mail_tried.at, facts.now)
    if not facts.mail_tried.well:
        words = say("The last test mail was refused, {when}.", when=when)
        return HealthLine(name, State.BAD, words, say("Send one again."), "mail_settings")
    return HealthLine(name, State.WELL, say("The last test mail was taken, {when}.", when=when))


def _backup(facts: HealthFacts) -> HealthLine:
    name = say("Backup")
    todo = say("./tandem backup FILE makes one; let it run every night.")
    if facts.backup is None:
        return HealthLine(name, State.WATCH, say("None was made yet."), todo)
    words = say("Made {ago}.", ago=ago(facts.backup.at, facts.now))
    if facts.now - facts.backup.at > BACKUP_OLD:
        return HealthLine(name, State.WATCH, words, todo)
    return HealthLine(name, State.WELL, words)


def _verify(facts: HealthFacts) -> HealthLine:
    name = say("History")
    todo = say("./tandem verify proves that nothing was changed; every backup does so, too.")
    if facts.verify is None:
        return HealthLine(name, State.TOLD, say("It was not proved yet."), todo)
    when = ago(facts.verify.at, facts.now)
    if not facts.verify.well:
        words = say("It was found changed, {when}.", when=when)
        return HealthLine(
            name,
            State.BAD,
            words,
            say("./tandem verify says where. Compare with a backup, and find out who could write."),
        )
    state = State.WATCH if facts.now - facts.verify.at > VERIFY_OLD else State.WELL
    words = say("It was proved whole, {when}.", when=when)
    return HealthLine(name, state, words, todo if state is State.WATCH else None)


def _clock(facts: HealthFacts) -> HealthLine:
    name, apart = say("Clocks"), abs(facts.skew)
    if apart <= SKEW_AT_MOST:
        return HealthLine(name, State.WELL, say("Server and database agree on the time."))
    words = say("Server and database are {n} seconds apart.", n=round(apart.total_seconds()))
    return HealthLine(name, State.BAD, words, say("Let both ask the same time server (NTP)."))


def _kernel(facts: HealthFacts) -> HealthLine:
    name, words = say("Planning"), say("It counts {how}.", how=facts.kernel)
    if facts.kernel_compiled:
        return HealthLine(name, State.WELL, words)
    todo = say("With a C compiler on the machine it is many times faster: see docs/engine.md.")
    return HealthLine(name, State.WATCH, words, todo)
