from django.urls import path

from tandem.systems import views

urlpatterns = [
    path("systems/", views.systems, name="systems"),
    path("systems/new/", views.new_system, name="new_system"),
    path("systems/<int:system_id>/", views.system, name="system"),
    path("systems/<int:system_id>/edit/", views.edit_system, name="edit_system"),
    path("systems/<int:system_id>/confirm/", views.confirm_system, name="confirm_system"),
    path("systems/<int:system_id>/retire/", views.retire_system, name="retire_system"),
    path("systems/<int:system_id>/restore/", views.restore_system, name="restore_system"),
]
