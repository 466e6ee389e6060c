from django.urls import path

from tandem.goals import views

urlpatterns = [
    path("goals/", views.goals, name="goals"),
    path("goals/vision/<int:year>/", views.vision, name="vision"),
    path("goals/vision/<int:year>/endorse/", views.endorse_vision, name="endorse_vision"),
    path("goals/new/", views.new_goal, name="new_goal"),
    path("goals/<int:objective_id>/", views.goal, name="goal"),
    path("goals/<int:objective_id>/edit/", views.edit_goal, name="edit_goal"),
    path("goals/<int:objective_id>/endorse/", views.endorse_goal, name="endorse_goal"),
    path("initiatives/<int:initiative_id>/goal/", views.serve_goal, name="serve_goal"),
]
