from django.urls import path

from tandem.capacity import views

urlpatterns = [
    path("capacity/", views.capacity, name="capacity"),
    path("teams/<int:team_id>/reserve/", views.reserve, name="reserve"),
    path("weeks/", views.weekly_load, name="weekly_load"),
    path("capacity/<slug:team>/<slug:period>/", views.capacity_cell, name="capacity_cell"),
]
