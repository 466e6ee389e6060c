from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "tandem.capacity"
    verbose_name = "Capacity of teams"

    def ready(self) -> None:
        from tandem.capacity import events  # noqa: F401 - registers the words of this context
