from django.urls import path

from tandem.pages import views

urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("ideas/", views.ideas, name="ideas"),
    path("initiatives/<int:initiative_id>/", views.initiative, name="initiative"),
    path("initiatives/<int:initiative_id>/history/", views.history, name="initiative_history"),
    path("initiatives/<int:initiative_id>/talk/", views.talk, name="initiative_talk"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
