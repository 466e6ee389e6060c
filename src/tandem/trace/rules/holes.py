"""What is missing between a requirement and what was built, in words. Plain Python."""

from dataclasses import dataclass
from enum import StrEnum

from tandem.core.words import Sentence, say


class HoleKind(StrEnum):
    """Where the thread is broken."""

    NO_REQUIREMENT = "no_requirement"
    NO_METRIC = "no_metric"
    NO_USE_CASE = "no_use_case"
    USE_CASE_FOR_NOTHING = "use_case_for_nothing"
    NO_WORK = "no_work"
    WORK_FOR_NOTHING = "work_for_nothing"
    PART_IS_GONE = "part_is_gone"
    NO_PULL_REQUEST = "no_pull_request"
    PULL_REQUEST_OPEN = "pull_request_open"
    RUN_FAILED = "run_failed"

    def said_of(self, name: str) -> Sentence:
        """The hole in words; `name` is how the part or the piece of work is called: R3, #14."""
        return {
            HoleKind.NO_REQUIREMENT: say("The brief has no requirement"),
            HoleKind.NO_METRIC: say("No metric says whether it worked"),
            HoleKind.NO_USE_CASE: say("{name} has no use case", name=name),
            HoleKind.USE_CASE_FOR_NOTHING: say("{name} is for no requirement", name=name),
            HoleKind.NO_WORK: say("{name} has no work", name=name),
            HoleKind.WORK_FOR_NOTHING: say("{name} is for nothing in the brief", name=name),
            HoleKind.PART_IS_GONE: say("{name} is for what was taken out of the brief", name=name),
            HoleKind.NO_PULL_REQUEST: say("{name} is done, but has no pull request", name=name),
            HoleKind.PULL_REQUEST_OPEN: say(
                "{name} is done, but its pull request isn't merged", name=name
            ),
            HoleKind.RUN_FAILED: say("{name} is done, but its newest CI run failed", name=name),
        }[self]


@dataclass(frozen=True, slots=True)
class Hole:
    """A hole: what is missing, at what. `about` is the id of the part or the piece of work."""

    kind: HoleKind
    name: str = ""
    about: int = 0

    @property
    def words(self) -> Sentence:
        return self.kind.said_of(self.name)

    def url_on(self, initiative: str) -> str:
        """Where it can be mended; `initiative` is the address of its page."""
        if self.name.startswith("#"):
            return f"/work/{self.about}/"
        return f"{initiative}brief/#item-{self.about}" if self.about else f"{initiative}brief/"
