from django.urls import path

from tandem.revisions import views

urlpatterns = [
    path("revisions/", views.revisions, name="revisions"),
    path("revisions/years/", views.open_year, name="open_year"),
    path("revisions/compare/", views.compare_revisions, name="compare_revisions"),
    path("revisions/<int:revision_id>/", views.revision, name="revision"),
    path("revisions/<int:revision_id>/move/", views.move_revision, name="move_revision"),
    path("revisions/<int:revision_id>/marks/", views.mark_in_revision, name="mark_in_revision"),
    path("revisions/<int:revision_id>/hold/", views.hold_revision, name="hold_revision"),
]
