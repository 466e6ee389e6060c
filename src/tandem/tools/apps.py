from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "tandem.tools"
    verbose_name = "Tools that departments use beside the catalogue"

    def ready(self) -> None:
        from tandem.systems.registry import carry_over_with, find_uses_with
        from tandem.tools import events  # noqa: F401 - registers the words of this context
        from tandem.tools.queries import uses_of_system
        from tandem.tools.services.state import carry_tools

        find_uses_with(uses_of_system)
        carry_over_with(carry_tools)
