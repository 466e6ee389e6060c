from django.urls import path

from tandem.stages import views

urlpatterns = [
    path("initiatives/<int:initiative_id>/stage/", views.start, name="start_stage"),
    path("initiatives/<int:initiative_id>/park/", views.park, name="park"),
    path("initiatives/<int:initiative_id>/bring-back/", views.bring_back, name="bring_back"),
    path("initiatives/<int:initiative_id>/triage/", views.triage_one, name="triage_one"),
    path("initiatives/<int:initiative_id>/more/", views.say_more, name="say_more"),
    path("initiatives/<int:initiative_id>/rank/", views.rank, name="rank"),
    path(
        "initiatives/<int:initiative_id>/pass/<slug:key>/",
        views.pass_condition,
        name="pass_condition",
    ),
    path(
        "initiatives/<int:initiative_id>/pass/<slug:key>/back/",
        views.take_pass_back,
        name="take_pass_back",
    ),
    path("initiatives/<int:initiative_id>/path/", views.path, name="path"),
    path(
        "initiatives/<int:initiative_id>/path/<int:choice_id>/word/",
        views.path_word,
        name="path_word",
    ),
    path(
        "initiatives/<int:initiative_id>/path/experiment/",
        views.end_experiment,
        name="end_experiment",
    ),
    path("initiatives/<int:initiative_id>/path/check/", views.full_check, name="full_check"),
    path("paths/", views.path_limits, name="path_limits"),
    path("triage/", views.triage, name="triage"),
    path("queue/", views.queue, name="queue"),
]
