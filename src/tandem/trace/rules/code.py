"""Branches, pull requests and CI runs, as they are said to belong to a piece of work. Plain
Python. Addresses are checked and shown, never fetched.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from tandem.attachments.rules import why_not_address as why_no_address
from tandem.core.words import Sentence, say

ORIGIN_LIMIT = 40
NAME_LIMIT = 200
ADDRESS_LIMIT = 500
COMMIT_LIMIT = 64
NUMBER_AT_MOST = 2**31 - 1
MOST_LINKED = 60
"""So many stand on one piece of work; after that the oldest runs make room."""
BY_HAND = "by hand"
"""The system of origin of what a person linked."""

_FIRST_YEAR = 2000
_LAST_YEAR = 9000
_AHEAD = timedelta(days=1)
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


class CodeKind(StrEnum):
    """What belongs to a piece of work."""

    BRANCH = "branch"
    PULL_REQUEST = "pull_request"
    RUN = "run"

    @property
    def label(self) -> Sentence:
        return {
            CodeKind.BRANCH: say("branch"),
            CodeKind.PULL_REQUEST: say("pull request"),
            CodeKind.RUN: say("CI run"),
        }[self]


class CodeState(StrEnum):
    """How a pull request or a run stands. A branch has no state."""

    DRAFT = "draft"
    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"
    WAITING = "waiting"
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def label(self) -> Sentence:
        return {
            CodeState.DRAFT: say("draft"),
            CodeState.OPEN: say("open"),
            CodeState.MERGED: say("merged"),
            CodeState.CLOSED: say("closed"),
            CodeState.WAITING: say("waiting"),
            CodeState.RUNNING: say("running"),
            CodeState.PASSED: say("passed"),
            CodeState.FAILED: say("failed"),
            CodeState.STOPPED: say("stopped"),
        }[self]

    @property
    def tone(self) -> str:
        """How its chip looks."""
        if self in {CodeState.MERGED, CodeState.PASSED}:
            return "good"
        return "bad" if self is CodeState.FAILED else "outline"


STATES_OF = {
    CodeKind.BRANCH: frozenset[CodeState](),
    CodeKind.PULL_REQUEST: frozenset(
        {CodeState.DRAFT, CodeState.OPEN, CodeState.MERGED, CodeState.CLOSED}
    ),
    CodeKind.RUN: frozenset(
        {
            *(CodeState.WAITING, CodeState.RUNNING, CodeState.PASSED, CodeState.FAILED),
            CodeState.STOPPED,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Code:
    """A branch, pull request or run as its system tells it, or a person.

    `external_id` is what the system of `origin` calls it; told again, it is the same one. `at` is
    when it stood so there; what is older than what is known already changes nothing.
    """

    kind: CodeKind
    origin: str
    external_id: str
    name: str = ""
    number: int | None = None
    state: CodeState | None = None
    address: str = ""
    commit: str = ""
    branch: str = ""
    at: datetime | None = None


def why_not_code(code: Code, now: datetime) -> tuple[str, Sentence] | None:
    """The field that can't be taken and why, or nothing."""
    if code.state is not None and code.state not in STATES_OF[code.kind]:
        return "state", _why_not_state(code.kind)
    if code.address and (reason := why_not_address(code.address)):
        return "address", reason
    if code.commit and not _COMMIT.fullmatch(code.commit):
        return "commit", say("Write a commit as 7 to 64 of the signs 0-9 and a-f.")
    if code.number is not None and not 1 <= code.number <= NUMBER_AT_MOST:
        return "number", say("Write its number as it is called there: 14.")
    if code.at and (not _FIRST_YEAR <= code.at.year <= _LAST_YEAR or code.at > now + _AHEAD):
        return "at", say("Write a moment that has been, with its time zone.")
    return None


def _why_not_state(kind: CodeKind) -> Sentence:
    if not STATES_OF[kind]:
        return say("A branch has no state.")
    words = ", ".join(state.value for state in CodeState if state in STATES_OF[kind])
    if kind is CodeKind.RUN:
        return say("A run is one of these: {states}.", states=words)
    return say("A pull request is one of these: {states}.", states=words)


def why_not_address(address: str) -> Sentence | None:
    """Say why this can't be linked to, or nothing if it can."""
    if len(address) > ADDRESS_LIMIT:
        return say("An address has at most {most} signs here.", most=ADDRESS_LIMIT)
    if reason := why_no_address(address):
        return reason
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        return say("Write the whole address: https://example.org/page.")
    if "@" in parts.netloc:
        return say("This address holds a name or a password before its “@”. Leave that out.")
    return None


# What a person types --------------------------------------------------------------------------

_PULL = re.compile(r"/(?:pull|pulls|pull-requests|merge_requests|pullrequest)/(\d{1,9})(?:/|$)")
_RUN = re.compile(r"/(?:actions/runs|pipelines|builds|jobs|job|runs|workflows)/")
_BRANCH = re.compile(r"/(?:tree|branch|src/branch|-/tree)/(.+?)/?$")


def code_typed(text: str, kind: CodeKind | None, state: CodeState | None) -> Code | None:
    """What somebody means by an address or by a branch's name; nothing where it can't be told.

    `kind` is what they say it is, if they do.
    """
    if "://" not in text:
        # A name alone is a branch: what else is called by one has an address.
        return Code(CodeKind.BRANCH, BY_HAND, text, name=text) if kind in {
            None,
            CodeKind.BRANCH,
        } else None  # fmt: skip
    path = unquote(urlsplit(text).path) if why_not_address(text) is None else ""
    pull, branch = _PULL.search(path), _BRANCH.search(path)
    guessed = (
        CodeKind.PULL_REQUEST
        if pull
        else CodeKind.RUN
        if _RUN.search(path)
        else CodeKind.BRANCH
        if branch
        else None
    )
    meant = kind or guessed
    if meant is None:
        return None
    name = branch[1][:NAME_LIMIT] if branch and meant is CodeKind.BRANCH else ""
    number = int(pull[1]) if pull and meant is CodeKind.PULL_REQUEST else None
    return Code(meant, BY_HAND, text, name=name, number=number or None, state=state, address=text)


# How the runs of a piece of work stand together -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A CI run: which of the checks it is, how it stands, and since when."""

    check: tuple[str, str]
    """Its origin and name: the newest of each counts."""
    state: CodeState | None
    at: datetime


_WORST_FIRST = (
    *(CodeState.FAILED, CodeState.RUNNING, CodeState.WAITING, CodeState.STOPPED),
    CodeState.PASSED,
)


def ci_state(runs: Iterable[Run]) -> CodeState | None:
    """How the newest run of each check stands, the worst of them; nothing where none is known."""
    newest: dict[tuple[str, str], Run] = {}
    for run in runs:
        known = newest.get(run.check)
        if run.state is not None and (known is None or known.at <= run.at):
            newest[run.check] = run
    states = {run.state for run in newest.values()}
    return next((state for state in _WORST_FIRST if state in states), None)
