from django.urls import path

from tandem.projects import views

_ONE = "it-projects/<int:project_id>/"

urlpatterns = [
    path("it-projects/", views.projects, name="projects"),
    path("it-projects/new/", views.new_project, name="new_project"),
    path(_ONE, views.project, name="project"),
    path(f"{_ONE}edit/", views.edit_project, name="edit_project"),
    path(f"{_ONE}move/", views.move_project, name="move_project"),
    path(f"{_ONE}undo/", views.undo_project_move, name="undo_project_move"),
    path(f"{_ONE}state/", views.change_project_state, name="change_project_state"),
    path(f"{_ONE}join/", views.join_project, name="join_project"),
    path(f"{_ONE}restrict/", views.restrict_project, name="restrict_project"),
    path(f"{_ONE}open/", views.open_project, name="open_project"),
    path(f"{_ONE}waits/", views.let_project_wait, name="let_project_wait"),
    path(
        f"{_ONE}waits/<int:wait_id>/remove/",
        views.let_project_wait_no_more,
        name="let_project_wait_no_more",
    ),
]
