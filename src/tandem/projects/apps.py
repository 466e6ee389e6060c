from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "tandem.projects"
    verbose_name = "IT projects"

    def ready(self) -> None:
        from tandem.projects import events  # noqa: F401 - registers the words of this context
