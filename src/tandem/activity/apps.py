from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "tandem.activity"
    verbose_name = "Subjects, events, turns"

    def ready(self) -> None:
        from tandem.activity import events  # noqa: F401 - registers the words of this context
