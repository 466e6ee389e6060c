"""The words of this context: what happens to turns, and what people are told of them."""

from collections.abc import Mapping

from tandem.accounts.rules import Lane
from tandem.activity import registry
from tandem.activity.registry import Words, event_kind, notice_kind, outbox_kind, subject_kind
from tandem.activity.rules import Step
from tandem.core.words import say

COMPANY = subject_kind("company", "/settings/", say("Settings"), searched=False)
"""One subject, for what holds everywhere: who decides what, how much a path allows."""


def _asks(turn: str) -> str:
    return registry.turn_named(turn).asks


_TURN: Mapping[str, Words] = {
    "turn": _asks,
    "step": {step.value: step.label for step in Step},
    "lane": {"": say("anybody"), **{lane.value: lane.label for lane in Lane}},
}

ESCALATED = event_kind(
    "turn.escalated",
    say("{person} was asked ({step}), because no answer came in time: {turn}"),
    _TURN,
)
UNANSWERED = event_kind("turn.unanswered", say("{actor} got no answer from {lane}: {turn}"), _TURN)
ASSUMED = event_kind(
    "turn.assumed",
    say("{actor} got no answer from {lane}, so it stands as an assumption: {turn}"),
    _TURN,
)
DELEGATED = event_kind("turn.delegated", say("{actor} passed on to {person}: {turn}"), _TURN)

NOTICES = {
    Step.REMINDED: notice_kind("turn.reminded", say("This was due: {asks}")),
    Step.DEPUTY: notice_kind(
        "turn.asked_deputy", say("No answer in time. You are the deputy: {asks}")
    ),
    Step.DUTY: notice_kind("turn.asked_duty", say("No answer in time. You are on duty: {asks}")),
    Step.LIAISON: notice_kind(
        "turn.asked_liaison", say("No answer from IT in time. You are the liaison: {asks}")
    ),
    Step.HEAD: notice_kind(
        "turn.asked_head", say("No answer from your department in time: {asks}")
    ),
    Step.SPONSOR: notice_kind(
        "turn.asked_sponsor", say("Nobody answered in time. You are the sponsor: {asks}")
    ),
    Step.UNANSWERED: notice_kind("turn.told_unanswered", say("Nobody has answered you: {asks}")),
    Step.DELEGATED: notice_kind("turn.passed_to_you", say("{by} passed this on to you: {asks}")),
}
ASKED_BY_NAME = notice_kind("turn.asked_by_name", say("{by} asks you: {asks}"))

MAIL = outbox_kind("mail", "tandem.activity.jobs.send_mail")
DIGEST = outbox_kind("digest", "tandem.activity.jobs.send_digest")
