"""The words of this context: what a sponsor lets pass, and what can happen to a path."""

from collections.abc import Mapping

from tandem.accounts.rules import Lane
from tandem.activity.registry import Words, event_kind, on_unanswered, turn_kind
from tandem.assessment import events as assessment
from tandem.briefs import events as briefs
from tandem.core.words import Sentence, say
from tandem.initiatives.events import SECOND_NO, TRIAGE
from tandem.initiatives.rules import FULL_CHECK_DAYS, PathLimit, Stage, Track
from tandem.talk import events as talk

_PARK = "tandem.stages.services.park_unanswered"
for _turn in (
    *(TRIAGE, SECOND_NO, talk.APPROVE),
    *(assessment.ASSESS, assessment.ANSWER, assessment.RULE),
    *(briefs.PLAY_BACK, briefs.CONFIRM, briefs.SIGN, briefs.REWORK),
):
    on_unanswered(_turn, _PARK)
"""What stands in the way of the next stage and has no assumption that could stand for it: when
nobody answers in the end, it is parked as "no answer from …", until a day."""

CONDITIONS: Mapping[str, Sentence] = {
    "goal": say("the goal in a sentence"),
    "audience": say("the audience in a sentence"),
    "paired": say("an answer from each side"),
    "marketing_owner": say("an owner for Marketing"),
    "it_owner": say("an owner for IT"),
    "date": say("the reason for the date"),
    "measure": say("how we will know"),
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
    "risk": say("the risk check"),
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

_PATHS = {
    "path": {track.value: track.label for track in Track},
    "lane": {lane.value: lane.label for lane in Lane},
}

PATH_CHOSEN = event_kind("path.chosen", say("{actor} suggested the path “{path}”"), _PATHS)
PATH_AGREED = event_kind("path.agreed", say("{actor} said yes to the path “{path}”"), _PATHS)
PATH_REFUSED = event_kind("path.refused", say("{actor} said no to the path “{path}”"), _PATHS)
PATH_STARTED = event_kind("path.started", say("It is on the path “{path}” now"), _PATHS)
EXPERIMENT_PROMOTED = event_kind(
    "experiment.promoted", say("{actor} promoted the experiment: it is assessed now")
)
EXPERIMENT_STOPPED = event_kind(
    "experiment.stopped", say("{actor} stopped the experiment and said what was learned")
)
FULL_CHECK_DONE = event_kind(
    "full_check.done", say("{actor} did the full check after the emergency")
)

PATH_LIMIT_CHANGED = event_kind(
    "path_limit.changed",
    say("{actor} changed a limit of the light paths. {limit}: {before} before, {amount} now"),
    {"limit": {limit.value: limit.label for limit in PathLimit}},
)

CHECK = turn_kind(
    "path.check",
    asks=say("Look for ten minutes whether the light path holds"),
    verb=say("Look at it"),
    path="path/",
    days=1,
)
CONFIRM = turn_kind(
    "path.confirm",
    asks=say("It repeats a signed brief: look at what differs"),
    verb=say("Look and confirm"),
    path="path/",
    days=3,
    owners_only=True,
)
APPROVE = turn_kind(
    "path.approve",
    asks=say("An emergency needs your yes"),
    verb=say("Read and decide"),
    path="path/",
    days=1,
)
FULL_CHECK = turn_kind(
    "path.full_check",
    asks=say("Do the full check that follows an emergency"),
    verb=say("See what is missing"),
    path="path/",
    days=FULL_CHECK_DAYS,
)
