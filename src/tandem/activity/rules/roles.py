"""What a person can be on an initiative, and how a turn can end."""

from enum import StrEnum

from tandem.core.words import Sentence, say


class SubjectRole(StrEnum):
    """What a person is on an initiative. Each is held from a day, perhaps until one."""

    PRODUCT_OWNER = "product_owner"
    IT_OWNER = "it_owner"
    MEMBER = "member"
    OVERSIGHT = "oversight"
    APPROVING = "approving"
    CONSULTED = "consulted"
    SIGNS_MARKETING = "signs_marketing"
    SIGNS_IT = "signs_it"
    """Signs for a side, where one person answers for both; named beforehand by the sponsor."""

    @property
    def label(self) -> Sentence:
        return {
            SubjectRole.PRODUCT_OWNER: say("Marketing owner"),
            SubjectRole.IT_OWNER: say("IT owner"),
            SubjectRole.MEMBER: say("Member"),
            SubjectRole.OVERSIGHT: say("Administrator, for some hours"),
            SubjectRole.APPROVING: say("Asked for a yes"),
            SubjectRole.CONSULTED: say("Asked about a system"),
            SubjectRole.SIGNS_MARKETING: say("Second signer, for Marketing"),
            SubjectRole.SIGNS_IT: say("Second signer, for IT"),
        }[self]

    @property
    def is_owner(self) -> bool:
        return self in {SubjectRole.PRODUCT_OWNER, SubjectRole.IT_OWNER}


class TurnOutcome(StrEnum):
    """How a turn ended."""

    DONE = "done"
    NOT_NEEDED = "not_needed"
    ASSUMED = "assumed"
    """Nobody answered; what was asked stands as a marked assumption."""
    UNANSWERED = "unanswered"
    """Nobody answered; what waits for it was set aside."""


class MailChoice(StrEnum):
    """How somebody hears of what they are told, outside the app."""

    APP = "app"
    AT_ONCE = "at_once"
    DIGEST = "digest"

    @property
    def label(self) -> Sentence:
        return {
            MailChoice.APP: say("Only here, in the app"),
            MailChoice.AT_ONCE: say("A mail at once"),
            MailChoice.DIGEST: say("One mail a day"),
        }[self]
