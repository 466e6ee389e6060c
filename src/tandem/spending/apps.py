from django.apps import AppConfig


class SpendingConfig(AppConfig):
    name = "tandem.spending"
    verbose_name = "What initiatives really cost"

    def ready(self) -> None:
        from tandem.spending import events  # noqa: F401 - registers the words of this context
