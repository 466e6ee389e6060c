"""What kind of joint work there is, and where it can stand."""

from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say


class InitiativeKind(StrEnum):
    """What kind of joint work it is, as people sort it."""

    CAMPAIGN = "campaign"
    CONTENT = "content"
    INTEGRATION = "integration"
    DATA = "data"
    PRODUCT = "product"
    TOOL = "tool"
    OTHER = "other"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            InitiativeKind.CAMPAIGN: say("Campaign"),
            InitiativeKind.CONTENT: say("Page or content"),
            InitiativeKind.INTEGRATION: say("Integration"),
            InitiativeKind.DATA: say("Data"),
            InitiativeKind.PRODUCT: say("Product change"),
            InitiativeKind.TOOL: say("Tool"),
            InitiativeKind.OTHER: say("Other"),
        }[self]


class Stage(StrEnum):
    """Where an initiative stands: on the path, or beside it."""

    IDEA = "idea"
    ASSESS = "assess"
    BRIEF = "brief"
    PLAN = "plan"
    BUILD = "build"
    LAUNCH = "launch"
    LIVE = "live"
    CLOSED = "closed"
    PARKED = "parked"
    DECLINED = "declined"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Stage.IDEA: say("Idea"),
            Stage.ASSESS: say("Assess"),
            Stage.BRIEF: say("Brief"),
            Stage.PLAN: say("Plan"),
            Stage.BUILD: say("Build"),
            Stage.LAUNCH: say("Launch"),
            Stage.LIVE: say("Live"),
            Stage.CLOSED: say("Closed"),
            Stage.PARKED: say("Parked"),
            Stage.DECLINED: say("Declined"),
        }[self]

    @property
    @cache
    def next(self) -> "Stage | None":
        following = PATH[PATH.index(self) + 1 :] if self in PATH else ()
        return following[0] if following else None


PATH = (
    *(Stage.IDEA, Stage.ASSESS, Stage.BRIEF, Stage.PLAN),
    *(Stage.BUILD, Stage.LAUNCH, Stage.LIVE, Stage.CLOSED),
)
"""The stages in the order of the path; Parked and Declined stand beside it."""
