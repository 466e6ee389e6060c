from django.apps import AppConfig


class RoutineConfig(AppConfig):
    name = "tandem.routine"
    verbose_name = "Work that comes back"

    def ready(self) -> None:
        from tandem.routine import events  # noqa: F401 - registers the words of this context
