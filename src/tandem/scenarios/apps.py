from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "tandem.scenarios"
    verbose_name = "What if, and the deal table"

    def ready(self) -> None:
        from tandem.scenarios import events  # noqa: F401 - registers the words of this context
