"""The words of this context: what comes back, and what becomes of that."""

from tandem.activity.registry import event_kind, notice_kind
from tandem.core.words import say

SET_UP = event_kind("recurring.set_up", say("{actor} set up work that comes back"))
CHANGED = event_kind("recurring.changed", say("{actor} changed work that comes back"))
PAUSED = event_kind("recurring.paused", say("{actor} paused work that comes back"))
GOES_ON = event_kind("recurring.resumed", say("{actor} lets work come back again"))
STOPPED = event_kind("recurring.stopped", say("{actor} stopped work that came back"))
CAME = event_kind("recurring.came", say("Work came back by itself, as {person} set it up"))
STILL_OPEN = event_kind(
    "recurring.left_out", say("Work did not come back: the last one was still to be done")
)
RESTS = event_kind(
    "recurring.rested", say("Work comes back no more: {person} may no longer add it here")
)

IT_CAME_LATE = notice_kind(
    "recurring.came_late", say("Work came back late: days before it were passed over")
)
IT_RESTS = notice_kind(
    "recurring.rested", say("Work comes back no more: whoever set it up may no longer add it")
)

RULE_MADE = event_kind("rule.made", say("{actor} made a rule"))
RULE_CHANGED = event_kind("rule.changed", say("{actor} changed a rule"))
RULE_STOPPED = event_kind("rule.stopped", say("{actor} stopped a rule"))
RULE_TAKEN_OVER = event_kind("rule.taken_over", say("{actor} took a rule over: it acts as them"))
RULE_RAN = event_kind("rule.ran", say("A rule did something here, as {person}"))
RULE_DID_NOTHING = event_kind("rule.did_nothing", say("A rule was started here and did nothing"))
RULE_RESTS = event_kind(
    "rule.rested", say("A rule of {person} rests: they do nothing here any more")
)

A_RULE_RESTS = notice_kind("rule.rested", say("A rule rests: whoever made it may act no more"))
A_RULE_FOR_ALL_RESTS = notice_kind(
    "rule.rested_for_all",
    say("A rule for all initiatives rests: whoever made it may act no more. See Settings, Rules"),
)
