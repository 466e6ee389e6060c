from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "tandem.projects"
    verbose_name = "IT projects"

    def ready(self) -> None:
        from tandem.projects import events  # noqa: F401 - registers the words of this context
        from tandem.projects.services.state import carry_systems
        from tandem.systems.registry import carry_over_with

        carry_over_with(carry_systems)
