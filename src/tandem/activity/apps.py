from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "tandem.activity"
    verbose_name = "Subjects, events, turns"
