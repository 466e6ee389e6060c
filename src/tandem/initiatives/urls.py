from django.urls import path

from tandem.initiatives import views

urlpatterns = [
    path("ideas/new/", views.new_idea, name="new_idea"),
    path("ideas/paste/", views.paste_ideas, name="paste_ideas"),
    path("initiatives/<int:initiative_id>/edit/", views.edit_idea, name="edit_idea"),
    path("initiatives/<int:initiative_id>/questions/", views.next_question, name="next_question"),
    path("initiatives/<int:initiative_id>/questions/<slug:key>/", views.question, name="question"),
    path("initiatives/<int:initiative_id>/owners/", views.owners, name="owners"),
    path("initiatives/<int:initiative_id>/partners/", views.partners, name="partners"),
    path(
        "initiatives/<int:initiative_id>/partners/<int:person_id>/end/",
        views.end_partner,
        name="end_partner",
    ),
    path("initiatives/<int:initiative_id>/join/", views.join, name="join"),
]
