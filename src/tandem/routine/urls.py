from django.urls import path

from tandem.routine import views

_ONE = "recurring/<int:recurrence_id>/"

urlpatterns = [
    path("work-of/<int:home_id>/recurring/", views.recurring, name="recurring"),
    path("work-of/<int:home_id>/recurring/new/", views.new_recurring, name="new_recurring"),
    path(_ONE, views.recurrence, name="recurrence"),
    path(f"{_ONE}change/", views.change_recurring, name="change_recurring"),
    path(f"{_ONE}pause/", views.pause_recurring, name="pause_recurring"),
    path(f"{_ONE}resume/", views.resume_recurring, name="resume_recurring"),
    path(f"{_ONE}stop/", views.stop_recurring, name="stop_recurring"),
]
