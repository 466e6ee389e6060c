from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "tandem.upkeep"
    verbose_name = "The workspace itself: its first day, its mail, how it is"

    def ready(self) -> None:
        from tandem.upkeep import events  # noqa: F401 - registers the words of this context
