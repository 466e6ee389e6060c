from django.apps import AppConfig


class SmallChangesConfig(AppConfig):
    name = "tandem.small_changes"
    verbose_name = "The queue of small changes"

    def ready(self) -> None:
        from tandem.small_changes import events  # noqa: F401 - registers the words of this context
