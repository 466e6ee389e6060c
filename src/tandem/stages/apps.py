from django.apps import AppConfig


class StagesConfig(AppConfig):
    name = "tandem.stages"
    verbose_name = "Conditions and stage moves"
