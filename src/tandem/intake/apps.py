from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "tandem.intake"
    verbose_name = "The open form"

    def ready(self) -> None:
        from tandem.intake import events  # noqa: F401 - registers the words of this context
