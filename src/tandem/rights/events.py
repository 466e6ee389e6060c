"""The words of this context: what can happen, what can wait."""

from tandem.activity.registry import event_kind, turn_kind
from tandem.core.words import say
from tandem.rights.rules import Decider, Matter

_MATTERS = {"matter": {matter.value: matter.label for matter in Matter}}
_DECIDERS = {decider.value: decider.label for decider in Decider}

RIGHT_CHANGED = event_kind(
    "decision_right.changed",
    say("{actor} changed who decides. {matter}: {before} before, {decider} now"),
    {**_MATTERS, "before": _DECIDERS, "decider": _DECIDERS},
)

SUGGESTED = event_kind("proposal.made", say("{actor} suggested a change. {matter}"), _MATTERS)
ACCEPTED = event_kind("proposal.accepted", say("{actor} took over the suggestion of {person}"))
DECLINED = event_kind("proposal.declined", say("{actor} declined the suggestion of {person}"))
WITHDRAWN = event_kind("proposal.withdrawn", say("{actor} took a suggestion back"))
TIDIED = event_kind("proposal.tidied", say("{actor} tidied a text; its meaning is the same"))
UNDONE = event_kind("proposal.undone", say("{actor} undid the tidying of {person}"))

DECIDE = turn_kind(
    "proposal.decide",
    asks=say("Somebody suggests a change: take it over or say why not"),
    verb=say("Look at it"),
    path="suggestions/",
    days=3,
)
DECIDE_AS_SPONSOR = turn_kind(
    "proposal.decide_as_sponsor",
    asks=say("Somebody suggests a change that you decide as sponsor"),
    verb=say("Look at it"),
    path="suggestions/",
    days=3,
)
DECIDE_TOGETHER = turn_kind(
    "proposal.decide_together",
    asks=say("Somebody suggests a change that either side may take over"),
    verb=say("Look at it"),
    path="suggestions/",
    days=3,
)

RESTRICTED = event_kind(
    "initiative.restricted", say("{actor} restricted it: only its people see it now")
)
OPENED = event_kind("initiative.opened", say("{actor} opened it: everybody may read it again"))
SPONSOR_NAMED = event_kind("initiative.sponsor_named", say("{actor} named {person} as its sponsor"))
BROKEN_INTO = event_kind(
    "initiative.broken_into",
    say("{actor}, an administrator, opened it for some hours. The reason stands under Access"),
)
