from django.urls import path

from tandem.assessment.views import assess, authorities, consults, from_mail

_HOME = "initiatives/<int:initiative_id>/assess/"
_SYSTEM = f"{_HOME}systems/<int:system_id>/"
_HOLD = f"{_HOME}holds/<int:hold_id>/"

urlpatterns = [
    path(_HOME, assess.assess, name="assess"),
    path(f"{_HOME}systems/", assess.declare_touch, name="declare_touch"),
    path(f"{_HOME}nothing/", assess.touch_nothing, name="touch_nothing"),
    path(f"{_SYSTEM}confirm/", assess.confirm_touch, name="confirm_touch"),
    path(f"{_SYSTEM}refuse/", assess.refuse_touch, name="refuse_touch"),
    path(f"{_HOME}impact/", assess.look_at_impact, name="look_at_impact"),
    path(f"{_HOME}feasibility/", assess.say_feasibility, name="say_feasibility"),
    path(f"{_HOME}answer/", assess.answer_feasibility, name="answer_feasibility"),
    path(f"{_HOME}ruling/", assess.rule_feasibility, name="rule_feasibility"),
    path(f"{_HOME}data/", assess.check_data, name="check_data"),
    path(f"{_HOME}holds/", assess.hold, name="hold"),
    path(f"{_HOLD}renew/", assess.renew_hold, name="renew_hold"),
    path(f"{_HOLD}decide/", assess.decide_hold, name="decide_hold"),
    path(f"{_HOLD}lift/", assess.lift_hold, name="lift_hold"),
    path(f"{_HOME}consults/", consults.ask_consults, name="ask_consults"),
    path("consults/<int:consult_id>/", consults.consult, name="consult"),
    path("consults/mail/<str:secret>/", from_mail.answer_from_mail, name="answer_from_mail"),
    path("consults/<int:consult_id>/question/", consults.ask_back, name="ask_about_consult"),
    path("settings/authorities/", authorities.authorities, name="authorities"),
    path(
        "settings/authorities/<int:authority_id>/end/",
        authorities.end_authority,
        name="end_authority",
    ),
]
