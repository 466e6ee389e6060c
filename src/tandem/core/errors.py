"""What a refused act says. Services raise these; views, API and commands show them.

Each carries one kind sentence that says what to do, and the HTTP status it means.
"""

from tandem.core.words import Sentence, say


class Refused(Exception):
    """The base: an act did not happen, nothing was changed, and here is why."""

    status = 400
    title = say("That didn't work")

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(Refused):
    """Missing, or hidden from this person: the answer is the same."""

    status = 404
    title = say("Not found")

    def __init__(self, reason: Sentence | None = None) -> None:
        super().__init__(reason or say("There is nothing here, or it isn't open to you."))


class NotAllowed(Refused):
    """This person may not do this, whenever they try."""

    status = 403
    title = say("That isn't yours to do")


class RuleBroken(Refused):
    """This person may, but not now; the reason names what has to happen first."""

    status = 409
    title = say("Not yet")


class ChangedMeanwhile(Refused):
    """What was to be changed isn't what the program that asked had read."""

    status = 412
    title = say("It has changed meanwhile")


class TooOften(Refused):
    """A program, or a browser, asks more often than is allowed; `wait` is in seconds."""

    status = 429
    title = say("One moment")

    def __init__(self, wait: int) -> None:
        super().__init__(say("That was too much in one minute. Try again in {wait} s.", wait=wait))
        self.wait = wait


class BadInput(Refused):
    """The input can't be taken. `field` names the form field, where there is one."""

    status = 422
    title = say("Please look at this again")

    def __init__(self, reason: Sentence, *, field: str | None = None) -> None:
        super().__init__(reason)
        self.field = field


class Stale(RuleBroken):
    """Somebody saved meanwhile. Both texts are kept: `mine` is what was typed, `theirs` stands."""

    title = say("Somebody else saved this first")

    def __init__(self, reason: Sentence, *, mine: str, theirs: str, version: int) -> None:
        super().__init__(reason)
        self.mine = mine
        self.theirs = theirs
        self.version = version
