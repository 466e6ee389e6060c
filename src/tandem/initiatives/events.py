"""The words of this context: its subject, what can happen, what can wait."""

from tandem.accounts.rules import Lane
from tandem.activity.registry import (
    answered_on_duty,
    due_by_answer_time,
    event_kind,
    notice_kind,
    one_click,
    subject_kind,
    turn_kind,
)
from tandem.attachments.registry import attachable
from tandem.core.words import say
from tandem.goals.registry import serves_goals
from tandem.initiatives.rules import Question, Stage, Step

_SIDES = {"lane": {lane.value: lane.label for lane in Lane}}
_QUESTIONS = {"question": {question.value: question.asks for question in Question}}
_STAGES = {
    "before": {stage.value: stage.label for stage in Stage},
    "after": {stage.value: stage.label for stage in Stage},
}
_STEPS = {"step": {step.value: step.label for step in Step}}

INITIATIVE = subject_kind("initiative", "/initiatives/{id}/", say("Idea or work"))
attachable(INITIATIVE, by_anybody=True)
serves_goals(INITIATIVE, is_over="tandem.initiatives.queries.is_over")

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
PARTNER_ADDED = event_kind(
    "initiative.partner_added",
    say("{actor} put {person} on it, as a partner for {lane}"),
    _SIDES,
)
PARTNER_ENDED = event_kind(
    "initiative.partner_ended", say("{actor} took {person}, a partner, off it")
)
YOU_WERE_ADDED = notice_kind(
    "initiative.you_were_added", say("{by} put you on this: you can read and take part now.")
)
MOVED = event_kind("initiative.moved", say("{actor} moved it from {before} to {after}"), _STAGES)

TAKEN_UP = event_kind("initiative.taken_up", say("{actor} took the idea up into the queue"))
MORE_ASKED = event_kind("initiative.more_asked", say("{actor} asked for more about the idea"))
MORE_SAID = event_kind("initiative.more_said", say("{actor} said more about the idea"))
SNOOZED = event_kind("initiative.snoozed", say("{actor} put looking at the idea off"))
WOKEN = event_kind("initiative.woken", say("Both sides are asked again: its day has come"))
JOINED_TO = event_kind(
    "initiative.joined_to", say("{actor} found it to be the same as another idea")
)
TAKEN_BACK = event_kind("initiative.taken_back", say("{actor} took the idea back"))
PARKED = event_kind("initiative.parked", say("{actor} said “not now” and why"))
BROUGHT_BACK = event_kind("initiative.brought_back", say("{actor} brought it back"))
DECLINE_PROPOSED = event_kind(
    "initiative.decline_proposed", say("{actor} would decline it; the other side is asked")
)
DECLINED = event_kind("initiative.declined", say("{actor} declined it for good"))
RANKED = event_kind("initiative.ranked", say("{actor} moved it {step} in the queue"), _STEPS)
RANK_SUGGESTED = event_kind(
    "initiative.rank_suggested", say("{actor} suggests to move it {step} in the queue"), _STEPS
)
RANK_LEFT = event_kind("initiative.rank_left", say("{actor} left its place in the queue as it is"))

JOIN = turn_kind(
    "initiative.join",
    asks=say("Take part in an idea of the other side"),
    verb=say("Take part"),
    path="#take-part",
    days=2,
)
one_click(JOIN, "tandem.initiatives.services.join_initiative", subject="initiative_id")
ANSWER = turn_kind(
    "initiative.answer",
    asks=say("Answer one question"),
    verb=say("Answer"),
    path="questions/",
    days=1,
)
due_by_answer_time(ANSWER)
NEXT_STAGE = turn_kind(
    "initiative.next_stage",
    asks=say("Bring it to the next stage"),
    verb=say("See what is missing"),
    path="#next-stage",
    days=5,
    owners_only=True,
    general=True,
)
NAME_SECOND = turn_kind(
    "initiative.name_second",
    asks=say("One person answers for both sides: name who signs for one of them"),
    verb=say("Name somebody"),
    path="second-signer/",
    days=3,
)
SIGN_SECOND = turn_kind(
    "initiative.sign_second",
    asks=say("Read the brief and sign it as the second signer"),
    verb=say("Read and sign"),
    path="brief/sign/",
    days=3,
)
TRIAGE = turn_kind(
    "initiative.triage",
    asks=say("Say what becomes of an idea"),
    verb=say("Look at it"),
    path="triage/",
    days=2,
    general=True,
)
answered_on_duty(TRIAGE)
SECOND_NO = turn_kind(
    "initiative.second_no",
    asks=say("The other side would decline an idea: agree, or say what else"),
    verb=say("Look at it"),
    path="triage/",
    days=2,
)
answered_on_duty(SECOND_NO)
SAY_MORE = turn_kind(
    "initiative.say_more",
    asks=say("Say more about your idea"),
    verb=say("Say more"),
    path="more/",
    days=3,
)
LOOK_AGAIN = turn_kind(
    "initiative.look_again",
    asks=say("The day has come to look at a parked idea again"),
    verb=say("Look at it"),
    path="triage/",
    days=2,
)
BASELINE = turn_kind(
    "initiative.baseline",
    asks=say("Measure first: find the number as it is today"),
    verb=say("Write it down"),
    path="questions/measure/",
    days=10,
)
RANK = turn_kind(
    "initiative.rank",
    asks=say("Decide a suggested place in the queue"),
    verb=say("See the queue"),
    path="rank/",
    days=3,
)
