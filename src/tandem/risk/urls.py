from django.urls import path

from tandem.risk.views import calibration, check, protection, versions

_HOME = "initiatives/<int:initiative_id>/risk/"
_PROTECTION = "initiatives/<int:initiative_id>/data-protection/"
_QUESTIONS = "settings/risk-questions/"

urlpatterns = [
    path(_HOME, check.risk_check, name="risk_check"),
    path(f"{_HOME}answers/", check.answer_risk, name="answer_risk"),
    path(f"{_HOME}known/", check.take_over_known, name="take_over_known"),
    path(f"{_HOME}hand-in/", check.hand_in_risk, name="hand_in_risk"),
    path(f"{_HOME}owner/", check.name_risk_owner, name="name_risk_owner"),
    path(f"{_HOME}reviews/", check.review_risk, name="review_risk"),
    path(f"{_HOME}remaining/", check.accept_residual_risk, name="accept_residual_risk"),
    path(f"{_HOME}delay/", check.say_cost_of_delay, name="say_cost_of_delay"),
    path(_PROTECTION, protection.data_protection, name="data_protection"),
    path(f"{_PROTECTION}write/", protection.write_data_protection, name="write_data_protection"),
    path(f"{_PROTECTION}review/", protection.review_data_protection, name="review_data_protection"),
    path(f"{_PROTECTION}file/", protection.data_protection_file, name="data_protection_file"),
    path(_QUESTIONS, versions.risk_questions, name="risk_questions"),
    path(f"{_QUESTIONS}begin/", versions.begin_question_version, name="begin_question_version"),
    path(f"{_QUESTIONS}limits/", versions.change_risk_limits, name="change_risk_limits"),
    path(
        f"{_QUESTIONS}publish/", versions.publish_question_version, name="publish_question_version"
    ),
    path(f"{_QUESTIONS}drop/", versions.drop_question_version, name="drop_question_version"),
    path(f"{_QUESTIONS}questions/<slug:key>/", versions.risk_question, name="risk_question"),
    path("risk/", calibration.risk_calibration, name="risk_calibration"),
]
