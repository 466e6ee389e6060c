from django.urls import path

from tandem.activity import views

urlpatterns = [
    path("waiting/<int:turn_id>/", views.waiting, name="waiting"),
    path("waiting/<int:turn_id>/pass-on/", views.pass_on, name="pass_on"),
    path("waiting/<int:turn_id>/put-off/", views.put_off, name="put_off"),
    path("waiting/answer/", views.answer_several, name="answer_several"),
    path("incidents/<str:lane>/", views.declare_incident, name="declare_incident"),
    path("incidents/<str:lane>/end/", views.end_incident, name="end_incident"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("inbox/mail/", views.choose_mail, name="choose_mail"),
    path("inbox/<int:notification_id>/", views.open_notification, name="open_notification"),
    path("settings/outbox/", views.outbox, name="outbox"),
    path("settings/outbox/<int:row_id>/retry/", views.retry_outbox_row, name="retry_outbox_row"),
    path("settings/outbox/<int:row_id>/drop/", views.drop_outbox_row, name="drop_outbox_row"),
]
