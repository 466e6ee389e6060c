from django.apps import AppConfig


class PatternsConfig(AppConfig):
    name = "tandem.patterns"
    verbose_name = "Templates of initiatives and of work"

    def ready(self) -> None:
        from tandem.patterns import events  # noqa: F401 - registers the words of this context
