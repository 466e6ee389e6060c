from django.urls import path

from tandem.systems.views import entries

urlpatterns = [
    path("systems/", entries.systems, name="systems"),
    path("systems/new/", entries.new_system, name="new_system"),
    path("systems/<int:system_id>/", entries.system, name="system"),
    path("systems/<int:system_id>/edit/", entries.edit_system, name="edit_system"),
    path("systems/<int:system_id>/confirm/", entries.confirm_system, name="confirm_system"),
    path("systems/<int:system_id>/retire/", entries.retire_system, name="retire_system"),
    path("systems/<int:system_id>/restore/", entries.restore_system, name="restore_system"),
]
