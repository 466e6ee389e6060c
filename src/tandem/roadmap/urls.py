from django.urls import path

from tandem.roadmap import views

urlpatterns = [
    path("roadmap/", views.roadmap, name="roadmap"),
    path("roadmap/move/<int:subject_id>/", views.move_on_roadmap, name="move_on_roadmap"),
    path("roadmap/dates/<int:moment_id>/undo/", views.undo_fixed_date, name="undo_fixed_date"),
    path("roadmap/roadmap.svg", views.roadmap_file, name="roadmap_file"),
    path("roadmap/calendar/", views.marketing_calendar, name="marketing_calendar"),
    path("roadmap/calendar.ics", views.calendar_file, name="calendar_file"),
    path(
        "initiatives/<int:initiative_id>/appearance/", views.say_appearance, name="say_appearance"
    ),
]
