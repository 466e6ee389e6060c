from django.urls import path

from tandem.year import views

urlpatterns = [
    path("year/", views.year, name="year"),
    path("year/day/", views.day, name="day"),
    path("year/moments/", views.note_moment, name="note_moment"),
    path("year/moments/<int:moment_id>/cancel/", views.cancel_moment, name="cancel_moment"),
    path("year/freezes/", views.declare_freeze, name="declare_freeze"),
    path("year/freezes/<int:freeze_id>/cancel/", views.cancel_freeze, name="cancel_freeze"),
    path("settings/windows/", views.windows, name="windows"),
]
