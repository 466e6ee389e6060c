from django.apps import AppConfig


class SmallChangesConfig(AppConfig):
    name = "tandem.small_changes"
    verbose_name = "The queue of small changes"
