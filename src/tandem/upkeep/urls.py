from django.urls import path

from tandem.upkeep.views import mail, people

urlpatterns = [
    path("people/list/", people.people_list, name="people_list"),
    path("settings/mail/", mail.mail_settings, name="mail_settings"),
    path("settings/mail/test/", mail.test_mail, name="test_mail"),
    path("settings/mail/end/", mail.end_mail, name="end_mail"),
]
