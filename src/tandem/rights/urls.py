from django.urls import path

from tandem.rights.views import deciding, sharing, suggesting

urlpatterns = [
    path("settings/decision-rights/", deciding.decision_rights, name="decision_rights"),
    path("settings/restricted/", sharing.break_in, name="break_in"),
    path("initiatives/<int:initiative_id>/access/", sharing.access, name="access"),
    path("initiatives/<int:initiative_id>/access/restrict/", sharing.restrict, name="restrict"),
    path("initiatives/<int:initiative_id>/access/open/", sharing.open_again, name="open_again"),
    path("initiatives/<int:initiative_id>/suggestions/", suggesting.proposals, name="proposals"),
    path(
        "initiatives/<int:initiative_id>/suggestions/new/",
        suggesting.new_proposal,
        name="new_proposal",
    ),
    path("suggestions/<int:proposal_id>/", suggesting.proposal, name="proposal"),
    path(
        "suggestions/<int:proposal_id>/accept/", suggesting.accept_proposal, name="accept_proposal"
    ),
    path(
        "suggestions/<int:proposal_id>/decline/",
        suggesting.decline_proposal,
        name="decline_proposal",
    ),
    path(
        "suggestions/<int:proposal_id>/withdraw/",
        suggesting.withdraw_proposal,
        name="withdraw_proposal",
    ),
    path("suggestions/<int:proposal_id>/undo/", suggesting.undo_tidying, name="undo_tidying"),
]
