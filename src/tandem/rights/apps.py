from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "tandem.rights"
    verbose_name = "Who decides what, and what the others suggest"

    def ready(self) -> None:
        from tandem.rights import events  # noqa: F401 - registers the words of this context
