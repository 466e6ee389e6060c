from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "tandem.goals"
    verbose_name = "Vision and objectives"
