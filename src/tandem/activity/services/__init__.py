"""Writing subjects, access, events, turns and what follows from them.

The parts of acts are called inside the transaction of the act itself.
"""

from tandem.activity.services.deadlines import take_next_step
from tandem.activity.services.incidents import declare_incident, end_incident
from tandem.activity.services.mail import (
    record_mailed,
    write_due_digests,
)
from tandem.activity.services.many import (
    make_subjects,
    make_texts_findable,
    make_texts_findable_anew,
    salted_digests,
)
from tandem.activity.services.notices import (
    choose_mail,
    notify,
    read_all_notifications,
    read_notification,
)
from tandem.activity.services.outbox import (
    Claimed,
    claim_outbox,
    drop_outbox_row,
    fail_outbox_row,
    finish_outbox_row,
    put_in_outbox,
    retry_outbox_row,
)
from tandem.activity.services.record import (
    company_subject,
    end_access,
    end_access_of,
    forget_text,
    give_access,
    give_access_for,
    known_heads,
    lock_subject,
    lock_subjects,
    make_findable,
    make_many_findable,
    make_subject,
    record_event,
    record_events,
    rename_subject,
    salted_digest,
    set_goal_sponsor,
    set_restricted,
    set_sponsor,
    take_checkpoint,
)
from tandem.activity.services.turns import (
    answer_turns,
    close_turns,
    delegate_turn,
    open_turn,
    snooze_turn,
)

__all__ = [
    "Claimed",
    "answer_turns",
    "choose_mail",
    "claim_outbox",
    "close_turns",
    "company_subject",
    "declare_incident",
    "delegate_turn",
    "drop_outbox_row",
    "end_access",
    "end_access_of",
    "end_incident",
    "fail_outbox_row",
    "finish_outbox_row",
    "forget_text",
    "give_access",
    "give_access_for",
    "known_heads",
    "lock_subject",
    "lock_subjects",
    "make_findable",
    "make_many_findable",
    "make_subject",
    "make_subjects",
    "make_texts_findable",
    "make_texts_findable_anew",
    "notify",
    "open_turn",
    "put_in_outbox",
    "read_all_notifications",
    "read_notification",
    "record_event",
    "record_events",
    "record_mailed",
    "rename_subject",
    "retry_outbox_row",
    "salted_digest",
    "salted_digests",
    "set_goal_sponsor",
    "set_restricted",
    "set_sponsor",
    "snooze_turn",
    "take_checkpoint",
    "take_next_step",
    "write_due_digests",
]
