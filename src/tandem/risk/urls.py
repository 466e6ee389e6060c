from django.urls import path

from tandem.risk.views import check

_HOME = "initiatives/<int:initiative_id>/risk/"

urlpatterns = [
    path(_HOME, check.risk_check, name="risk_check"),
    path(f"{_HOME}answers/", check.answer_risk, name="answer_risk"),
    path(f"{_HOME}known/", check.take_over_known, name="take_over_known"),
    path(f"{_HOME}hand-in/", check.hand_in_risk, name="hand_in_risk"),
    path(f"{_HOME}owner/", check.name_risk_owner, name="name_risk_owner"),
    path(f"{_HOME}reviews/", check.review_risk, name="review_risk"),
    path(f"{_HOME}remaining/", check.accept_residual_risk, name="accept_residual_risk"),
    path(f"{_HOME}delay/", check.say_cost_of_delay, name="say_cost_of_delay"),
]
