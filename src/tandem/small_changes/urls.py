from django.urls import path

from tandem.small_changes import views

urlpatterns = [
    path("small-changes/", views.small_changes, name="small_changes"),
    path(
        "small-changes/<int:initiative_id>/place/",
        views.move_small_change,
        name="move_small_change",
    ),
]
