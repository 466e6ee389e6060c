from django.urls import path

from tandem.routine import views

_ONE = "recurring/<int:recurrence_id>/"

urlpatterns = [
    path("work-of/<int:home_id>/recurring/", views.recurring, name="recurring"),
    path("work-of/<int:home_id>/recurring/new/", views.new_recurring, name="new_recurring"),
    path(_ONE, views.recurrence, name="recurrence"),
    path(f"{_ONE}change/", views.change_recurring, name="change_recurring"),
    path(f"{_ONE}pause/", views.pause_recurring, name="pause_recurring"),
    path(f"{_ONE}resume/", views.resume_recurring, name="resume_recurring"),
    path(f"{_ONE}stop/", views.stop_recurring, name="stop_recurring"),
    path("rules/", views.rules_for_all, name="rules_for_all"),
    path("rules/new/", views.new_rule_for_all, name="new_rule_for_all"),
    path("initiatives/<int:initiative_id>/rules/", views.initiative_rules, name="initiative_rules"),
    path("initiatives/<int:initiative_id>/rules/new/", views.new_rule, name="new_rule"),
    path("rules/<int:rule_id>/", views.rule, name="rule"),
    path("rules/<int:rule_id>/change/", views.change_rule, name="change_rule"),
    path("rules/<int:rule_id>/stop/", views.stop_rule, name="stop_rule"),
    path("rules/<int:rule_id>/take-over/", views.take_over_rule, name="take_over_rule"),
]
