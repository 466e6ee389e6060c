"""Everything that is said: comments, questions, decisions, notes, to-dos, approvals."""

from tandem.talk.services.approving import (
    answer_approval,
    ask_for_yes,
    withdraw_approval,
)
from tandem.talk.services.asking import (
    accept_answer,
    ask_again,
    ask_question,
    assume_answer,
    give_answer,
    withdraw_question,
)
from tandem.talk.services.commenting import (
    change_comment,
    react,
    take_back_comment,
    write_comment,
)
from tandem.talk.services.deciding import (
    ask_to_look_again,
    dissent,
    end_dissent,
    look_at_decision_again,
    write_decision,
)
from tandem.talk.services.elsewhere import SaidElsewhere, bring_comments
from tandem.talk.services.guests import (
    comment_as_guest,
    invite_guest,
    link_for_mail,
    mail_guest_link,
    renew_guest_link,
    revoke_guest,
)
from tandem.talk.services.keeping import (
    finish_task,
    give_task,
    keep_note,
    reopen_task,
    take_off_note,
)

__all__ = [
    "SaidElsewhere",
    "accept_answer",
    "answer_approval",
    "ask_again",
    "ask_for_yes",
    "ask_question",
    "ask_to_look_again",
    "assume_answer",
    "bring_comments",
    "change_comment",
    "comment_as_guest",
    "dissent",
    "end_dissent",
    "finish_task",
    "give_answer",
    "give_task",
    "invite_guest",
    "keep_note",
    "link_for_mail",
    "look_at_decision_again",
    "mail_guest_link",
    "react",
    "renew_guest_link",
    "reopen_task",
    "revoke_guest",
    "take_back_comment",
    "take_off_note",
    "withdraw_approval",
    "withdraw_question",
    "write_comment",
    "write_decision",
]
