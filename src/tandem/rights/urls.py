from django.urls import path

from tandem.rights import views

urlpatterns = [
    path("settings/decision-rights/", views.decision_rights, name="decision_rights"),
    path("initiatives/<int:initiative_id>/suggestions/", views.proposals, name="proposals"),
    path(
        "initiatives/<int:initiative_id>/suggestions/new/", views.new_proposal, name="new_proposal"
    ),
    path("suggestions/<int:proposal_id>/", views.proposal, name="proposal"),
    path("suggestions/<int:proposal_id>/accept/", views.accept_proposal, name="accept_proposal"),
    path("suggestions/<int:proposal_id>/decline/", views.decline_proposal, name="decline_proposal"),
    path(
        "suggestions/<int:proposal_id>/withdraw/", views.withdraw_proposal, name="withdraw_proposal"
    ),
    path("suggestions/<int:proposal_id>/undo/", views.undo_tidying, name="undo_tidying"),
]
