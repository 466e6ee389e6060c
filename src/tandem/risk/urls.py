from django.urls import path

from tandem.risk.views import check, protection

_HOME = "initiatives/<int:initiative_id>/risk/"
_PROTECTION = "initiatives/<int:initiative_id>/data-protection/"

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
]
