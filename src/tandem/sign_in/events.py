"""The words of this context: what happened, and what is mailed."""

from tandem.accounts.rules import AskedOf
from tandem.activity.registry import event_kind, outbox_kind
from tandem.core.words import say
from tandem.sign_in.rules import Checked

TAKEN_OFF = event_kind(
    "second_factor.taken_off",
    say("{actor} took the second factor off {person}: {checked}"),
    {"checked": {one.value: one.label for one in Checked}},
)
_WHOM = {one.value or "nobody": one.label for one in AskedOf}
DEMANDED = event_kind(
    "second_factor.demanded",
    say("{actor} changed of whom a second factor is asked: {before} before, {whom} now"),
    {"before": _WHOM, "whom": _WHOM},
)

INVITED = event_kind("invitation.mailed", say("{actor} let {person} be mailed an invitation"))
TAKEN_BACK = event_kind(
    "invitation.taken_back", say("{actor} took the open invitation of {person} back")
)

INVITE = outbox_kind("sign_in.invite", "tandem.sign_in.jobs.mail_invitation")
NEW_PASSWORD = outbox_kind("sign_in.new_password", "tandem.sign_in.jobs.mail_new_password")
HAPPENED = outbox_kind("sign_in.happened", "tandem.sign_in.jobs.mail_what_happened")
