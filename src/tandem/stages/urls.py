from django.urls import path

from tandem.stages import views

urlpatterns = [
    path("initiatives/<int:initiative_id>/stage/", views.start, name="start_stage"),
]
