from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "tandem.work"
    verbose_name = "Work items and their board"

    def ready(self) -> None:
        from tandem.work import events  # noqa: F401 - registers the words of this context
