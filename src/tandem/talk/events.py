"""The words of this context: its subjects, what can happen, what can wait."""

from tandem.accounts.rules import Lane
from tandem.activity.registry import (
    answered_on_duty,
    assumed_if_unanswered,
    due_by_answer_time,
    event_kind,
    mailed_to_guests,
    notice_kind,
    on_unanswered,
    outbox_kind,
    subject_kind,
    turn_kind,
)
from tandem.core.words import say
from tandem.talk.rules import APPROVAL_ANSWERS

_SIDES = {"lane": {lane.value: lane.label for lane in Lane}}

QUESTION = subject_kind("question", "/questions/{id}/", say("Question"))
DECISION = subject_kind("decision", "/decisions/{id}/", say("Decision"))
TASK = subject_kind("task", "/tasks/{id}/", say("To-do"))
GUEST = subject_kind("guest", "/guests/{id}/", say("Guest"))
APPROVAL = subject_kind("approval", "/approvals/{id}/", say("Approval"))

COMMENTED = event_kind("comment.written", say("{actor} wrote a comment"))
COMMENT_CHANGED = event_kind("comment.changed", say("{actor} changed a comment"))
COMMENT_TAKEN_BACK = event_kind("comment.taken_back", say("{actor} took a comment back"))
MENTIONED = event_kind("talk.mentioned", say("{actor} mentioned {person}"))
SIDE_MENTIONED = event_kind("talk.side_mentioned", say("{actor} spoke to {lane}"), _SIDES)
TEAM_MENTIONED = event_kind("talk.team_mentioned", say("{actor} spoke to a team"))

ASKED = event_kind("question.asked", say("{actor} asked {person} a question"))
ASKED_A_SIDE = event_kind("question.asked_of_side", say("{actor} asked {lane} a question"), _SIDES)
ASKED_A_TEAM = event_kind("question.asked_of_team", say("{actor} asked a team a question"))
ANSWERED = event_kind("question.answered", say("{actor} answered a question"))
ACCEPTED = event_kind("question.accepted", say("{actor} accepted the answer"))
ASKED_AGAIN = event_kind("question.asked_again", say("{actor} asked again"))
WITHDRAWN = event_kind("question.withdrawn", say("{actor} no longer asks the question"))

NOTE_KEPT = event_kind("note.kept", say("{actor} kept an idea note"))
NOTE_TAKEN_OFF = event_kind("note.taken_off", say("{actor} took an idea note off"))

DECIDED = event_kind("decision.written", say("{actor} wrote a decision down"))
DISSENTED = event_kind("decision.dissented", say("{actor} disagrees with the decision"))
DISSENT_ENDED = event_kind("decision.dissent_ended", say("{actor} no longer disagrees"))
LOOK_AGAIN_DUE = event_kind(
    "decision.look_again_due", say("{actor} asks to look at the decision again")
)
LOOKED_AT = event_kind("decision.looked_at", say("{actor} looked at the decision again: it holds"))

TASK_GIVEN = event_kind("task.given", say("{actor} gave {person} a to-do"))
TASK_DONE = event_kind("task.done", say("{actor} did a to-do"))
TASK_REOPENED = event_kind("task.reopened", say("{actor} opened a to-do again"))

GUEST_INVITED = event_kind("guest.invited", say("{actor} invited {person} as a guest"))
GUEST_LINK_RENEWED = event_kind("guest.link_renewed", say("{actor} made {person} a new link"))
GUEST_REVOKED = event_kind("guest.revoked", say("{actor} ended the invitation of {person}"))

APPROVAL_ASKED = event_kind("approval.asked", say("{actor} asked {person} for a yes"))
APPROVAL_GIVEN = event_kind(
    "approval.answered",
    say("{actor} answered: {answer}"),
    {"answer": {state.value: state.label for state in APPROVAL_ANSWERS}},
)
APPROVAL_WITHDRAWN = event_kind("approval.withdrawn", say("{actor} no longer asks for a yes"))

GUEST_LINK_MAILED = event_kind("guest.link_mailed", say("{actor} mailed {person} their link"))
GUEST_MAIL = outbox_kind("guest.mail", "tandem.talk.jobs.mail_link")
GUEST_ASKED_MAIL = outbox_kind("guest.asked_mail", "tandem.talk.jobs.mail_request")

APPROVE = turn_kind(
    "approval.answer",
    asks=say("Say yes or no"),
    verb=say("Read and answer"),
    path="#answer",
    days=3,
)

mailed_to_guests(APPROVE, GUEST_ASKED_MAIL)

ANSWER = turn_kind(
    "question.answer",
    asks=say("Answer a question"),
    verb=say("Answer"),
    path="#answer",
    days=1,
)
due_by_answer_time(ANSWER)
answered_on_duty(ANSWER)
assumed_if_unanswered(ANSWER)
on_unanswered(ANSWER, "tandem.talk.services.assume_answer")

READ_ANSWER = turn_kind(
    "question.read_answer",
    asks=say("Your question has an answer"),
    verb=say("Read it"),
    path="#answer",
    days=3,
)
LOOK_AGAIN = turn_kind(
    "decision.look_again",
    asks=say("Look at a decision again"),
    verb=say("Look at it"),
    path="#look-again",
    days=3,
)
DO = turn_kind("task.do", asks=say("Do what you were asked for"), verb=say("Open"), path="", days=1)

YOU_WERE_MENTIONED = notice_kind("talk.mentioned", say("{by} mentioned you"))
SIDE_WAS_MENTIONED = notice_kind("talk.side_mentioned", say("{by} spoke to your side"))
TEAM_WAS_MENTIONED = notice_kind("talk.team_mentioned", say("{by} spoke to your team"))
A_GUEST_WROTE = notice_kind("guest.commented", say("{by}, a guest, wrote a comment"))
