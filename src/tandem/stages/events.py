"""The words of this context: what a sponsor lets pass."""

from collections.abc import Mapping

from tandem.accounts.rules import Lane
from tandem.activity.registry import Words, event_kind
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Stage

CONDITIONS: Mapping[str, Sentence] = {
    "goal": say("the goal in a sentence"),
    "audience": say("the audience in a sentence"),
    "paired": say("an answer from each side"),
    "marketing_owner": say("an owner for Marketing"),
    "it_owner": say("an owner for IT"),
    "date": say("the reason for the date"),
    "systems": say("the affected systems"),
    "feasible": say("IT's word on whether it can be done"),
    "started": say("a brief"),
    "musts": say("a must-have"),
    "use_cases": say("the use cases"),
    "metrics": say("a metric"),
    "what_ifs": say("the answers to “what if …?”"),
    "effort": say("IT's rough effort"),
    "playback": say("the playback"),
    "no_blocking_question": say("an open question that planning waits for"),
    "approvals": say("the approvals that were asked for"),
    "signed_marketing": say("the signature of Marketing"),
    "signed_it": say("the signature of IT"),
}
"""What a history calls the conditions, by their keys."""


def _condition(key: str) -> str:
    return CONDITIONS.get(key, say("a condition"))


_WORDS: Mapping[str, Words] = {
    "condition": _condition,
    "stage": {stage.value: stage.label for stage in Stage},
    "lane": {lane.value: lane.label for lane in Lane},
}

PASSED = event_kind("condition.passed", say("{actor} passed before {stage}: {condition}"), _WORDS)
PASSED_FOR = event_kind(
    "signature.passed", say("{actor} passed for {lane} before {stage}: {condition}"), _WORDS
)
TAKEN_BACK = event_kind(
    "condition.pass_taken_back",
    say("{actor} no longer passes before {stage}: {condition}"),
    _WORDS,
)
