"""The words of this context: its subject, what can happen, what can wait."""

from collections.abc import Mapping

from tandem.accounts.rules import Lane
from tandem.activity.registry import (
    Words,
    event_kind,
    settled_with_owners,
    subject_kind,
    turn_kind,
)
from tandem.attachments.registry import attachable
from tandem.briefs.rules import Section, Statement, Weight, WhatIfOutcome
from tandem.core.words import say
from tandem.talk.registry import shared_kind

_PLACE: Mapping[str, Words] = {
    "section": {section.value: section.label for section in Section},
    "item": str.upper,
}
_SIGNED: Mapping[str, Words] = {
    "lane": {lane.value: lane.label for lane in Lane},
    "statement": {statement.value: statement.label for statement in Statement},
}
_WEIGHED: Mapping[str, Words] = {
    **_PLACE,
    "weight": {weight.value: weight.label for weight in Weight},
}

BRIEF = subject_kind("brief", "/initiatives/{parent}/brief/", say("Brief"))
attachable(BRIEF, by_anybody=False, why_not_remove="tandem.briefs.queries.why_picture_stays")
shared_kind(
    "initiative",
    read="tandem.briefs.queries.shared_part",
    digests="tandem.briefs.queries.shared_digests",
)

SECOND_NAMED = event_kind(
    "second_signer.named",
    say("{actor} named {person} to sign for {lane}, because one person answers for both sides"),
    {"lane": {lane.value: lane.label for lane in Lane}},
)
STARTED = event_kind("brief.started", say("{actor} started the brief"))
REPEATED = event_kind(
    "brief.repeated", say("Copied from a signed brief, confirmed by both owners: {actor}")
)
ITEM_ADDED = event_kind("item.added", say("{actor} added {item} to “{section}”"), _PLACE)
ITEM_EDITED = event_kind("item.edited", say("{actor} changed {item} in “{section}”"), _PLACE)
ITEM_REMOVED = event_kind("item.removed", say("{actor} took {item} out of “{section}”"), _PLACE)
ITEM_RESTORED = event_kind("item.restored", say("{actor} put {item} back into “{section}”"), _PLACE)
ITEM_MOVED = event_kind("item.moved", say("{actor} moved {item} to “{section}”"), _PLACE)
ITEM_PLACED = event_kind("item.placed", say("{actor} changed the order in “{section}”"), _PLACE)
PLAYBACK_ASKED = event_kind("playback.asked", say("{actor} asked IT to play the brief back"))
PLAYED_BACK = event_kind("playback.said", say("{actor} said what IT understood"))
PLAYBACK_CONFIRMED = event_kind("playback.confirmed", say("{actor} confirmed the playback"))
PLAYBACK_REJECTED = event_kind(
    "playback.rejected", say("{actor} said that the playback is not quite it")
)
SIGNED = event_kind("brief.signed", say("{lane} {statement}: {actor}"), _SIGNED)
DELIVERED = event_kind("item.delivered", say("{actor} delivered {item}"), _PLACE)
DELIVERY_TAKEN_BACK = event_kind(
    "item.delivery_taken_back", say("{actor} said that {item} isn't delivered after all"), _PLACE
)
EFFORT_STATED = event_kind("item.estimated", say("{actor} said how long {item} takes"), _PLACE)
CHANGE_SAVED = event_kind("change.saved", say("{actor} wrote a change of {item}"), _PLACE)
CHANGE_ESTIMATED = event_kind(
    "change.estimated", say("{actor} said how long the change of {item} takes"), _PLACE
)
CHANGE_APPLIED = event_kind(
    "change.applied", say("{actor} applied the change of {item}: {weight}"), _WEIGHED
)
CHANGE_WITHDRAWN = event_kind(
    "change.withdrawn", say("{actor} withdrew the change of {item}"), _PLACE
)
CHANGE_POSTPONED = event_kind(
    "change.postponed", say("{actor} left the change of {item} to the next version"), _PLACE
)
CHANGE_CALLED_MATERIAL = event_kind(
    "change.called_material", say("{actor} wants both to sign the change of {item}"), _PLACE
)
ALLOWANCE_RETURNED = event_kind(
    "allowance.returned", say("Half of the used allowance came back with the quarterly revision")
)
WHAT_IF_ASKED = event_kind("what_if.asked", say("{actor} asked “what if” of {item}"), _PLACE)
WHAT_IF_ANSWERED = event_kind(
    "what_if.answered",
    say("{actor} answered a “what if” of {item}: {answer}"),
    {**_PLACE, "answer": {outcome.value: outcome.label for outcome in WhatIfOutcome}},
)

PLAY_BACK = turn_kind(
    "brief.play_back",
    asks=say("Say in two sentences what you understood"),
    verb=say("Play back"),
    path="#playback",
    days=3,
)
CONFIRM = turn_kind(
    "brief.confirm",
    asks=say("Did IT understand the brief?"),
    verb=say("Read the playback"),
    path="#playback",
    days=1,
    owners_only=True,
)
REWORK = turn_kind(
    "brief.rework",
    asks=say("The other side objects and offers an alternative"),
    verb=say("Look at it"),
    path="#sign",
    days=3,
    owners_only=True,
)
SIGN = turn_kind(
    "brief.sign",
    asks=say("Sign the brief"),
    verb=say("Read and sign"),
    path="#sign",
    days=3,
    owners_only=True,
)
STATE_EFFORT = turn_kind(
    "brief.state_effort",
    asks=say("A signed part shall change: how many days does it take?"),
    verb=say("Say how long"),
    path="changes/",
    days=1,
    owners_only=True,
)
SETTLE_CHANGE = turn_kind(
    "brief.settle_change",
    asks=say("Your change of the signed brief has been weighed"),
    verb=say("Apply, change or withdraw"),
    path="changes/",
    days=3,
)
ANSWER_WHAT_IF = turn_kind(
    "brief.answer_what_if",
    asks=say("Somebody asks “what if …?” of a use case"),
    verb=say("Say what happens then"),
    path="#section-use_cases",
    days=1,
)
DELIVER = turn_kind(
    "brief.deliver",
    asks=say("Bring what the brief says you owe"),
    verb=say("See what it is"),
    path="#section-owes",
    days=3,
)

settled_with_owners("tandem.briefs.services.agreeing.settle_signers")
