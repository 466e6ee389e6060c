"""The words of this context: its subject, what can happen, what can wait."""

from tandem.accounts.rules import Lane
from tandem.activity.registry import event_kind, subject_kind, turn_kind
from tandem.core.words import say
from tandem.initiatives.rules import Question, Stage

_SIDES = {"lane": {lane.value: lane.label for lane in Lane}}
_QUESTIONS = {"question": {question.value: question.asks for question in Question}}
_STAGES = {
    "before": {stage.value: stage.label for stage in Stage},
    "after": {stage.value: stage.label for stage in Stage},
}

INITIATIVE = subject_kind("initiative", "/initiatives/{id}/")

WRITTEN = event_kind("initiative.written", say("{actor} wrote the idea"))
REWORDED = event_kind("initiative.reworded", say("{actor} reworded the idea"))
DATE_WISHED = event_kind("initiative.date_wished", say("{actor} changed the wished date"))
JOINED = event_kind("initiative.joined", say("{person} joined for {lane}"), _SIDES)
ANSWERED = event_kind("initiative.answered", say("{actor} answered “{question}”"), _QUESTIONS)
PAIRED = event_kind(
    "initiative.paired", say("Both sides are in it now: {actor} completed the pair")
)
OWNER_NAMED = event_kind(
    "initiative.owner_named", say("{actor} named {person} as owner for {lane}"), _SIDES
)
MOVED = event_kind("initiative.moved", say("{actor} moved it from {before} to {after}"), _STAGES)

JOIN = turn_kind(
    "initiative.join",
    asks=say("Take part in an idea of the other side"),
    verb=say("Take part"),
    path="#take-part",
    days=2,
)
ANSWER = turn_kind(
    "initiative.answer",
    asks=say("Answer one question"),
    verb=say("Answer"),
    path="questions/",
    days=1,
)
NEXT_STAGE = turn_kind(
    "initiative.next_stage",
    asks=say("Bring it to the next stage"),
    verb=say("See what is missing"),
    path="#next-stage",
    days=5,
    owners_only=True,
    general=True,
)
