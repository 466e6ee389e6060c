from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "tandem.goals"
    verbose_name = "Vision, objectives, endorsement"

    def ready(self) -> None:
        from tandem.goals import events  # noqa: F401 - registers the words of this context
