from django.apps import AppConfig


class StagesConfig(AppConfig):
    name = "tandem.stages"
    verbose_name = "Conditions and stage moves"

    def ready(self) -> None:
        from tandem.stages import events  # noqa: F401 - registers the words of this context
