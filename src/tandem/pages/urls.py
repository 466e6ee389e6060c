from django.urls import path

from tandem.pages import views

urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("ideas/", views.ideas, name="ideas"),
    path("ideas/export/<slug:kind>/", views.export_ideas, name="export_ideas"),
    path("initiatives/<int:initiative_id>/", views.initiative, name="initiative"),
    path("initiatives/<int:initiative_id>/card/", views.move_card, name="move_card"),
    path("initiatives/<int:initiative_id>/history/", views.history, name="initiative_history"),
    path("initiatives/<int:initiative_id>/talk/", views.talk, name="initiative_talk"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
