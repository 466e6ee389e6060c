"""Where an import stands, and what it can do there. Plain Python."""

from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say

FILES_AT_MOST = 20
NAME_LIMIT = 200
AT_ONCE = 30
"""Pieces of work in one transaction: others who write wait that long at most."""
IDEAS_AT_ONCE = 10
"""Ideas: each asks both sides, and takes longer."""
COMMENTS_AT_ONCE = 60
NOT_THEIRS = say("The people who work on it take in work from elsewhere. Take part in it first.")

NO_IDEAS = say("You can read here. To add ideas, ask an administrator.")


class ImportState(StrEnum):
    """Where an import stands."""

    LOOKING = "looking"
    FOUND = "found"
    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ImportState.LOOKING: say("The files are being read"),
            ImportState.FOUND: say("Read: say what means what"),
            ImportState.CHECKING: say("Being compared with what is here"),
            ImportState.CHECKED: say("Compared: ready to start"),
            ImportState.TAKING: say("Being taken in"),
            ImportState.DONE: say("Taken in"),
            ImportState.STOPPED: say("Stopped"),
            ImportState.FAILED: say("It didn't work"),
            ImportState.UNDOING: say("Being undone"),
            ImportState.UNDONE: say("Undone"),
        }[self]

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has something to do about it."""
        return self in AT_WORK


AT_WORK = (ImportState.LOOKING, ImportState.CHECKING, ImportState.TAKING, ImportState.UNDOING)
_TO_MAP = (ImportState.FOUND, ImportState.CHECKED, ImportState.STOPPED, ImportState.DONE)


class ImportFailure(StrEnum):
    """Why an import ended early, where it isn't said by the file itself."""

    NONE = ""
    FILE = "file"
    GONE = "gone"
    REFUSED = "refused"
    LARGE = "large"
    OURS = "ours"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ImportFailure.NONE: say(""),
            ImportFailure.FILE: say("The file can't be read."),
            ImportFailure.GONE: say("The uploaded file is no longer here. Please upload it again."),
            ImportFailure.REFUSED: say("It may no longer be added there."),
            ImportFailure.LARGE: say(
                "There is too much in it for this machine. Export a shorter time."
            ),
            ImportFailure.OURS: say(
                "Something went wrong here. What was taken in stays; try again."
            ),
        }[self]


def why_not_upload(files: int, sizes: list[int], most: int) -> Sentence | None:
    """Say why these files can't be taken, or nothing if they can."""
    if not files:
        return say("Choose a file.")
    if files > FILES_AT_MOST:
        return say("At most {most} files at once.", most=FILES_AT_MOST)
    if any(not size for size in sizes):
        return say("One of these files is empty. Please export it once more.")
    if sum(sizes) > most:
        return say(
            "Together these files are too large: {most} MB at most. Pack them with gzip or xz, or "
            "export a shorter time.",
            most=most // (1024 * 1024),
        )
    return None


def why_not_map(state: ImportState) -> Sentence | None:
    """Say why what means what can't be said now, or nothing if it can."""
    if state in _TO_MAP:
        return None
    if state is ImportState.UNDONE:
        return say("This was undone. Upload the file again to begin anew.")
    if state is ImportState.FAILED:
        return say("It didn't work. Upload the file again.")
    return say("Wait until this step is through, or stop it.")


def why_not_start(state: ImportState) -> Sentence | None:
    """Say why it can't be taken in now, or nothing if it can."""
    if state in {ImportState.CHECKED, ImportState.STOPPED}:
        return None
    if state is ImportState.FOUND:
        return say("Look first at what would change: that is one step before.")
    if state is ImportState.DONE:
        return say("It was taken in. Compare again to see whether there is anything new.")
    return why_not_map(state)


def why_not_stop(state: ImportState) -> Sentence | None:
    """Say why it can't be stopped, or nothing if it can."""
    return None if state.is_at_work else say("There is nothing to stop: it isn't running.")


def why_not_undo(state: ImportState, made: int) -> Sentence | None:
    """Say why it can't be undone, or nothing if it can."""
    if state not in {ImportState.DONE, ImportState.STOPPED, ImportState.CHECKED, ImportState.FOUND}:
        return say("Wait until this step is through, or stop it.")
    if not made:
        return say("Nothing new came in by this import.")
    return None
