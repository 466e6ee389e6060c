from django.urls import path

from tandem.upkeep.views import closing, health, mail, people, real, steps

urlpatterns = [
    path("people/list/", people.people_list, name="people_list"),
    path("first-steps/", steps.first_steps, name="first_steps"),
    path("first-steps/away/", steps.put_steps_away, name="put_steps_away"),
    path("first-steps/<str:step>/", steps.first_step, name="first_step"),
    path("settings/start-for-real/", real.start_for_real, name="start_for_real"),
    path("settings/closing-days/", closing.closing_days, name="closing_days"),
    path("settings/closing-days/look/", closing.look_into, name="look_into_calendar"),
    path("settings/closing-days/take/", closing.take_over, name="take_closing_days"),
    path("settings/closing-days/again/", closing.again, name="read_calendar_again"),
    path("settings/closing-days/stop/", closing.stop, name="stop_calendar"),
    path("settings/health/", health.how_it_is, name="how_it_is"),
    path("settings/mail/", mail.mail_settings, name="mail_settings"),
    path("settings/mail/test/", mail.test_mail, name="test_mail"),
    path("settings/mail/end/", mail.end_mail, name="end_mail"),
]
