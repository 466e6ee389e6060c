"""The words of this context: what can happen, what can wait."""

from tandem.activity.registry import answered_in_person, event_kind, turn_kind
from tandem.assessment.rules import Authority
from tandem.core.words import say
from tandem.risk.rules import Tier

_TIERS = {"tier": {tier.code: tier.label for tier in Tier}}
_EXTENT = {"extent": {"short": say("short"), "full": say("full assessment")}}
_KINDS = {"authority": {one.value: one.label for one in Authority}}

ANSWERED = event_kind("risk.answered", say("{actor} answered questions of the risk check: {count}"))
HANDED_IN = event_kind("risk.handed_in", say("{actor} handed in the risk check: {tier}"), _TIERS)
LOOKED_AT = event_kind(
    "risk.reviewed", say("{actor} looked at the risk check, fine: {authority}"), _KINDS
)
SENT_BACK = event_kind(
    "risk.sent_back", say("{actor} sent the risk check back: {authority}"), _KINDS
)
OWNER_NAMED = event_kind(
    "risk.owner_named", say("{actor} named who accepts what remains of the risk")
)
ACCEPTED = event_kind(
    "risk.accepted", say("{actor} accepted what remains of the risk, until a day")
)
DELAY_SAID = event_kind("delay.said", say("{actor} said what a week of waiting costs"))
PROTECTION_WRITTEN = event_kind(
    "protection.written", say("{actor} wrote the data-protection check: {extent}"), _EXTENT
)
PROTECTION_FINE = event_kind(
    "protection.reviewed", say("{actor} looked at the data-protection check: it is fine")
)
PROTECTION_SENT_BACK = event_kind(
    "protection.sent_back", say("{actor} sent the data-protection check back")
)
QUESTIONS_BEGUN = event_kind(
    "risk_questions.begun", say("{actor} began a new version of the risk check's questions")
)
QUESTION_CHANGED = event_kind(
    "risk_questions.changed", say("{actor} changed that version of the risk check's questions")
)
QUESTIONS_PUBLISHED = event_kind(
    "risk_questions.published", say("{actor} let the risk check ask version {number}")
)
QUESTIONS_DROPPED = event_kind(
    "risk_questions.dropped", say("{actor} dropped that version of the risk check's questions")
)

ANSWER = turn_kind(
    "risk.answer",
    asks=say("Answer what the risk check still asks"),
    verb=say("Answer"),
    path="risk/",
    days=1,
)
REVIEW = turn_kind(
    "risk.review",
    asks=say("Look at the risk check: is it fine?"),
    verb=say("Read and say"),
    path="risk/#reviews",
    days=3,
)
ACCEPT = turn_kind(
    "risk.accept",
    asks=say("Accept what remains of the risk, or say what has to change"),
    verb=say("Read and decide"),
    path="risk/#residual",
    days=3,
)
LOOK_AGAIN = turn_kind(
    "risk.look_again",
    asks=say("What you accepted ends: look at it again"),
    verb=say("Look at it"),
    path="risk/#residual",
    days=3,
)
PROTECT = turn_kind(
    "protection.write",
    asks=say("Say how the personal data are used"),
    verb=say("Write it"),
    path="data-protection/",
    days=3,
)
LOOK_AT_PROTECTION = turn_kind(
    "protection.review",
    asks=say("Look at the data-protection assessment: is it fine?"),
    verb=say("Read and say"),
    path="data-protection/#review",
    days=3,
)

for _kind in (REVIEW, ACCEPT, LOOK_AGAIN, LOOK_AT_PROTECTION):
    answered_in_person(_kind)
