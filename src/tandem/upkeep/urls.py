from django.urls import path

from tandem.upkeep.views import health, mail, people, real, steps

urlpatterns = [
    path("people/list/", people.people_list, name="people_list"),
    path("first-steps/", steps.first_steps, name="first_steps"),
    path("first-steps/away/", steps.put_steps_away, name="put_steps_away"),
    path("first-steps/<str:step>/", steps.first_step, name="first_step"),
    path("settings/start-for-real/", real.start_for_real, name="start_for_real"),
    path("settings/health/", health.how_it_is, name="how_it_is"),
    path("settings/mail/", mail.mail_settings, name="mail_settings"),
    path("settings/mail/test/", mail.test_mail, name="test_mail"),
    path("settings/mail/end/", mail.end_mail, name="end_mail"),
]
