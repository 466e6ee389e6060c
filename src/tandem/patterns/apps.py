from django.apps import AppConfig


class PatternsConfig(AppConfig):
    name = "tandem.patterns"
    verbose_name = "Templates of initiatives"
