from django.urls import path

from tandem.own_fields import views

urlpatterns = [
    path("settings/fields/", views.own_fields, name="own_fields"),
    path("settings/fields/<int:field_id>/", views.own_field, name="own_field"),
    path("settings/fields/<int:field_id>/retire/", views.retire_own_field, name="retire_own_field"),
    path(
        "settings/fields/<int:field_id>/bring-back/",
        views.bring_back_own_field,
        name="bring_back_own_field",
    ),
    path("settings/fields/<int:field_id>/move/", views.move_own_field, name="move_own_field"),
    path("work/<int:work_id>/fields/<int:field_id>/", views.work_field, name="work_field"),
]
