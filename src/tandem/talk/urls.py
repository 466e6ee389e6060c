from django.urls import path

from tandem.talk.views import approvals, comments, decisions, keeping, questions

urlpatterns = [
    path("talk/<int:subject_id>/", comments.talk, name="talk"),
    path("talk/<int:subject_id>/question/", questions.new_question, name="new_question"),
    path("talk/<int:subject_id>/decision/", decisions.new_decision, name="new_decision"),
    path("talk/<int:subject_id>/note/", keeping.new_note, name="new_note"),
    path("talk/<int:subject_id>/task/", keeping.new_task, name="new_task"),
    path("comments/<int:comment_id>/", comments.comment, name="comment"),
    path("comments/<int:comment_id>/take-back/", comments.take_back, name="take_back_comment"),
    path("comments/<int:comment_id>/react/", comments.react, name="react"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:question_id>/", questions.question, name="asked_question"),
    path("questions/<int:question_id>/accept/", questions.accept_answer, name="accept_answer"),
    path("questions/<int:question_id>/again/", questions.ask_again, name="ask_again"),
    path("questions/<int:question_id>/withdraw/", questions.withdraw_question, name="withdraw"),
    path("initiatives/<int:initiative_id>/approvals/", approvals.approvals, name="approvals"),
    path("approvals/<int:approval_id>/", approvals.approval, name="approval"),
    path(
        "approvals/<int:approval_id>/withdraw/",
        approvals.withdraw_approval,
        name="withdraw_approval",
    ),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:decision_id>/", decisions.decision, name="decision"),
    path("decisions/<int:decision_id>/dissent/", decisions.dissent, name="dissent"),
    path("decisions/<int:decision_id>/agree/", decisions.end_dissent, name="end_dissent"),
    path("decisions/<int:decision_id>/look-again/", decisions.look_again, name="look_again"),
    path("notes/<int:note_id>/take-off/", keeping.take_off_note, name="take_off_note"),
    path("tasks/<int:task_id>/", keeping.task, name="task"),
    path("tasks/<int:task_id>/done/", keeping.finish_task, name="finish_task"),
    path("tasks/<int:task_id>/open/", keeping.reopen_task, name="reopen_task"),
]
