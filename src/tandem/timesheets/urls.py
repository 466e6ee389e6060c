from django.urls import path

from tandem.timesheets import views

_TIME = "initiatives/<int:initiative_id>/time/"

urlpatterns = [
    path("hours/", views.hours, name="hours"),
    path("hours/cell/", views.hours_cell, name="hours_cell"),
    path("hours/rows/", views.add_sheet_row, name="add_sheet_row"),
    path("hours/copy/", views.copy_last_week, name="copy_last_week"),
    path("hours/export/<slug:kind>/", views.export_hours, name="export_hours"),
    path("timer/", views.timer, name="timer"),
    path("timer/start/", views.start_timer, name="start_timer"),
    path("timer/stop/", views.stop_timer, name="stop_timer"),
    path("time/", views.all_time, name="all_time"),
    path("time/export/<slug:kind>/", views.export_all_time, name="export_all_time"),
    path(_TIME, views.initiative_time, name="initiative_time"),
    path(f"{_TIME}export/<slug:kind>/", views.export_time, name="export_time"),
    path("work/<int:work_id>/still/", views.still_needs, name="still_needs"),
    path("settings/hours/", views.hours_settings, name="hours_settings"),
    path("settings/hours/closing/", views.close_hours, name="close_hours"),
    path("settings/hours/list/", views.add_occupation, name="add_occupation"),
    path(
        "settings/hours/list/<int:occupation_id>/close/",
        views.close_occupation,
        name="close_occupation",
    ),
]
