from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "tandem.roadmap"
    verbose_name = "The roadmap and the marketing calendar"

    def ready(self) -> None:
        from tandem.roadmap import events  # noqa: F401 - registers the words of this context
