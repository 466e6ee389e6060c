"""The words of this context: what can happen, what can wait."""

from tandem.activity.registry import (
    answered_from_mail,
    answered_on_duty,
    assumed_if_unanswered,
    event_kind,
    notice_kind,
    on_unanswered,
    one_click,
    subject_kind,
    turn_kind,
)
from tandem.assessment.rules import Authority, Ruling, Word
from tandem.assessment.rules.consulting import CONSULT_ANSWERS
from tandem.core.words import say

_WORDS = {"word": {word.value: word.label for word in Word}}
_RULINGS = {"ruling": {ruling.value: ruling.label for ruling in Ruling}}
_AUTHORITIES = {"authority": {one.value: one.label for one in Authority}}
_DATA = {
    "personal": {"True": say("yes"), "False": say("no")},
}

TOUCH_DECLARED = event_kind("touch.declared", say("{actor} named an affected system"))
TOUCH_CONFIRMED = event_kind("touch.confirmed", say("{actor} confirmed an affected system"))
TOUCH_CARRIED = event_kind("touch.carried", say("{actor} merged an affected system into another"))
TOUCH_REFUSED = event_kind("touch.refused", say("{actor} said that a system isn't affected"))
NOTHING_TOUCHED = event_kind("touch.none_found", say("{actor} said that no system is affected"))
FEASIBILITY_SAID = event_kind("feasibility.said", say("{actor} said for IT: {word}"), _WORDS)
ALTERNATIVE_ACCEPTED = event_kind(
    "alternative.accepted", say("{actor} accepted the alternative for Marketing")
)
ALTERNATIVE_DECLINED = event_kind(
    "alternative.declined", say("{actor} said how Marketing sees it: the sponsor decides")
)
FEASIBILITY_RULED = event_kind(
    "feasibility.ruled", say("{actor} decided as sponsor: {ruling}"), _RULINGS
)
DATA_CHECKED = event_kind(
    "data.checked", say("{actor} answered whether personal data flow: {personal}"), _DATA
)
HELD = event_kind("hold.begun", say("{actor} put it on hold: {authority}"), _AUTHORITIES)
RENEWED = event_kind("hold.renewed", say("{actor} renewed the hold: {authority}"), _AUTHORITIES)
WENT_UP = event_kind(
    "hold.went_up",
    say("{actor} asked to renew the hold once more: sponsor and risk owner decide"),
    _AUTHORITIES,
)
HOLD_RULED = event_kind("hold.ruled", say("{actor} decided about the hold"))
LIFTED = event_kind("hold.lifted", say("{actor} lifted the hold: {authority}"), _AUTHORITIES)

ASSESS = turn_kind(
    "assessment.assess",
    asks=say("Say what it affects, whether it can be done, and whether personal data flow"),
    verb=say("Assess it"),
    path="assess/",
    days=3,
)
ANSWER = turn_kind(
    "assessment.answer",
    asks=say("IT says: not as asked. Answer it"),
    verb=say("Read and answer"),
    path="assess/#feasibility",
    days=3,
)
RULE = turn_kind(
    "assessment.rule",
    asks=say("The two sides don't come together: decide"),
    verb=say("Read both views"),
    path="assess/#feasibility",
    days=3,
)
LOOK_AGAIN = turn_kind(
    "hold.look_again",
    asks=say("Look again at what you hold"),
    verb=say("Look at it"),
    path="assess/#holds",
    days=5,
)
DECIDE_HOLD = turn_kind(
    "hold.decide",
    asks=say("Shall it stay on hold? Sponsor and risk owner decide"),
    verb=say("Read and decide"),
    path="assess/#holds",
    days=3,
)

IMPACT_KEPT = event_kind(
    "impact.kept", say("What it affects was kept as both sides signed: {systems} systems")
)
IMPACT_LOOKED_AT = event_kind(
    "impact.looked_at", say("{actor} looked at what has changed in what it affects")
)
LOOK_AT_IMPACT = turn_kind(
    "impact.look_at",
    asks=say("What it affects has changed since both sides signed: look at it"),
    verb=say("Read what changed"),
    path="assess/#kept",
    days=3,
)

CONSULT = subject_kind("consult", "/consults/{id}/", say("Question about a system"), searched=False)

CONSULT_ASKED = event_kind("consult.asked", say("{actor} asked {person} about an affected system"))
CONSULT_ASKED_DUTY = event_kind(
    "consult.asked_duty", say("{actor} asked whoever is on duty about an affected system")
)
CONSULT_ANSWERED = event_kind(
    "consult.answered",
    say("{actor} answered about an affected system: {answer}"),
    {"answer": {one.value: one.label for one in CONSULT_ANSWERS}},
)
CONSULT_WITHDRAWN = event_kind("consult.withdrawn", say("{actor} no longer asks about a system"))

ANSWER_CONSULT = turn_kind(
    "consult.answer",
    asks=say("Say whether your system is affected"),
    verb=say("Read and answer"),
    path="#answer",
    days=3,
)
answered_on_duty(ANSWER_CONSULT)
assumed_if_unanswered(ANSWER_CONSULT)
on_unanswered(ANSWER_CONSULT, "tandem.assessment.services.assume_consult")
answered_from_mail(ANSWER_CONSULT, "tandem.assessment.queries.answer_path")
one_click(ANSWER_CONSULT, "tandem.assessment.services.confirm_consult", subject="consult_id")

GETS_DATA = notice_kind(
    "consult.informed", say("{by}: data of an initiative will come to a system of yours")
)
